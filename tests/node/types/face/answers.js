// What calls give: answers, listings, and what was not sent.

import { client, equal, json } from "./script.js";

/** @import { Attempt, Contact, Drift, Listing, Page, Prepared, RateLimit } from "entryphone" */

/** @type {{ [subject: string]: () => Promise<void> | void }} */
export const subjects = {
  answers: async () => {
    const { contacts } = client(json({ id: "c1", email: null }, 200, { "x-request-id": "r1", "x-ratelimit-limit": "10" }));
    const { data, status, headers, requestId, rateLimit, attempts, drift } = await contacts.find("c1").withResponse();
    /** @type {Contact} */
    const contact = data;
    /** @type {[string | null, RateLimit | null, readonly Attempt[], readonly Drift[]]} */
    const facts = [requestId, rateLimit, attempts, drift];
    equal([contact.id, status, headers.get("x-request-id")], ["c1", 200, "r1"]);
    equal([facts[0], facts[1]?.limit, facts[1]?.remaining, facts[1]?.resetsInMs], ["r1", 10, null, null]);
    const [attempt] = attempts;
    equal([attempt?.number, attempt?.end, attempt?.status, attempt?.requestId], [1, "answered", 200, "r1"]);
    equal([attempt?.sent, attempt?.waitedMs, typeof attempt?.durationMs], [null, null, "number"]);
    for (const { path, kind, expected, got, count } of drift) equal([path, kind, expected, got, count], []);
    /** @type {Promise<Contact>} */
    const promise = client(json({ id: "c1" })).contacts.find("c1");
    equal(await promise.then(({ id }) => id).finally(() => {}), "c1");
  },

  listings: async () => {
    const page = (/** @type {string} */ id, /** @type {string} */ after) =>
      json({ type: "list", data: [{ id }], pages: after ? { next: { starting_after: after } } : {} });
    const made = client(page("c1", "a"), page("c2", ""), page("c3", "b"), page("c4", ""), page("c5", "c"), page("c6", ""));
    const ids = [];
    for await (const { id } of made.contacts.list()) ids.push(id);
    /** @type {Listing<Contact>} */
    const listing = made.contacts.list();
    /** @type {Promise<Page<Contact>>} */
    const promised = listing;
    const first = await promised;
    equal([first.data[0]?.id, first.hasNext, typeof first.body, typeof first.checkpoint()], ["c3", true, "object", "string"]);
    const next = await first.nextPage();
    equal([next?.data[0]?.id, await next?.nextPage()], ["c4", null]);
    for await (const { data } of made.contacts.list().pages()) ids.push(...data.map(({ id }) => id));
    equal(ids, ["c1", "c2", "c5", "c6"]);
    for await (const one of next?.pages() ?? []) equal(one.data.length, 1);
    for await (const { id } of next ?? []) equal(id, "c4");
    equal((await listing.withResponse()).data === first, true);
    equal(await listing.then(({ data }) => data.length).catch(() => 0), 1);
  },

  "what arguments decide": async () => {
    const company = json({ type: "company", id: "x" });
    const list = json({ type: "list", data: [{ id: "y" }] });
    const made = client(company, list);
    equal((await made.companies.retrieve({ company_id: "1" })).id, "x");
    for await (const { id } of made.companies.retrieve({ tag_id: "1" })) equal(id, "y");
  },

  "calls past the methods": async () => {
    const made = client(json({ id: "c1" }), json({ id: "c2" }), json({ type: "list", data: [{ id: "c3" }] }));
    /** @type {Contact} */
    const found = await made.call("contacts.find", { path: "c1" });
    /** @type {{ id: string }} */
    const raw = await made.request("GET", "/contacts/c2", { query: { a: 1 } }, { maxAttempts: 1 });
    equal([found.id, raw.id], ["c1", "c2"]);
    /** @type {Listing<Contact>} */
    const listing = made.call("contacts.list", { query: { per_page: 5 } }, { limit: 1 });
    for await (const { id } of listing) equal(id, "c3");
    /** @type {Prepared} */
    const prepared = made.prepare("contacts.update", { path: ["c1"], body: { name: "Ada" } });
    equal([prepared.method, prepared.text(), prepared.body?.length], ["PUT", '{"name":"Ada"}', 14]);
    equal([prepared.url.endsWith("/contacts/c1"), prepared.curl().startsWith("curl"), prepared.headers.length > 0], [true, true, true]);
    equal(made.contacts.archive.prepare("c1").text(), null);
  },
};
