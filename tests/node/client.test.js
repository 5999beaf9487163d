/** End to end: this face, its default transport, and the emulator. */

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { gunzipSync } from "node:zlib";

import { AbortError, Intercom, JobError, NotFoundError, ServerError, TransportError } from "entryphone";

import { startEmulator, TOKEN } from "./emulator.js";
import { VirtualClock } from "./scripted.js";

let emulator;
let client;
let clock;

before(async () => {
  emulator = await startEmulator({ contacts: 25, jobSeconds: 10 });
});
beforeEach(async () => {
  await emulator.reset();
  clock = new VirtualClock();
  client = new Intercom({ token: TOKEN, baseUrl: emulator.url, clock, fetch: clock.holding(fetch) });
});
after(() => emulator.stop());

const fail = (fault) => emulator.faults([fault]);
const counts = async () => (await emulator.applied()).map(({ count }) => count);

async function collected(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

test("a contact is created, found, changed and deleted", async () => {
  const made = await client.contacts.create({ role: "user", email: "zoe@example.com", custom_attributes: { plan: "pro" } });
  assert.deepEqual([made.type, made.email, made.custom_attributes.plan], ["contact", "zoe@example.com", "pro"]);
  assert.deepEqual(await client.contacts.find(made.id), await client.contacts.find({ contact_id: made.id }));
  await client.contacts.update(made.id, { name: "Zoë" });
  assert.equal((await client.call("contacts.find", { path: { contact_id: made.id } })).name, "Zoë");
  await client.contacts.delete(made.id);
  await assert.rejects(client.contacts.find(made.id), (error) => error instanceof NotFoundError && typeof error.requestId === "string");
});

test("a listing goes over all pages, however it is gone over", async () => {
  const page = await client.contacts.list({ per_page: 10 });
  assert.deepEqual([page.data.length, page.hasNext, page.body.total_count], [10, true, 25]);
  const ids = await collected(page);
  assert.equal(new Set(ids.map(({ id }) => id)).size, 25);
  const sizes = [];
  for await (const part of client.contacts.list({ per_page: 10 }).pages()) sizes.push(part.data.length);
  assert.deepEqual(sizes, [10, 10, 5]);
  const again = await Promise.all([page.nextPage(), page.nextPage()]);
  assert.deepEqual(again[0].data, again[1].data);
  const resumed = await client.contacts.list({ per_page: 10 }, { resume: page.checkpoint() });
  assert.deepEqual(resumed.data, again[0].data);
  const limited = [];
  for await (const contact of client.contacts.list({ per_page: 10 }, { limit: 12 })) limited.push(contact.id);
  assert.equal(limited.length, 12);
});

test("a search is paged in its body, a scroll by its parameter", async () => {
  const query = { field: "role", operator: "=", value: "user" };
  const found = await collected(client.contacts.search({ query, pagination: { per_page: 5 } }));
  assert.ok(found.length > 5 && found.every(({ role }) => role === "user"));
  for (const name of ["one", "two", "three"]) await client.companies.createOrUpdate({ company_id: name, name });
  const companies = await collected(client.companies.scroll());
  assert.ok(companies.length >= 3);
});

test("a full window and a server that is busy are waited out", async () => {
  await fail({ status: 429, headers: { "retry-after": "7" }, match: { method: "POST", path: "/tags" } });
  const { status, attempts } = await client.tags.create({ name: "patience" }).withResponse();
  assert.deepEqual([status, attempts.map((attempt) => attempt.status)], [200, [429, 200]]);
  assert.ok(attempts[0].waitedMs >= 7_000 && attempts[0].waitedMs < 8_000);
  assert.deepEqual(await counts(), [1]);
  await fail({ status: 503, match: { method: "GET", path: "/tags" } });
  assert.deepEqual(
    (await client.tags.list().withResponse()).attempts.map((attempt) => attempt.status),
    [503, 200],
  );
});

test("a creation that may have happened is not repeated", async () => {
  const match = { method: "POST", path: "/contacts" };
  for (const [fault, Class, applied] of [
    [{ status: 503 }, ServerError, []],
    [{ drop: "after" }, TransportError, [1]],
    [{ drop: "before" }, TransportError, []],
    [{ truncate: 10 }, TransportError, [1]],
  ]) {
    await emulator.reset();
    await fail({ ...fault, match });
    await assert.rejects(client.contacts.create({ email: "once@example.com" }), (error) => error instanceof Class && error.maybeApplied);
    assert.equal((await emulator.requests()).length, 1, JSON.stringify(fault));
    assert.deepEqual(await counts(), applied, JSON.stringify(fault));
  }
});

test("a reading is repeated whatever breaks", async () => {
  for (const fault of [{ drop: "before" }, { drop: "after" }, { truncate: 10 }, { status: 502 }]) {
    await fail({ ...fault, match: { method: "GET", path: "/contacts" } });
    const { attempts } = await client.contacts.list().withResponse();
    assert.equal(attempts.length, 2, JSON.stringify(fault));
  }
});

test("nobody listening is a connection that was never made", async () => {
  const other = await startEmulator();
  const gone = new Intercom({ token: TOKEN, baseUrl: other.url, clock, fetch: clock.holding(fetch) });
  await other.stop();
  await assert.rejects(
    gone.contacts.create({}),
    (error) => error instanceof TransportError && !error.maybeApplied && error.attempts.length === 4,
  );
});

/** Lets the emulator's jobs go on while the client waits. */
function following() {
  const after = clock.after;
  clock.after = (milliseconds, callback) => {
    return after(milliseconds, async () => {
      const release = clock.hold();
      await emulator.advance(milliseconds).finally(release);
      callback();
    });
  };
}

test("an export is followed to its file, which is there whole or not at all", async () => {
  following();
  const folder = await mkdtemp(path.join(tmpdir(), "entryphone-"));
  const file = path.join(folder, "export.csv.gz");
  const looks = [];
  const job = await client.job("data_export.create", { created_at_after: 1, created_at_before: 2_000_000_000 });
  const resumed = client.resumeJob(job.handle);
  assert.equal(await job.wait({ progress: ({ status }) => looks.push(status) }), "complete");
  assert.ok(looks.length > 1);
  assert.equal(await resumed.wait(), "complete");
  const summary = await (await job.download()).toFile(file);
  assert.equal(summary.bytes, (await readFile(file)).length);
  const bytes = await (await job.download()).bytes();
  assert.deepEqual(Buffer.from(bytes), await readFile(file));
  let rows = 0;
  for await (const batch of (await job.download()).rows().batches()) rows += batch.rows.length;
  assert.ok(rows >= 0 && (bytes[0] !== 0x1f || gunzipSync(bytes).length > 0));
  const progress = [];
  const streamed = await new Response((await job.download({ progress: (told) => progress.push(told) })).body).arrayBuffer();
  assert.equal(streamed.byteLength, progress.at(-1).bytes);
  const controller = new AbortController();
  const unwanted = await job.download({ signal: controller.signal });
  controller.abort();
  await assert.rejects(unwanted.bytes(), AbortError);
  const broken = path.join(folder, "broken.csv.gz");
  await fail({ truncate: 5, match: { method: "GET", path: (await emulator.requests()).at(-1).path } });
  await assert.rejects(
    job.download().then((cut) => cut.toFile(broken)),
    TransportError,
  );
  assert.deepEqual(await readdir(folder), ["export.csv.gz"]);
  await rm(folder, { recursive: true });
});

test("a wait for a job ends when its caller's signal says so, and may be taken up again", async () => {
  const job = await client.job("data_export.create", { created_at_after: 1, created_at_before: 2_000_000_000 });
  const controller = new AbortController();
  const waited = job.wait({ signal: controller.signal, progress: () => controller.abort() });
  await assert.rejects(waited, AbortError);
  await job.cancel();
  await assert.rejects(job.wait(), JobError);
  assert.ok(!JSON.stringify(job).includes(TOKEN));
});
