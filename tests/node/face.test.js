/** What a client shows, hides, and says of mistakes. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";

import * as entryphone from "entryphone";
import { ArgumentError, identity, Intercom, NotFoundError, oauth, rows, SignatureError, search, webhooks } from "entryphone";

import { json, scripted } from "./scripted.js";

const required = createRequire(import.meta.url)("entryphone");
const missing = () => json({ type: "error.list", errors: [{ code: "not_found", message: "no such contact" }] }, { status: 404 });
const token = "secret-token";

test("what is required and what is imported are one", () => {
  const imported = Object.entries(entryphone).filter(([name]) => !["default", "module.exports"].includes(name));
  assert.deepEqual(new Set(imported.map(([name]) => name)), new Set(Object.keys(required)));
  for (const [name, value] of imported) assert.equal(value, required[name]);
});

test("no token is shown by anything that can be looked at", async () => {
  const list = json({ type: "list", data: [] });
  const job = { job_identifier: "j1", status: "completed" };
  const { client } = scripted([missing(), new Error("socket hang up"), list, json(job), new Response("id\n"), json({})], {
    maxAttempts: 1,
  });
  const errors = await Promise.all([client.contacts.find("c1"), client.contacts.create({})].map((call) => call.catch((error) => error)));
  const page = await client.contacts.list();
  const started = await client.job("data_export.create", {});
  await started.wait();
  const download = await started.download();
  const shown = [
    started,
    download,
    download.rows(),
    await client.contacts.find("c1").withResponse(),
    client,
    client.contacts,
    client.contacts.find,
    ...errors,
    page,
    client.contacts.list(),
    client.contacts.find.prepare("c1"),
  ];
  for (const value of shown) {
    const texts = [inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value), String(value), JSON.stringify({ ...value })];
    texts.push(Object.keys(value).join());
    if (typeof value !== "function") texts.push(inspect(structured(value), { depth: 9, showHidden: true }));
    for (const text of texts) assert.ok(!String(text).includes(token), text);
  }
  assert.deepEqual([Object.keys(client), { ...client }], [[], {}]);
});

function structured(value) {
  try {
    return structuredClone(value);
  } catch (error) {
    // Methods cannot be cloned.
    assert.equal(error.name, "DataCloneError");
    return null;
  }
}

test("who breaks off a scroll, whichever way it is gone over, makes room for another", async () => {
  const { client } = scripted(Array.from({ length: 9 }, () => json({ type: "list", data: [{ id: "1" }], scroll_param: "s" })));
  const ways = [(listing) => listing, (listing) => listing.pages(), async (listing) => listing, async (listing) => (await listing).pages()];
  for (const way of ways) {
    for await (const _ of await way(client.companies.scroll())) break;
    for await (const _ of await way(client.companies.scroll())) break;
  }
});

test("errors are of their classes, and know their cause", async () => {
  const cause = Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
  const { client } = scripted([missing(), cause], { maxAttempts: 1 });
  await assert.rejects(client.contacts.find("c1"), (error) => {
    assert.ok(error instanceof NotFoundError && error instanceof required.IntercomError && error instanceof Error);
    assert.deepEqual([error.name, error.status, error.code, error.operation], ["NotFoundError", 404, "not_found", "contacts.find"]);
    return true;
  });
  await assert.rejects(client.contacts.create({}), (error) => error.cause === cause && error.maybeApplied === false);
});

test("the name of an error is that of its class", () => {
  const classes = Object.entries(entryphone).filter(([, exported]) => exported.prototype instanceof Error);
  assert.ok(classes.length > 15);
  for (const [name, Class] of classes) assert.equal(new Class("why").name, name);
});

test("a listing that goes in a circle ends with an error, whichever way it is gone over", async () => {
  const circle = ["a", "b", "c"];
  const ways = [
    async (listing) => {
      for await (const _ of listing);
    },
    async (listing) => {
      for await (const _ of listing.pages());
    },
    async (listing) => {
      for (let page = await listing; page !== null; page = await page.nextPage());
    },
  ];
  for (const way of ways) {
    const answers = Array.from({ length: 9 }, (_, at) =>
      json({ type: "list", data: [{ id: String(at) }], pages: { next: { starting_after: circle[at % 3] } } }),
    );
    const { client, requests } = scripted(answers);
    await assert.rejects(way(client.contacts.list()), /again|repeat|been/);
    assert.ok(requests.length <= 5, `${requests.length} pages were asked for`);
  }
});

test("a failure is told once", async () => {
  const stray = [];
  const listen = (reason) => stray.push(reason);
  process.on("unhandledRejection", listen);
  const { client } = scripted(Array.from({ length: 6 }, missing));
  await assert.rejects(client.contacts.find("c1").withResponse());
  await client.contacts.find("c1").catch(() => {});
  await client.contacts.list().catch(() => {});
  client.contacts.list();
  const failing = client.contacts.list();
  await assert.rejects(failing.withResponse());
  await assert.rejects(async () => {
    for await (const _ of client.contacts.list());
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", listen);
  assert.deepEqual(stray, []);
});

test("a name that is almost right is told the right one", async () => {
  const { client } = scripted([]);
  assert.throws(() => client.contcats, /"contcats" in the client; did you mean "contacts"/);
  assert.throws(() => client.contacts.updat, /"updat" in client.contacts; did you mean "update"/);
  assert.throws(() => new Intercom({ token, timeoutMS: 5 }), /no option "timeoutMS"; did you mean "timeoutMs"/);
  assert.throws(() => client.withOptions({ verison: "2.14" }), /did you mean "version"/);
  assert.throws(() => client.call("contacts.fnd"), /did you mean "contacts.find"/);
  await assert.rejects(client.contacts.find("c1", {}, { maxAttemps: 1 }), /did you mean "maxAttempts"/);
  await assert.rejects(client.contacts.create({ emial: "ada@example.com" }), /did you mean "email"/);
  assert.equal(client.somethingElse, undefined);
  assert.equal(await Promise.resolve(client), client);
});

test("arguments of the wrong kind are refused", async () => {
  const { client, requests } = scripted([]);
  for (const args of [["c1", "c2"], ["c1", {}, 7], ["c1", {}, {}, {}], [], ["c1", []], [".."], [null]]) {
    await assert.rejects(client.contacts.find(...args), ArgumentError, JSON.stringify(args));
  }
  for (const options of [
    {},
    { token: 7 },
    { token, fetch: 7 },
    { token, fetch, transport: fetch },
    { token, fleet: { name: "x", redis: {} } },
    null,
  ]) {
    assert.throws(
      () => new Intercom(options),
      (error) => !error.message.includes(token),
    );
  }
  assert.equal(requests.length, 0);
});

test("a program that has called ends at once", () => {
  const program = `
    const { Intercom } = require("entryphone");
    const client = new Intercom({ token: "t", timeoutMs: 600000, fetch: async () => Response.json({ id: "c1" }) });
    client.contacts.find("c1").then(() => console.log("called"));`;
  const { stdout, signal } = spawnSync(process.execPath, ["--eval", program], { timeout: 60_000, encoding: "utf8" });
  assert.deepEqual([stdout, signal], ["called\n", null]);
});

test("where no addon loads, the package that runs everywhere is named", () => {
  const program = 'Object.defineProperty(process, "platform", { value: "plan9" }); require("entryphone");';
  const { stderr, status } = spawnSync(process.execPath, ["--eval", program], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /no addon that loads on plan9 .*"entryphone-web"/);
});

test("events and progress are told", async () => {
  const events = [];
  const told = [];
  const { client } = scripted([json({ type: "list", data: [{ id: "c1" }], total_count: 1 })], { onEvent: (event) => events.push(event) });
  for await (const contact of client.contacts.list({}, { progress: (progress) => told.push(progress) })) assert.equal(contact.id, "c1");
  assert.deepEqual(told, [{ items: 1, total: 1 }]);
  assert.ok(events.length > 0 && events.every(({ event }) => typeof event === "string"));
});

test("notifications are read in the forms in which frameworks have them", () => {
  const body = '{"type":"notification_event","topic":"contact.created","id":"n1","app_id":"a","data":{"item":{"id":9007199254740993}}}';
  const bytes = new TextEncoder().encode(body);
  const signature = webhooks.sign(bytes, "new");
  const headers = [
    new Headers({ "x-hub-signature": signature }),
    { "x-hub-signature": signature, "set-cookie": ["a", "b"], host: undefined },
    new Map([["X-Hub-Signature", signature]]),
    [["X-Hub-Signature", signature]],
  ];
  for (const one of headers) {
    for (const form of [body, bytes, Buffer.from(bytes), bytes.buffer]) {
      const notification = webhooks.unwrap(form, one, { secret: ["old", "new"] });
      assert.deepEqual([notification.topic, notification.dedupeKey, notification.isPing], ["contact.created", "n1", false]);
      assert.deepEqual(notification.item, { id: "9007199254740993" });
      assert.deepEqual(notification.body.data.item, notification.item);
    }
  }
  assert.throws(() => webhooks.verify(`${body} `, headers[0], { secret: "new" }), SignatureError);
  assert.throws(() => webhooks.verify(body, {}, { secret: "new" }), SignatureError);
  assert.throws(() => webhooks.unwrap(JSON.parse(body), headers[0], { secret: "new" }), /express.raw/);
  assert.throws(() => webhooks.unwrap(body, headers[0]), ArgumentError);
  assert.throws(
    () => webhooks.unwrap(body, headers[0], { secret: { value: "hush" } }),
    (error) => !error.message.includes("hush"),
  );
  assert.ok(webhooks.knownTopics().includes("contact.user.created"));
});

test("proofs of identity take times that are times", () => {
  const jwt = (expiresAt) => identity.messengerJwt("secret", { user_id: "7" }, { expiresAt });
  assert.equal(jwt(new Date(1_800_000_000_000)), jwt(1_800_000_000));
  assert.equal(identity.userHash("secret", "7"), identity.userHash(new TextEncoder().encode("secret"), "7"));
  for (const when of [-1, 1.5, "tomorrow", 1_800_000_000_000, new Date(Number.NaN)]) assert.throws(() => jwt(when), /UNIX seconds/);
});

test("a code becomes a token that is not shown", async () => {
  const given = { clientId: "c", clientSecret: "hush", code: "once" };
  const { client, requests } = scripted([
    json({ token: "very-secret", token_type: "Bearer" }),
    json({ errors: [{ message: "no hush" }] }, { status: 401 }),
  ]);
  const grant = await oauth.exchange(client, given);
  assert.deepEqual([grant.token, grant.tokenType], ["very-secret", "Bearer"]);
  for (const text of [inspect(grant, { showHidden: true }), JSON.stringify(grant)]) assert.ok(!text.includes("very-secret"));
  assert.ok(!requests[0].headers.some(([name]) => name === "Authorization"));
  await assert.rejects(oauth.exchange(client, given), (error) => !inspect(error).includes("hush"));
  await assert.rejects(oauth.exchange({}, given), ArgumentError);
});

test("a query is built as it is sent", () => {
  const { field, all, any } = search;
  const query = all(
    field("role").equals("user"),
    any(field("email").endsWith("@example.com"), field("created_at").greaterThan(new Date(1_700_000_000_000))),
  );
  assert.deepEqual(JSON.parse(scripted([]).client.contacts.search.prepare({ query }).text()), {
    query: {
      operator: "AND",
      value: [
        { field: "role", operator: "=", value: "user" },
        {
          operator: "OR",
          value: [
            { field: "email", operator: "$", value: "@example.com" },
            { field: "created_at", operator: ">", value: 1_700_000_000 },
          ],
        },
      ],
    },
  });
  search.check("contacts", "2.16", query);
  assert.throws(() => search.check("contacts", "2.16", field("emial").equals("x")), ArgumentError);
  assert.throws(() => field("role").oneOf("user"), ArgumentError);
});

test("rows are objects however the file is cut, and those before an error come first", async () => {
  const bytes = new TextEncoder().encode("id,__proto__\n1,x\n2\n");
  for (const chunks of [bytes, [bytes], [...bytes].map((byte) => Uint8Array.of(byte)), new Blob([bytes]).stream()]) {
    const found = [];
    await assert.rejects(async () => {
      for await (const row of rows.csv(chunks)) found.push(Object.entries(row));
    }, /line 3/);
    assert.deepEqual(found, [
      [
        ["id", "1"],
        ["__proto__", "x"],
      ],
    ]);
  }
  const lines = [];
  for await (const batch of rows.jsonl([new TextEncoder().encode('{"id":9007199254740993}\n[1]\n')]).batches()) lines.push(...batch.rows);
  assert.deepEqual(lines, [{ id: "9007199254740993" }, [1]]);
  await assert.rejects(async () => {
    for await (const _ of rows.csv(["id\n"]));
  }, ArgumentError);
});
