// The compiler sees every method, every field and the rest of the face, and finds the mistakes that people make.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { compile, compileTexts, here } from "./compiler.js";
import * as answers from "./types/face/answers.js";
import * as errors from "./types/face/errors.js";
import * as events from "./types/face/events.js";
import * as functions from "./types/face/functions.js";
import * as jobs from "./types/face/jobs.js";
import * as options from "./types/face/options.js";

const said = compile("--project", here);
const found = [...said.matchAll(/^(\S+)\((\d+),\d+\): error TS\d+: /gm)].map(([, file, line]) => ({ name: path.basename(file), line }));

const wrong = "mistakes.ts";
const lines = readFileSync(path.join(here, "types", wrong), "utf8").split("\n");
const mistakes = lines.flatMap((line, index) => {
  const mistake = line.split("// wrong: ")[1];
  return mistake === undefined ? [] : [{ line: index + 1, mistake }];
});

test("the compiler agrees with every method, every field and the rest of the face", () => {
  assert.ok(mistakes.length > 0 && found.length > 0, said);
  assert.deepEqual(
    found.filter(({ name }) => name !== wrong),
    [],
    said,
  );
});

for (const { subjects } of [answers, errors, events, functions, jobs, options]) {
  for (const [subject, use] of Object.entries(subjects)) test(`what the compiler agrees with runs: ${subject}`, use);
}

test("the declarations need no page, and fit the clients of Redis and the servers of Node", () => {
  assert.equal(compile("--project", path.join(here, "tsconfig.node.json")), "");
});

test("the code of the guide for those who come from intercom-client is right", () => {
  const guide = readFileSync(path.join(here, "../../docs/migrating-from-intercom-client.md"), "utf8");
  const texts = [...guide.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => {
    const given = code.includes("new Intercom(") ? "" : 'declare const client: import("entryphone").Intercom;\n';
    return `${given}declare const id: string;\n${code}\nexport {};\n`;
  });
  assert.ok(texts.length > 5);
  assert.equal(compileTexts(texts), "");
});

const linesFound = new Set(found.filter(({ name }) => name === wrong).map(({ line }) => Number(line)));
for (const { line, mistake } of mistakes) {
  test(`the compiler finds ${mistake}`, () => assert.ok(linesFound.has(line), `line ${line} passes`));
}

test("nothing else is objected to", () => {
  assert.deepEqual(
    [...linesFound].sort((one, other) => one - other),
    mistakes.map(({ line }) => line),
    said,
  );
});
