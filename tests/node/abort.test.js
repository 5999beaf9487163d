/** A caller's signal ends a call in every state, and nothing is left behind. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { AbortError, TimeoutError } from "entryphone";

import { json, never, scripted } from "./scripted.js";

const busy = () => json({ type: "error.list", errors: [] }, { status: 503, headers: { "retry-after": "9" } });
const reason = new Error("the page was left");

async function abortedWhen(answers, options, controller = new AbortController()) {
  const { client, clock, requests } = scripted(answers, options);
  clock.isStopped = true;
  const call = client.contacts.find("c1", {}, { signal: controller.signal });
  const failed = assert.rejects(call, (error) => error instanceof AbortError && error.cause === reason && !error.maybeApplied);
  setImmediate(() => setImmediate(() => setImmediate(() => controller.abort(reason))));
  await failed;
  assert.equal(clock.pending, 0, "a timer is left");
  return requests;
}

test("before it starts", async () => {
  const controller = new AbortController();
  controller.abort(reason);
  const requests = await abortedWhen([], {}, controller);
  assert.equal(requests.length, 0);
});

test("while a token is provided", async () => {
  const requests = await abortedWhen([], { token: () => new Promise(() => {}) });
  assert.equal(requests.length, 0);
});

test("while a store is asked", async () => {
  const redis = { evalSha: () => new Promise(() => {}), eval: () => new Promise(() => {}) };
  const requests = await abortedWhen([], { fleet: { name: "tests", redis } });
  assert.equal(requests.length, 0);
});

test("while a request is under way, and its transport is told", async () => {
  const [request] = await abortedWhen([never]);
  assert.equal(request.signal.aborted, true);
});

test("while a transport that listens to nobody is under way", () => abortedWhen([() => new Promise(() => {})]));

test("while a body comes", () => {
  const endless = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')) });
  return abortedWhen([new Response(endless, { headers: { "content-type": "application/json" } })]);
});

/** A transport that listens to no signal, and answers when it is told to. */
function deaf() {
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  return { answer, transport: () => answered };
}

/** A body that never ends, and notes what is done with it. */
function endless() {
  const seen = { pulled: 0, isCanceled: false };
  const body = new ReadableStream(
    {
      async pull(controller) {
        seen.pulled += 1;
        await new Promise(setImmediate);
        controller.enqueue(new Uint8Array(1));
      },
      cancel() {
        seen.isCanceled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { seen, body };
}

const turns = async (count) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

test("an answer that comes too late is let go", async () => {
  const { answer, transport } = deaf();
  const { seen, body } = endless();
  await abortedWhen([], { fetch: undefined, transport });
  answer({ status: 200, body });
  await turns(3);
  assert.deepEqual(seen, { pulled: 0, isCanceled: true });
});

test("a body of a transport that listens to nobody is read no further", async () => {
  const { seen, body } = endless();
  await abortedWhen([], { fetch: undefined, transport: async () => ({ status: 200, body }) });
  await turns(5);
  const { pulled } = seen;
  await turns(5);
  assert.deepEqual(seen, { pulled, isCanceled: true });
});

test("while it waits to be repeated", async () => {
  const requests = await abortedWhen([busy()]);
  assert.equal(requests.length, 1);
});

test("a creation that is under way may have taken effect", async () => {
  const { client } = scripted([never]);
  const signal = AbortSignal.timeout(5);
  await assert.rejects(client.contacts.create({ email: "ada@example.com" }, { signal }), (error) => error.maybeApplied === true);
});

test("a transport that never answers takes no longer than the timeout, and every timer is cleared", async () => {
  const { client, clock } = scripted([never, never], { timeoutMs: 3_000, maxAttempts: 2 });
  await assert.rejects(client.contacts.find("c1"), (error) => error instanceof TimeoutError && error.attempts.length === 2);
  assert.equal(clock.pending, 0);
  assert.equal(clock.slept.filter((slept) => slept === 3_000).length, 2);
});

test("a signal that outlives its calls keeps no listener of theirs", async () => {
  const { signal } = new AbortController();
  const listeners = new Set();
  signal.addEventListener = (_, listener) => listeners.add(listener);
  signal.removeEventListener = (_, listener) => listeners.delete(listener);
  const { client } = scripted([busy(), json({ id: "c1" })]);
  await client.contacts.find("c1", {}, { signal });
  assert.equal(listeners.size, 0);
});
