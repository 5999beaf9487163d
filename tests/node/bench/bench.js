/** What the Node package promises, beside bare `fetch` and Intercom's own client: prints figures by their budgets. */

import { execFileSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { Intercom } from "entryphone";
import { IntercomClient } from "intercom-client";

const ROUNDS = 41;
const headers = {
  "content-type": "application/json; charset=utf-8",
  date: "Mon, 22 Sep 2031 10:00:03 GMT",
  "intercom-version": "2.16",
  // A limit that nobody waits for.
  "x-ratelimit-limit": "10000000",
  "x-ratelimit-remaining": "9999999",
  "x-ratelimit-reset": "1947837610",
  "x-request-id": "000000000000000000000001",
};

const contact = (number) => ({
  type: "contact",
  id: String(number).padStart(24, "0"),
  role: "user",
  email: `person${number}@example.com`,
  name: `Zoë Number ${number}`,
  created_at: 1_700_000_000 + number,
  custom_attributes: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`attribute_${at}`, `value ${at} of ${number}`])),
  tags: {
    type: "list",
    data: [{ type: "tag", id: "7", url: "/tags/7" }],
    url: `/contacts/${number}/tags`,
    total_count: 1,
    has_more: false,
  },
  location: { type: "location", country: "Norge", region: "Oslo", city: "Oslo" },
});

const one = JSON.stringify(contact(1));
const list = JSON.stringify({
  type: "list",
  data: Array.from({ length: 150 }, (_, at) => contact(at)),
  total_count: 150,
  pages: { type: "pages", page: 1 },
});

const mock = (body) => async () => new Response(body, { status: 200, headers });

/** The same two calls in each way: one contact, and a page of 150. */
const ways = {
  "bare fetch": (body) => {
    const fetch = mock(body);
    const init = { method: "GET", headers: { Authorization: "Bearer t", Accept: "application/json" } };
    const call = async (path) => JSON.parse(await (await fetch(`https://api.intercom.io${path}`, init)).text());
    return { one: () => call("/contacts/c1"), list: () => call("/contacts?per_page=150") };
  },
  entryphone: (body) => {
    const client = new Intercom({ token: "t", fetch: mock(body) });
    return { one: () => client.contacts.find("c1"), list: () => client.contacts.list({ per_page: 150 }) };
  },
  "intercom-client": (body) => {
    const client = new IntercomClient({ token: "t", fetch: mock(body) });
    return { one: () => client.contacts.find({ contact_id: "c1" }), list: () => client.contacts.list({ per_page: 150 }) };
  },
};

const median = (values) => values.sort((one, other) => one - other)[values.length >> 1];

async function microseconds(call, count) {
  const started = process.cpuUsage();
  for (let done = 0; done < count; done += 1) await call();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / count;
}

/** The ways in turn, so that whatever slows the machine down slows each of them: the processor's microseconds for one call. */
async function compare(name, body, count) {
  const calls = Object.entries(ways).map(([way, make]) => ({ way, call: make(body)[name], measured: [] }));
  for (const { call } of calls) await microseconds(call, count * 10);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { call, measured } of calls) measured.push(await microseconds(call, count));
  }
  return Object.fromEntries(calls.map(({ way, measured }) => [way, { median: median(measured), fastest: Math.min(...measured) }]));
}

/** The processor's milliseconds until a client stands, in processes of their own. */
function loading() {
  const load = (name) => Number(execFileSync(process.execPath, [fileURLToPath(new URL("load.cjs", import.meta.url)), name]));
  const measured = Array.from({ length: ROUNDS }, () => [load("entryphone"), load("intercom-client")]);
  return { entryphone: median(measured.map(([own]) => own)), "intercom-client": median(measured.map(([, other]) => other)) };
}

const packageFolder = path.dirname(fileURLToPath(import.meta.resolve("entryphone/package.json")));
const files = readdirSync(packageFolder, { recursive: true }).map((name) => statSync(path.join(packageFolder, name)));

const calls = await compare("one", one, 300);
const lists = await compare("list", list, 5);
const loads = loading();
const figures = {
  // What is no ratio is told by the rounds that nothing else disturbed.
  "one call, over bare fetch": calls.entryphone.fastest - calls["bare fetch"].fastest,
  "one call": calls.entryphone.median / calls["intercom-client"].median,
  "150 contacts": lists.entryphone.median / lists["bare fetch"].median,
  "150 contacts, beside the other client": lists.entryphone.median / lists["intercom-client"].median,
  "require and construct": loads.entryphone,
  "require and construct, beside the other client": loads.entryphone / loads["intercom-client"],
  installed: files.filter((file) => file.isFile()).reduce((bytes, { size }) => bytes + size, 0) / 1e6,
};
const medians = (measured, scale) => Object.fromEntries(Object.entries(measured).map(([way, { median }]) => [way, median / scale]));
const comparisons = [
  { name: "One call, with a transport that answers at once", unit: "µs", ways: medians(calls, 1) },
  { name: "A page of 150 contacts", unit: "ms", ways: medians(lists, 1000) },
  { name: "Require and construct", unit: "ms", ways: loads },
];
console.log(JSON.stringify({ figures, comparisons }));
