/** What a page asks for leaves nothing in the memory of the module, which could only grow. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { openBrowser, serve } from "./browser.js";

const PACKAGE = fileURLToPath(new URL("../../bindings-wasm/", import.meta.url));
const CALLS = 10_000;

test("10,000 pages of listings leave the memory as large as it was", async () => {
  const browser = await openBrowser();
  const html = (_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>");
  const server = await serve({ "/page": html, "/package": PACKAGE });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/page`);
    const sizes = await page.evaluate(listed, CALLS);
    assert.equal(sizes.length, 11);
    assert.equal(new Set(sizes.slice(1)).size, 1, `bytes after each thousand: ${sizes}`);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** Runs in the page: how large the memory is before any call, and after every tenth of them. */
async function listed(calls) {
  let memory;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (module) => {
    const instance = await instantiate(module);
    memory = instance.exports.memory;
    return instance;
  };
  const { Intercom } = await import("/package/js/index.js");
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    const next = sent % 10 === 0 ? null : { starting_after: `after-${sent}` };
    return Response.json({ type: "list", data: [{ id: String(sent) }], pages: { next } });
  };
  const client = new Intercom({ baseUrl: "/intercom", token: null, limiter: false, fetch });
  const sizes = [memory.buffer.byteLength];
  const note = () => sent % (calls / 10) === 0 && sizes.push(memory.buffer.byteLength);
  const ways = [
    async (listing) => {
      for await (const _ of listing) if (sent % 5 === 0) break;
    },
    async (listing) => {
      for await (const _ of listing.pages()) if (sent % 5 === 0) break;
    },
    async (listing) => {
      for (let page = await listing; page !== null; page = await page.nextPage());
    },
  ];
  for (let way = 0; sent < calls; way += 1) {
    await ways[way % ways.length](client.contacts.list({ per_page: 1 }));
    note();
  }
  return sizes;
}
