// What is declared is what runs: every export, and every member of whatever callers get hold of, and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as entryphone from "entryphone";
import { engine } from "entryphone/machine";
import * as proxy from "entryphone/proxy";

import { compileTexts } from "./compiler.js";

const OF_NOBODY = [Object.prototype, Promise.prototype, Error.prototype, Function.prototype];

/** The names of what an object offers, as a type. */
function membersOf(object) {
  const names = new Set();
  for (let one = object; one !== null && !OF_NOBODY.includes(one); one = Object.getPrototypeOf(one)) {
    for (const name of Reflect.ownKeys(one)) {
      if (typeof name === "string" && name !== "constructor") names.add(JSON.stringify(name));
      if (name === Symbol.asyncIterator) names.add("typeof Symbol.asyncIterator");
    }
  }
  return [...names];
}

/** What a class offers besides its instances. */
const staticsOf = (object) => membersOf(object).filter((name) => !['"length"', '"name"'].includes(name));

const lines = [];

/** Notes that a type has these members, of which those of `base` do not count. */
function has(type, names, base = "never") {
  const wanted = names.length > 0 ? names.join(" | ") : "never";
  lines.push(`is<Same<Exclude<keyof ${type}, keyof ${base}>, Exclude<${wanted}, keyof ${base}>>>(true); // ${type} has ${wanted}`);
}

/** Notes what the resources of a client have. */
function hasResources(type, resource) {
  for (const name of Object.keys(resource)) {
    const member = resource[name];
    has(
      `${type}["${name}"]`,
      Object.keys(member).map((inner) => JSON.stringify(inner)),
    );
    if (typeof member === "object") hasResources(`${type}["${name}"]`, member);
  }
}

const answers = [
  { type: "list", data: [{ id: "c1" }] },
  { id: "c1" },
  { job_identifier: "j1", status: "completed", download_url: "https://api.intercom.io/download/content/data/j1" },
  { id: "file" },
  { token: "t" },
];
const transport = async () => Response.json(answers.shift());
const client = new entryphone.Intercom({ token: "secret", transport: async () => described(await transport()) });
const described = ({ status, headers, body }) => ({ status, headers, body });

test("what is declared is what runs", async () => {
  for (const [module, exported] of Object.entries({ entryphone, machine: { engine }, proxy })) {
    has(
      `typeof ${module}`,
      Object.keys(exported)
        .filter((name) => name !== "default" && name !== "module.exports")
        .map((name) => JSON.stringify(name)),
    );
  }
  for (const [name, exported] of Object.entries(entryphone)) {
    if (typeof exported === "object") has(`typeof entryphone.${name}`, membersOf(exported));
  }

  const names = membersOf(client);
  has("entryphone.Intercom", names);
  has("typeof entryphone.Intercom", staticsOf(entryphone.Intercom));
  hasResources(
    "entryphone.Resources",
    Object.fromEntries(
      names
        .map((name) => JSON.parse(name))
        .filter((name) => typeof client[name] === "object")
        .map((name) => [name, client[name]]),
    ),
  );
  const listing = client.contacts.list();
  has("entryphone.Listing<unknown>", membersOf(listing), "Promise<unknown>");
  has("entryphone.Page<unknown>", membersOf(await listing));
  const answer = client.contacts.find("c1");
  has("entryphone.Answer<unknown>", membersOf(answer), "Promise<unknown>");
  has("entryphone.WithResponse<unknown>", membersOf(await answer.withResponse()));
  has("entryphone.Prepared", membersOf(client.contacts.find.prepare("c1")));
  const job = await client.job("data_export.create", {});
  await job.wait();
  const download = await job.download();
  has("entryphone.Job", membersOf(job));
  has("entryphone.Download", membersOf(download));
  has("entryphone.rows.Rows", membersOf(download.rows()));
  for await (const batch of download.rows().batches()) has("entryphone.rows.Batch", membersOf(batch));
  has("entryphone.DownloadSummary", membersOf(download.summary));
  has("entryphone.oauth.Grant", membersOf(await entryphone.oauth.exchange(client, { clientId: "i", clientSecret: "s", code: "c" })));
  has("entryphone.search.Subject", membersOf(entryphone.search.field("email")));
  has("entryphone.webhooks.Notification", membersOf(notification()));
  has("entryphone.Operation", membersOf(entryphone.operations()[0]));

  for (const [name, exported] of Object.entries(entryphone)) {
    if (typeof exported !== "function" || !(exported.prototype instanceof Error)) continue;
    has(`entryphone.${name}`, membersOf(new exported("why")), "Error");
    lines.push(`is<"${new exported("why").kind}" extends entryphone.${name}["kind"] ? true : false>(true); // the kind of ${name}`);
  }

  const machine = new engine.Client('{"token":"t"}', false);
  const machines = {
    Client: machine,
    Call: machine.start("contacts.find", '{"path":["c1"]}', new Uint8Array(), 1),
    Pager: machine.pages("contacts.list", "{}", undefined, 1),
    Job: machine.job("data_export.create", "{}", new Uint8Array(), "{}", 1),
    Prepared: machine.prepare("contacts.list", "{}", new Uint8Array()),
    Download: new engine.Download(0, 200, "", true, true),
    Cassette: new engine.Cassette("[]"),
    Rows: new engine.Rows("csv"),
  };
  has(
    "typeof machine.engine",
    Object.keys(engine).map((name) => JSON.stringify(name)),
  );
  for (const [name, object] of Object.entries(machines)) {
    has(`machine.engine.${name}`, membersOf(object));
    has(`typeof machine.engine.${name}`, staticsOf(engine[name]));
  }
  assert.deepEqual(refused(), []);
});

function notification() {
  const body = '{"topic":"x"}';
  return entryphone.webhooks.unwrap(body, { "x-hub-signature": entryphone.webhooks.sign(body, "s") }, { secret: "s" });
}

/** The lines that the compiler does not agree with. */
function refused() {
  const head = [
    'import * as entryphone from "entryphone";',
    'import * as machine from "entryphone/machine";',
    'import * as proxy from "entryphone/proxy";',
    "type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;",
    "declare function is<Holds>(holds: Holds): void;",
  ];
  return compileTexts([[...head, ...lines].join("\n")], "node")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `${line} ${lines[Number(/\((\d+),/.exec(line)?.[1]) - head.length - 1] ?? ""}`);
}
