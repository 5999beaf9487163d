/** Each way in which the package is loaded, by a page that then lists contacts through it. */

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import { build } from "vite";

import { openBrowser, serve } from "./browser.js";
import { contacts } from "./intercom.js";

const PAGES = fileURLToPath(new URL("pages/", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../bindings-wasm/", import.meta.url));
/** What a page may do that may do almost nothing; an import map is an inline script, so the bundles are tested under it. */
const STRICT = {
  "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
};
const IMPORT_MAP = '<script type="importmap">{"imports":{"entryphone-web":"/package/js/index.js"}}</script>';

let browser;
let folder;
before(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "entryphone-web-"));
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Opens a page, and waits for what it says in its title. */
async function shows(places, path, headers) {
  const { handle, requests } = contacts();
  const server = await serve({ ...places, "/intercom": handle }, headers);
  const page = await browser.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  try {
    await page.goto(`${server.url}${path}`);
    await page.waitForFunction(() => document.title !== "loading", undefined, { timeout: 10_000 }).catch(() => {});
    assert.deepEqual(
      problems.filter((problem) => !problem.includes("404")),
      [],
    );
    assert.equal(await page.title(), "c1 c2 c3");
    assert.deepEqual(
      requests.map(({ url }) => url),
      ["/intercom/contacts?per_page=2", "/intercom/contacts?per_page=2&starting_after=two"],
    );
    assert.equal(requests[0].headers["intercom-version"], "2.16");
    assert.equal(requests[0].headers.authorization, undefined);
  } finally {
    await page.close();
    await server.close();
  }
}

test("a plain script of a page", async () => {
  const html = (await readFile(join(PAGES, "index.html"), "utf8")).replace("<title>", `${IMPORT_MAP}<title>`);
  const handle = (_, response) => response.setHeader("content-type", "text/html").end(html);
  await shows({ "/pages/index.html": handle, "/pages": PAGES, "/package": PACKAGE }, "/pages/index.html");
});

test("a module worker", async () => {
  // Import maps do not reach workers, so a worker without a bundler names the file.
  const list = (await readFile(join(PAGES, "list.js"), "utf8")).replace('"entryphone-web"', '"/package/js/index.js"');
  const handle = (_, response) => response.setHeader("content-type", "text/javascript").end(list);
  await shows({ "/pages/list.js": handle, "/pages": PAGES, "/package": PACKAGE }, "/pages/worker.html");
});

test("a bundle of Vite under a strict policy, in the page and in a worker", async () => {
  const outDir = join(folder, "vite");
  const input = [join(PAGES, "index.html"), join(PAGES, "worker.html")];
  const build_ = { outDir, rolldownOptions: { input }, target: "esnext", modulePreload: { polyfill: false } };
  await build({ root: PAGES, configFile: false, logLevel: "error", base: "/site/", build: build_, worker: { format: "es" } });
  await shows({ "/site": outDir }, "/site/index.html", STRICT);
  await shows({ "/site": outDir }, "/site/worker.html", STRICT);
});

test("a bundle of esbuild, with the module beside it, under a strict policy", async () => {
  const outfile = join(folder, "esbuild", "show.js");
  await esbuild.build({ entryPoints: [join(PAGES, "show.js")], bundle: true, minify: true, format: "esm", outfile, logLevel: "error" });
  await copyFile(join(PAGES, "index.html"), join(folder, "esbuild", "index.html"));
  await copyFile(join(PACKAGE, "wasm/entryphone.wasm"), join(folder, "esbuild", "entryphone.wasm"));
  await shows({ "/site": join(folder, "esbuild") }, "/site/index.html", STRICT);
});

test("a bundle of esbuild that is told where the module is", async () => {
  const entry = join(PAGES, "told.js");
  const outdir = join(folder, "told");
  await esbuild.build({ entryPoints: [entry], bundle: true, format: "esm", outdir, loader: { ".wasm": "file" }, logLevel: "error" });
  const html = (await readFile(join(PAGES, "index.html"), "utf8")).replace("show.js", "told.js");
  await writeFile(join(outdir, "index.html"), html);
  await shows({ "/site": outdir }, "/site/index.html", STRICT);
});

test("a page with a token is refused, unless nobody else sees it", async () => {
  const html = `<!doctype html>${IMPORT_MAP}<title>loading</title><script type="module">
    import { Intercom, webhooks } from "entryphone-web";
    const said = (work) => { try { return work().baseUrl; } catch (error) { return error.message; } };
    globalThis.said = [
      said(() => new Intercom({ token: "dG9rOi" })),
      said(() => new Intercom({ token: "dG9rOi", dangerouslyAllowBrowser: true })),
      said(() => new Intercom({ token: null, baseUrl: "/intercom" }).withOptions({ token: "dG9rOi" })),
      said(() => webhooks.unwrap(new Uint8Array(), {}, { secret: "s" })),
    ];
  </script>`;
  const handle = (_, response) => response.setHeader("content-type", "text/html").end(html);
  const server = await serve({ "/page": handle, "/package": PACKAGE });
  const page = await browser.newPage();
  await page.goto(`${server.url}/page`);
  await page.waitForFunction(() => globalThis.said !== undefined, undefined, { timeout: 10_000 });
  const [refused, allowed, changed, secret] = await page.evaluate(() => globalThis.said);
  for (const one of [refused, changed]) assert.match(one, /^an access token in a page is everybody's/);
  assert.equal(allowed, "https://api.intercom.io");
  assert.match(secret, /do it on your server/);
  await page.close();
  await server.close();
});
