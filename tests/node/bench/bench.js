/** Speed of the Node package beside bare `fetch` and the official client: one mock, CPU time, medians of interleaved rounds. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { Intercom } from "entryphone";
import { IntercomClient } from "intercom-client";

const ROUNDS = 15;
const headers = {
  "content-type": "application/json; charset=utf-8",
  date: "Mon, 22 Sep 2031 10:00:03 GMT",
  "intercom-version": "2.16",
  "x-ratelimit-limit": "10000",
  "x-ratelimit-remaining": "9999",
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

async function compare(name, body, count) {
  const calls = Object.entries(ways).map(([way, make]) => ({ way, call: make(body)[name], measured: [] }));
  for (const { call } of calls) await microseconds(call, count);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { call, measured } of calls) measured.push(await microseconds(call, count));
  }
  return Object.fromEntries(calls.map(({ way, measured }) => [way, median(measured)]));
}

function loading(name) {
  const measured = Array.from({ length: ROUNDS }, () =>
    JSON.parse(execFileSync(process.execPath, [fileURLToPath(new URL("load.cjs", import.meta.url)), name], { encoding: "utf8" })),
  );
  return { ms: median(measured.map(({ ms }) => ms)), mib: median(measured.map(({ mib }) => mib)) };
}

const calls = await compare("one", one, 400);
const lists = await compare("list", list, 20);
const loads = { entryphone: loading("entryphone"), "intercom-client": loading("intercom-client") };
const table = {};
for (const way of Object.keys(ways)) {
  table[way] = {
    "one call, µs": calls[way].toFixed(1),
    "over fetch, µs": (calls[way] - calls["bare fetch"]).toFixed(1),
    "150 contacts, µs": lists[way].toFixed(0),
    "× fetch": (lists[way] / lists["bare fetch"]).toFixed(2),
    "load, ms": loads[way]?.ms.toFixed(1) ?? "",
    "load, MiB": loads[way]?.mib.toFixed(1) ?? "",
  };
}
console.table(table);
