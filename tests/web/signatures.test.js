/** Webhooks and identity where Node's addon does not run: in workers of a real browser, and never in its pages. */

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

import { SIGNATURES } from "../node/functions.js";
import { openBrowser, serve } from "./browser.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PACKAGE = here("../../bindings-wasm/");
const GUIDE = here("../../docs/book/src/guides/webhooks.md");

let browser;
let folder;
let server;
let page;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "entryphone-web-"));
  await copyFile(join(PACKAGE, "wasm/signatures.wasm"), join(folder, "signatures.wasm"));
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  server = await serve({ "/site": folder, "/package": PACKAGE });
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(`${server.url}/site/index.html`);
});
after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true });
});

/** What a module worker says to what it is told once it is ready: a message that comes while it loads is lost. */
const told = (name, message) =>
  page.evaluate(
    ([name, message]) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(name, { type: "module" });
        worker.onmessage = ({ data }) => (data === "ready" ? worker.postMessage(message) : resolve(data));
        worker.onerror = ({ message }) => reject(new Error(message));
      }),
    [name, message],
  );

/** Bundles a worker as it would be published. */
async function bundle(entry, options) {
  const outfile = join(folder, "worker.js");
  await esbuild.build({ entryPoints: [entry], bundle: true, format: "esm", outfile, logLevel: "error", ...options });
}

test("a module worker runs every vector of signatures", async () => {
  const alias = { "node:assert/strict": here("assert.js"), "node:fs": here("nothing.js"), "node:test": here("nothing.js") };
  await bundle(here("pages/signatures.js"), { alias });
  for (const name of SIGNATURES) {
    const files = (await readdir(here(`../vectors/${name}`))).map((file) => here(`../vectors/${name}/${file}`));
    const { count, failures } = await told("worker.js", await Promise.all(files.map((file) => readFile(file, "utf8"))));
    assert.deepEqual(failures, {}, name);
    assert.ok(count > 0, "there are vectors");
  }
});

test("a module worker loads it without a bundler", async () => {
  const code = `
    import { webhooks } from "/package/webhooks.js";
    import { identity } from "/package/identity.js";
    const headers = { "X-Hub-Signature": webhooks.sign("{}", "secret") };
    onmessage = () => postMessage([webhooks.unwrap("{}", headers, { secret: "secret" }).body, identity.userHash("secret", "7").length]);
    postMessage("ready");
  `;
  await writeFile(join(folder, "plain.js"), code);
  assert.deepEqual(await told("plain.js", null), [{}, 64]);
});

/** Bundlers for Cloudflare make a compiled module of a file of WebAssembly. */
const compiled = {
  name: "compiled",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
      const bytes = JSON.stringify((await readFile(path)).toString("base64"));
      return { contents: `export default new WebAssembly.Module(Uint8Array.from(atob(${bytes}), (byte) => byte.charCodeAt(0)))` };
    }),
};

for (const [where, options] of [
  ["with an address for its module", {}],
  ["with a module that its bundler compiled, as on Cloudflare", { conditions: ["workerd"], plugins: [compiled] }],
]) {
  test(`the Worker of the guide takes what is signed and nothing else, ${where}`, async () => {
    const blocks = [...(await readFile(GUIDE, "utf8")).matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
    const code = blocks.find((block) => block.includes('from "entryphone-web/webhooks"'));
    const entry = `
      import { webhooks } from "entryphone-web/webhooks";
      import worker from "guide";
      const body = '{"type":"notification_event","topic":"contact.user.created","data":{"item":{}}}';
      const status = async (headers) => {
        const request = new Request("https://worker.example/", { method: "POST", headers, body });
        return (await worker.fetch(request, { INTERCOM_CLIENT_SECRET: "client-secret" })).status;
      };
      const signed = (secret) => ({ "x-hub-signature": webhooks.sign(body, secret) });
      onmessage = async () => postMessage(await Promise.all([signed("client-secret"), signed("another-secret"), {}].map(status)));
      postMessage("ready");
    `;
    await writeFile(join(folder, "guide.js"), code);
    await writeFile(join(folder, "entry.js"), entry);
    const alias = { guide: join(folder, "guide.js") };
    await bundle(join(folder, "entry.js"), { alias, nodePaths: [here("node_modules")], ...options });
    assert.deepEqual(await told("worker.js", null), [200, 401, 401]);
  });
}

test("a page is refused, and loads no module for it", async () => {
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  const said = await page.evaluate(async () => {
    const { webhooks } = await import("/package/webhooks.js");
    const { identity } = await import("/package/identity.js");
    const saying = (work) => {
      try {
        return work();
      } catch (error) {
        return `${error.name}: ${error.message}`;
      }
    };
    const headers = { "x-hub-signature": "sha1=0" };
    return [saying(() => webhooks.unwrap("{}", headers, { secret: "secret" })), saying(() => identity.userHash("secret", "7"))];
  });
  for (const one of said) assert.match(one, /^ArgumentError: .* do it on your server/);
  assert.ok(loaded.includes("/package/webhooks.js"));
  assert.deepEqual(
    loaded.filter((path) => path.endsWith(".wasm")),
    [],
  );
});
