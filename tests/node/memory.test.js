/** Nothing piles up. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Intercom } from "entryphone";

const CALLS = 10_000;

test("what 10,000 pages leave behind does not grow with their number", {
  skip: globalThis.gc ? false : "run with --expose-gc",
}, async () => {
  let page = 0;
  const fetch = async () => {
    page += 1;
    return Response.json({ type: "list", data: [{ id: String(page) }], pages: { next: { starting_after: `after-${page}` } } });
  };
  const client = new Intercom({ token: "t", fetch, limiter: false });
  const used = async () => {
    // Finalizers run in turns of the event loop of their own.
    for (let turn = 0; turn < 3; turn += 1) {
      globalThis.gc();
      await new Promise(setImmediate);
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const measured = [];
  let items = 0;
  for await (const item of client.contacts.list({}, { limit: CALLS })) {
    assert.equal(item.id, String(page));
    items += 1;
    if (items % (CALLS / 10) === 0) measured.push(await used());
  }
  assert.equal(items, CALLS);
  // A leak of as little as a hundred bytes a page would be a megabyte.
  const grown = measured.at(-1) - measured[1];
  assert.ok(grown < 800_000, `${grown} bytes more: ${measured}`);
});
