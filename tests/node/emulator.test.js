/** The emulator's helper, without any client of Intercom's. */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { startEmulator, TOKEN } from "./emulator.js";

let emulator;

before(async () => {
  emulator = await startEmulator({ contacts: 3 });
});
beforeEach(() => emulator.reset());
after(() => emulator.stop());

function call(method, path, body) {
  const headers = { authorization: `Bearer ${TOKEN}`, accept: "application/json" };
  return fetch(emulator.url + path, { method, headers, body: body && JSON.stringify(body) });
}

test("options are those of the command line", async () => {
  assert.equal((await (await call("GET", "/contacts")).json()).total_count, 3);
  const other = await startEmulator({ jobSeconds: 10, strict: true, cors: ["http://a.example", "http://b.example"] });
  const answer = await fetch(`${other.url}/me`, { headers: { origin: "http://b.example" } });
  assert.equal(answer.headers.get("access-control-allow-origin"), "http://b.example");
  await other.stop();
  await other.stop();
  await assert.rejects(fetch(other.url));
});

test("a program that does not start says why", async () => {
  await assert.rejects(startEmulator({ speed: 9 }), /--speed/);
});

test("what a fault hides is told by the journal", async () => {
  await emulator.faults([{ drop: "after", match: { method: "POST", path: "/tags" } }]);
  await assert.rejects(call("POST", "/tags", { name: "VIP customers" }));
  const [request, ...others] = await emulator.requests();
  assert.deepEqual([request.method, request.path, request.status, request.fault], ["POST", "/tags", null, "drop after"]);
  assert.deepEqual(others, []);
  assert.deepEqual(
    (await emulator.applied()).map((change) => change.count),
    [1],
  );
});

test("an unsound fault is refused with the reason", async () => {
  await assert.rejects(emulator.faults([{ status: 503, html: 502 }]), /exactly one of/);
});

test("the clock moves when it is told to", async () => {
  assert.equal(await emulator.clock(1_700_000_000_000), 1_700_000_000_000);
  assert.equal(await emulator.advance(1_500), 1_700_000_001_500);
  await emulator.reset();
  assert.ok((await emulator.clock()) > 1_700_000_001_500);
});
