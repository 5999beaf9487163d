/** Every block of the guides that is for a page runs in one, before a server of its own that adds the token. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { startEmulator, TOKEN } from "../node/emulator.js";
import { openBrowser, serve } from "./browser.js";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../bindings-wasm/", import.meta.url));
const IMPORT_MAP = '<script type="importmap">{"imports":{"entryphone-web":"/package/js/index.js"}}</script>';

const files = [...readdirSync(DOCS, { recursive: true }).map((name) => join(DOCS, name)), join(PACKAGE, "README.md")];
const blocks = files
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => [...readFileSync(name, "utf8").matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => ({ name, code })))
  .filter(({ code }) => code.includes('from "entryphone-web"'));

let browser;
let emulator;
before(async () => {
  emulator = await startEmulator();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await emulator?.stop();
});

/** What the server of a dashboard does, without its rules. */
async function forward(request, response) {
  const { accept, "intercom-version": version } = request.headers;
  const headers = { accept, "intercom-version": version, authorization: `Bearer ${TOKEN}` };
  const answer = await fetch(emulator.url + request.url.slice("/intercom".length), { headers });
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") }).end(await answer.text());
}

test("there are blocks", () => assert.ok(blocks.length >= 2));

for (const { name, code } of blocks) {
  test(`the page of ${name}`, async () => {
    const html = `<!doctype html>${IMPORT_MAP}<title>loading</title><body><script type="module">${code}\ndocument.title = "done";</script>`;
    const show = (_, response) => response.setHeader("content-type", "text/html").end(html);
    const server = await serve({ "/page": show, "/package": PACKAGE, "/intercom": forward });
    const page = await browser.newPage();
    const problems = [];
    page.on("pageerror", (error) => problems.push(error.message));
    try {
      await page.goto(`${server.url}/page`);
      await page.waitForFunction(() => document.title === "done", undefined, { timeout: 10_000 }).catch(() => {});
      assert.deepEqual(problems, []);
      assert.equal(await page.title(), "done");
      assert.match(await page.textContent("body"), /[A-Z][a-z]+ [A-Z][a-z]+/, "the page shows names");
    } finally {
      await page.close();
      await server.close();
    }
  });
}
