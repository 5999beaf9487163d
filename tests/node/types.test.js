// The compiler sees every method and every field, and finds the mistakes that people make.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const said = spawnSync(process.execPath, [tsc, "--project", here, "--pretty", "false"], { cwd: here, encoding: "utf8" });
const found = [...said.stdout.matchAll(/^(\S+)\((\d+),\d+\): error TS\d+: /gm)];
const inFile = (name) => new Set(found.filter(([, file]) => path.basename(file) === name).map(([, , line]) => Number(line)));

const wrong = "mistakes.ts";
const lines = readFileSync(path.join(here, "types", wrong), "utf8").split("\n");
const mistakes = lines.flatMap((line, index) => {
  const mistake = line.split("// wrong: ")[1];
  return mistake === undefined ? [] : [{ line: index + 1, mistake }];
});

test("every method can be called and every field be read", () => {
  assert.ok(mistakes.length > 0 && found.length > 0, said.stdout + said.stderr);
  assert.deepEqual([...inFile("every_method.ts"), ...inFile("index.d.ts")], [], said.stdout);
});

for (const { line, mistake } of mistakes) {
  test(`the compiler finds ${mistake}`, () => assert.ok(inFile(wrong).has(line), `line ${line} passes`));
}

test("nothing else is objected to", () => {
  assert.deepEqual(
    [...inFile(wrong)].sort((one, other) => one - other),
    mistakes.map(({ line }) => line),
    said.stdout,
  );
});
