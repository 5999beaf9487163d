/** Clients of several processes keep one pace, through the user's own client of a real Redis. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Intercom, RateLimitError } from "entryphone";
import { Redis } from "ioredis";
import { createClient } from "redis";

import { startRedis } from "./redis_server.js";
import { json, scripted, VirtualClock } from "./scripted.js";

const skip = process.env.ENTRYPHONE_SKIP_REDIS ?? false;
let server;
let port;

before(async () => {
  if (skip) return;
  server = await startRedis();
  port = server.port;
});
after(() => server?.stop());

const clients = {
  ioredis: async () => {
    const redis = new Redis(port, "127.0.0.1");
    return { redis, close: () => redis.quit(), flush: () => redis.script("FLUSH") };
  },
  redis: async () => {
    const redis = createClient({ socket: { host: "127.0.0.1", port } });
    await redis.connect();
    return { redis, close: () => redis.close(), flush: () => redis.scriptFlush() };
  },
};

/** Sends as many calls at once, and tells how many of them were sent when all had asked the store. */
async function sentAtOnce(name, redis, count) {
  const controller = new AbortController();
  let asked = 0;
  const counted =
    (work) =>
    async (...args) => {
      const reply = await work.apply(redis, args);
      asked += 1;
      return reply;
    };
  const store = {};
  for (const method of ["evalSha", "evalsha", "eval"]) if (redis[method]) store[method] = counted(redis[method]);
  const made = [1, 2].map(() => {
    const one = scripted(
      Array.from({ length: count }, () => json({ type: "contact" })),
      { fleet: { name, redis: store, limitHint: 10 } },
    );
    one.clock.isStopped = true;
    return one;
  });
  const { signal } = controller;
  const calls = Array.from({ length: count }, (_, at) => made[at % 2].client.contacts.find("c1", {}, { signal }).catch(() => {}));
  while (asked < count) await new Promise(setImmediate);
  await new Promise(setImmediate);
  const sent = made.reduce((sum, { requests }) => sum + requests.length, 0);
  controller.abort();
  await Promise.all(calls);
  return sent;
}

for (const [name, connect] of Object.entries(clients)) {
  test(`clients that share a store through ${name} share one pace`, { skip }, async () => {
    const { redis, close, flush } = await connect();
    // Of one call in a second, no ten go out at once, whoever sends them; and a store that lost its scripts is told them again.
    for (const workspace of ["first", "second"]) {
      const sent = await sentAtOnce(`${name}-${workspace}`, redis, 10);
      assert.ok(sent >= 1 && sent < 10, `${sent} calls were sent`);
      await flush();
    }
    await close();
  });
}

test("a store that cannot be asked holds nothing up, unless it shall", async () => {
  const redis = { evalsha: () => Promise.reject(new Error("connection is closed")), eval: async () => {} };
  const open = scripted([json({ id: "c1" })], { fleet: { name: "tests", redis } });
  assert.deepEqual(await open.client.contacts.find("c1"), { id: "c1" });
  const closed = scripted([json({ id: "c1" })], { fleet: { name: "tests", redis, withoutStore: "closed" } });
  await assert.rejects(
    closed.client.contacts.find("c1"),
    (error) => !(error instanceof RateLimitError) && /connection is closed/.test(error.message),
  );
  assert.equal(closed.requests.length, 0);
});

test("a store that answers with something else holds nothing up either", async () => {
  const redis = { evalsha: async () => "OK", eval: async () => {} };
  const { client } = scripted([json({ id: "c1" })], { fleet: { name: "tests", redis } });
  assert.deepEqual(await client.contacts.find("c1"), { id: "c1" });
});

test("a store that does not answer is not waited for", async () => {
  const redis = { evalSha: () => new Promise(() => {}), eval: () => new Promise(() => {}) };
  const { client, clock } = scripted([json({ id: "c1" })], { fleet: { name: "tests", redis } });
  assert.deepEqual(await client.contacts.find("c1"), { id: "c1" });
  assert.deepEqual(clock.slept, [1_000]);
});

test("a fleet that is not set up is refused", () => {
  const make = (fleet) => new Intercom({ token: "t", fleet, clock: new VirtualClock() });
  const redis = { evalSha: () => {}, eval: () => {} };
  assert.throws(() => make({ name: "x" }), /ioredis/);
  assert.throws(() => make({ name: "", redis }));
  assert.throws(() => make({ name: "x", redis, limitHints: 5 }), /"limitHints"/);
});
