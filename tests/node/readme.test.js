/** The examples of the READMEs run: the package's, and those of the repository that are JavaScript. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";

import { startEmulator, TOKEN } from "./emulator.js";

const manifest = createRequire(import.meta.url).resolve("entryphone/package.json");
const readmes = [path.join(path.dirname(manifest), "README.md"), new URL("../../README.md", import.meta.url)];
const examples = readmes.flatMap((file) => [...readFileSync(file, "utf8").matchAll(/```js\n(.*?)```/gs)]).map(([, code]) => code);
let emulator;

before(async () => {
  emulator = await startEmulator({ contacts: 3 });
});
after(() => emulator.stop());

test("there are examples", () => assert.ok(examples.length > 2));

for (const [at, example] of examples.entries()) {
  test(`example ${at + 1} runs`, async (context) => {
    context.mock.method(console, "log", () => {});
    const made = `new Intercom({ token: "${TOKEN}", baseUrl: "${emulator.url}" })`;
    // Jobs are looked at less often than a test has patience for.
    const code = example
      .replaceAll("new Intercom()", made)
      // Where the repository's README has the emulator.
      .replaceAll("http://127.0.0.1:4010", emulator.url)
      .replace(/(created_at_before: [\d_]+ })/, "$1, { pollFromMs: 20, pollToMs: 50 }");
    const file = new URL(`example-${at}.mjs`, import.meta.url);
    await writeFile(file, code);
    await import(file).finally(() => rm(file));
  });
}
