// The compiler sees every method, every field and the rest of the face, and finds the mistakes that people make.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { subjects } from "./types/face.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const said = spawnSync(process.execPath, [tsc, "--project", here, "--pretty", "false"], { cwd: here, encoding: "utf8" });
const found = [...said.stdout.matchAll(/^(\S+)\((\d+),\d+\): error TS\d+: /gm)];
const inFile = (name) => new Set(found.filter(([, file]) => path.basename(file) === name).map(([, , line]) => Number(line)));

const FLAGS = [
  "--strict",
  "--noEmit",
  "--pretty",
  "false",
  "--module",
  "nodenext",
  "--target",
  "es2022",
  "--lib",
  "es2022,dom",
  "--types",
  "",
];

const wrong = "mistakes.ts";
const lines = readFileSync(path.join(here, "types", wrong), "utf8").split("\n");
const mistakes = lines.flatMap((line, index) => {
  const mistake = line.split("// wrong: ")[1];
  return mistake === undefined ? [] : [{ line: index + 1, mistake }];
});

test("the compiler agrees with every method, every field and the rest of the face", () => {
  assert.ok(mistakes.length > 0 && found.length > 0, said.stdout + said.stderr);
  assert.deepEqual(
    ["every_method.ts", "face.js", "index.d.ts", "machine.d.ts"].flatMap((name) => [...inFile(name)]),
    [],
    said.stdout,
  );
});

for (const [subject, use] of Object.entries(subjects)) test(`what the compiler agrees with runs: ${subject}`, use);

test("the declarations need no page, and fit the clients of Redis", () => {
  const options = ["--project", path.join(here, "tsconfig.node.json"), "--pretty", "false"];
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, ...options], { cwd: here, encoding: "utf8" });
  assert.equal(stdout + stderr, "");
});

test("the code of the guide for those who come from intercom-client is right", () => {
  const guide = readFileSync(path.join(here, "../../docs/migrating-from-intercom-client.md"), "utf8");
  const folder = mkdtempSync(path.join(here, "guide-"));
  try {
    const files = [...guide.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code], at) => {
      const given = code.includes("new Intercom(") ? "" : 'declare const client: import("entryphone").Intercom;\n';
      const file = path.join(folder, `${at}.ts`);
      writeFileSync(file, `${given}declare const id: string;\n${code}\nexport {};\n`);
      return file;
    });
    assert.ok(files.length > 5);
    const { stdout } = spawnSync(process.execPath, [tsc, ...files, "--ignoreConfig", ...FLAGS], { cwd: here, encoding: "utf8" });
    assert.equal(stdout, "");
  } finally {
    rmSync(folder, { recursive: true });
  }
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
