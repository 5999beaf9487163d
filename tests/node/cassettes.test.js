/** Cassettes: recorded by this face as by the others, and played without a network. */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { ArgumentError, Intercom, IntercomError, TransportError } from "entryphone";
import { cassette, record, replay } from "entryphone/testing";

import { startEmulator, TOKEN } from "./emulator.js";
import { json, VirtualClock } from "./scripted.js";

const FOLDER = new URL("../vectors/cassettes/", import.meta.url);
/** The time at which scripts are recorded: the first of January 2026. */
const NOW_MS = 1_767_225_600_000;

const folder = mkdtempSync(join(tmpdir(), "entryphone-cassettes-"));
after(() => rmSync(folder, { recursive: true }));
const file = (name) => join(folder, `${name}.jsonl`);

const clientOf = (tape, options) => new Intercom({ token: "test-token", transport: tape.transport, clock: tape.clock, ...options });
const contact = (id) => async () => json({ type: "contact", id, email: "ada@example.com" });

/** Makes a call of a script, and gives what it comes to. */
async function result(client, { job, arguments: named, operation, ...parts }) {
  try {
    if (job !== undefined) {
      const started = await client.job(job, named);
      return { end: await started.wait(), bytes: (await (await started.download()).bytes()).length };
    }
    const answer = client.call(operation, parts);
    const data = await answer;
    if (data.checkpoint === undefined) return { id: data.id };
    const ids = [];
    for await (const item of data) ids.push(item.id);
    return { ids };
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error;
    return { error: { kind: error.kind, maybe_applied: error.maybeApplied } };
  }
}

/** The lines of a cassette, without what differs from recording to recording and from library to library. */
function facts(text) {
  const lines = text
    .replaceAll(/127\.0\.0\.1:\d+/g, "emulator")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const { at_ms: _, took_ms: __, lost, answer, ...known } = JSON.parse(line);
    if (lost) known.lost = { kind: lost.kind, sent: lost.sent };
    if (answer) known.answer = { ...answer, headers: answer.headers.map(String).sort() };
    return known;
  });
}

const scripts = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
for (const name of scripts) {
  const script = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
  const shared = new URL(`${name}l`, FOLDER);

  test(`${name}: a shared cassette plays`, async () => {
    const tape = replay(shared);
    const client = clientOf(tape);
    for (const { name, call, expect } of script.vectors) assert.deepEqual(await result(client, call), expect, name);
    assert.equal(tape.left, 0);
    assert.ok(tape.clock.now() >= script.takes_at_least_ms);
  });

  test(`${name}: a script is recorded as it is shared, so that each face plays what any of them recorded`, async () => {
    const emulator = await startEmulator({ contacts: script.emulator.contacts, jobSeconds: script.emulator.job_seconds });
    try {
      await emulator.clock(NOW_MS);
      const clock = new VirtualClock();
      const tape = record(file("anew"), { fetch: clock.holding(fetch), clock });
      const client = clientOf(tape, { token: TOKEN, baseUrl: emulator.url });
      for (const { name, faults = [], call, expect } of script.vectors) {
        await emulator.faults(faults);
        assert.deepEqual(await result(client, call), expect, name);
      }
    } finally {
      await emulator.stop();
    }
    const anew = readFileSync(file("anew"), "utf8");
    assert.ok(!anew.includes(TOKEN));
    assert.deepEqual(facts(anew), facts(readFileSync(shared, "utf8")));
  });
}

test("it records once and plays ever after", async () => {
  const first = cassette(file("once"), { fetch: contact("c1"), hide: ["email"] });
  assert.equal((await clientOf(first).contacts.find("c1")).email, "ada@example.com");
  const second = cassette(file("once"));
  assert.equal((await clientOf(second).contacts.find("c1")).email, "***");
  assert.ok(!readFileSync(file("once"), "utf8").includes("ada@example.com"));
});

test("one name is hidden as a list of one is", async () => {
  await clientOf(cassette(file("one"), { fetch: contact("c1"), hide: "email" })).contacts.find("c1");
  assert.ok(!readFileSync(file("one"), "utf8").includes("ada@example.com"));
});

test("a mode says whether it is played, or recorded anew or at the end", async () => {
  assert.throws(() => cassette(file("modes"), { mode: "none" }), { code: "ENOENT" });
  await clientOf(cassette(file("modes"), { fetch: contact("c1") })).contacts.find("c1");
  await clientOf(cassette(file("modes"), { mode: "append", fetch: contact("c2") })).contacts.find("c1");
  const both = clientOf(cassette(file("modes"), { mode: "none" }));
  assert.deepEqual([(await both.contacts.find("c1")).id, (await both.contacts.find("c1")).id], ["c1", "c2"]);
  cassette(file("modes"), { mode: "all", fetch: contact("c3") });
  assert.equal(replay(file("modes")).left, 0);
  assert.throws(() => cassette(file("modes"), { mode: "sometimes" }), ArgumentError);
});

test("an unknown request ends its call at once, and says what is nearest", async () => {
  await clientOf(record(file("unknown"), { fetch: contact("c1") })).contacts.find("c1");
  const tape = replay(file("unknown"));
  await assert.rejects(clientOf(tape).contacts.find("c2"), (error) => {
    assert.ok(error instanceof ArgumentError);
    assert.match(error.message, /nothing for GET \/contacts\/c2; the nearest is GET \/contacts\/c1/);
    return true;
  });
  assert.deepEqual(tape.clock.slept, [], "nothing is repeated");
  assert.equal(tape.left, 1);
});

test("an unknown request of a job ends it with the same error", async () => {
  const tape = record(file("job"), { fetch: async () => json({ job_identifier: "j1", status: "pending" }) });
  await clientOf(tape).job("data_export.create", {});
  const job = await clientOf(replay(file("job"))).job("data_export.create", {});
  await assert.rejects(job.wait(), (error) => error instanceof ArgumentError && /nothing/.test(error.message));
});

test("what is no cassette is refused", () => {
  assert.throws(() => replay(new URL("tour.json", FOLDER)), { name: "ArgumentError", message: /line 1 of the cassette cannot be read/ });
});

test("a download breaks off where it did", async () => {
  const emulator = await startEmulator({ jobSeconds: 0 });
  const download = async (tape, prepare) => {
    const client = clientOf(tape, { token: TOKEN, baseUrl: emulator.url });
    const job = await client.job("data_export.create", { created_at_after: 1, created_at_before: 4102444800 });
    await job.wait();
    await prepare();
    let received = 0;
    await assert.rejects(async () => {
      for await (const chunk of await job.download()) received += chunk.length;
    }, TransportError);
    return received;
  };
  try {
    const clock = new VirtualClock();
    const recording = record(file("broken"), { fetch: clock.holding(fetch), clock });
    const live = await download(recording, () => emulator.faults([{ truncate: 100, match: { path: "/download/*" } }]));
    assert.equal(await download(replay(file("broken")), () => {}), live);
  } finally {
    await emulator.stop();
  }
});
