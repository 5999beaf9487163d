/** How long a browser takes to make the module ready. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { openBrowser, serve } from "../browser.js";

const MODULE = fileURLToPath(new URL("../../../bindings-wasm/wasm/entryphone.wasm", import.meta.url));
const ROUNDS = 31;

/** The figure of the budget: the fastest round of compiling and instantiating, which is the one that nothing else disturbed. */
export async function measureLoading() {
  const module = await readFile(MODULE);
  const page = (_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>");
  const server = await serve({ "/page": page, "/module": (_, response) => response.end(module) });
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage();
    await tab.goto(`${server.url}/page`);
    const times = await tab.evaluate(measure, ROUNDS);
    return { "compile and instantiate": Math.min(...times) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs in the page. */
async function measure(rounds) {
  const module = new Uint8Array(await (await fetch("/module")).arrayBuffer());
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    // A section that means nothing makes each module another one, or the browser would compile only the first.
    const bytes = new Uint8Array([...module, 0, 5, 1, 110, round, 1, 2]);
    const started = performance.now();
    await WebAssembly.instantiate(await WebAssembly.compile(bytes));
    times.push(performance.now() - started);
  }
  return times;
}
