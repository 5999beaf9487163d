/** Every shared vector of the machine, through the engine of the page in a real browser. */

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

import { FOLDERS } from "../node/machine.js";
import { openBrowser, serve } from "./browser.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const VECTORS = here("../vectors/");

let browser;
let folder;
let server;
let page;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "entryphone-web-"));
  const alias = { "node:assert/strict": here("assert.js"), "node:fs": here("nothing.js"), "node:test": here("nothing.js") };
  await esbuild.build({ entryPoints: [here("pages/vectors.js")], bundle: true, format: "esm", outdir: folder, alias, logLevel: "error" });
  await copyFile(here("../../bindings-wasm/wasm/entryphone.wasm"), join(folder, "entryphone.wasm"));
  await writeFile(join(folder, "index.html"), '<!doctype html><script type="module" src="vectors.js"></script>');
  server = await serve({ "/site": folder });
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(`${server.url}/site/index.html`);
  await page.waitForFunction(() => globalThis.runVectors !== undefined, undefined, { timeout: 10_000 });
});
after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true });
});

for (const name of FOLDERS) {
  test(name, async () => {
    const exceptions = JSON.parse(await readFile(join(VECTORS, "exceptions.json"), "utf8")).javascript ?? {};
    let total = 0;
    for (const file of await readdir(join(VECTORS, name))) {
      const text = await readFile(join(VECTORS, name, file), "utf8");
      const { count, failures } = await page.evaluate((vectors) => globalThis.runVectors(vectors), text);
      total += count;
      for (const exception of Object.keys(exceptions)) delete failures[exception];
      assert.deepEqual(failures, {}, `${name}/${file}`);
    }
    assert.ok(total > 0, "there are vectors");
  });
}
