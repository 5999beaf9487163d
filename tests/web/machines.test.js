/** Machines of the module are let go when they end: when a browser collects what stands for them nobody knows. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

/** The machines that are still there, by what stands for them. */
const kept = new Map();
let forget;
const own = globalThis.FinalizationRegistry;
globalThis.FinalizationRegistry = class {
  constructor(callback) {
    forget = callback;
  }
  register(machine, number) {
    kept.set(machine, number);
  }
  unregister(machine) {
    kept.delete(machine);
  }
};

const { Intercom, initSync, NotFoundError, TransportError } = await import("entryphone-web/manual");
const { engine, leave } = await import("entryphone-web/machine");
globalThis.FinalizationRegistry = own;
initSync({ module: await readFile(new URL(import.meta.resolve("entryphone-web/wasm"))) });

const json = (value, init) => Response.json(value, init);
const page = (after) => json({ type: "list", data: [{ id: "c1" }, { id: "c2" }], pages: { next: after && { starting_after: after } } });
const job = (status) => json({ job_identifier: "j1", status });

/** Time that passes at once, but for what limits attempts. */
const clock = {
  time: 0,
  now: () => clock.time,
  after(milliseconds, callback) {
    if (milliseconds >= 15_000) return () => {};
    clock.time += milliseconds;
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  },
};

let answers = [];
const fetch = async (_, { signal }) => {
  const answer = answers.shift();
  if (answer instanceof Error) throw answer;
  return answer ?? new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
};
const client = new Intercom({ token: "t", fetch, clock, limiter: false });

/** Gives what some work comes to, with these answers, and how many machines it leaves. */
async function left(given, work) {
  answers = given;
  const before = kept.size;
  const outcome = await work();
  assert.deepEqual(answers, [], "everything was asked for");
  return { outcome, count: kept.size - before };
}

async function collected(items, most = Number.POSITIVE_INFINITY) {
  const all = [];
  for await (const item of items) if (all.push(item) >= most) break;
  return all;
}

const aborted = (options) => {
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  return client.contacts.find("c1", {}, { ...options, signal: controller.signal });
};
const file = (body = "id\n1\n") => new Response(body, { headers: { "content-type": "text/csv" } });

for (const [what, given, work] of [
  ["a call", [json({ id: "c1" })], () => client.contacts.find("c1")],
  ["a call past the catalog", [json({})], () => client.request("GET", "/contacts/c1")],
  ["a call that failed", [json({}, { status: 404 })], () => assert.rejects(client.contacts.find("c1"), NotFoundError)],
  ["a call that was sent again", [new Error("gone"), json({}, { status: 503 }), json({})], () => client.contacts.find("c1")],
  ["a call that was lost", Array(4).fill(new Error("gone")), () => assert.rejects(client.contacts.find("c1"), TransportError)],
  ["a call that was canceled", [], () => assert.rejects(aborted())],
  ["a call that was refused", [], () => assert.rejects(client.contacts.find("c1", { nmae: "x" }))],
  ["a name that is no operation", [], () => assert.throws(() => client.call("contacts.fnd"))],
  ["a dry run", [], () => client.contacts.update.prepare("c1", { name: "Ada" }).curl()],
  ["items of several pages", [page("a"), page("b"), page("c"), page()], () => collected(client.contacts.list())],
  ["items that were enough", [page("a"), page("b"), page("c")], () => collected(client.contacts.list(), 5)],
  ["items of a listing with a limit", [page("a"), page("b")], () => collected(client.contacts.list({}, { limit: 3 }))],
  ["a listing that failed", [page("a"), json({}, { status: 404 })], () => assert.rejects(collected(client.contacts.list()))],
  ["an answer that holds no list", [json({ id: "x" })], () => client.companies.retrieve({ company_id: "x" })],
  ["a first page that is kept", [page("a")], () => client.contacts.list()],
  ["pages that are kept", [page("a"), page("b"), page("c"), page()], () => collected(client.contacts.list().pages())],
  ["pages that were enough and are kept", [page("a"), page("b"), page("c")], () => collected(client.contacts.list().pages(), 3)],
]) {
  test(`${what} leaves no machine`, async () => {
    const { outcome, count } = await left(given, work);
    assert.equal(count, 0, `of ${JSON.stringify(outcome)}`);
  });
}

test("calls with the same settings leave one machine for all of them", async () => {
  const once = () => client.contacts.find("c1", {}, { timeoutMs: 5_000 });
  await left([json({})], once);
  assert.equal((await left([json({}), json({})], async () => [await once(), await once()])).count, 0);
});

test("pages that are kept are asked again without a machine", async () => {
  const { outcome: pages } = await left([page("a"), page("b"), page()], () => collected(client.contacts.list().pages()));
  const { outcome: again, count } = await left([page("b"), page(), page("b")], async () => {
    const second = await pages[0].nextPage();
    return [second, await second.nextPage(), await pages[0].nextPage()];
  });
  assert.deepEqual(
    [again.map(({ hasNext }) => hasNext), count],
    [[true, false, true], 1],
    "the page that was asked for last may be gone on from",
  );
});

test("a job leaves itself, however it is followed, and its file nothing", async () => {
  const started = [job("pending"), job("pending"), job("completed")];
  const { outcome: made, count } = await left(started, async () => {
    const made = await client.job("data_export.create", {});
    await made.wait();
    return made;
  });
  assert.equal(count, 1);
  const again = await left([job("completed")], () => client.resumeJob(made.handle).wait({ deadlineMs: 60_000 }));
  assert.equal(again.count, 1);
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
  const ways = [
    [file(), (download) => download.bytes()],
    [file(), (download) => collected(download, 1)],
    [file(), (download) => download.body.cancel()],
    [file(broken), (download) => assert.rejects(download.bytes(), TransportError)],
  ];
  for (const [answer, read] of ways) assert.equal((await left([answer], async () => read(await made.download()))).count, 0, String(read));
});

test("who is let go answers no more, and its number is another's", () => {
  const made = new engine.Client("{}", false);
  const { number } = made;
  leave(made);
  leave(made);
  assert.throws(() => made.version, /no such machine/);
  const next = new engine.Client("{}", false);
  assert.deepEqual([next.number, made.number], [number, -1]);
  // Of what nobody has any more the browser tells in the end.
  forget(next.number);
  assert.equal(new engine.Client("{}", false).number, number);
});
