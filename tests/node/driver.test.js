/** Every shared vector of a call once more, through what drives calls. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as face from "entryphone";
import { engine } from "entryphone/machine";

import { isDriven, run } from "./driver.js";
import { FOLDERS } from "./machine.js";
import { testFolder } from "./vectors.js";

const driven = [];
const others = [];
const isWanted = (vector) => {
  if (vector.steps) (isDriven(vector) ? driven : others).push(vector.name);
  return isDriven(vector);
};

for (const folder of FOLDERS) testFolder(folder, (vector) => run(engine, face, vector), isWanted);

test("only hosts that err are left out", () => {
  assert.ok(driven.length > 0 && others.length < driven.length / 10, others.join("\n"));
});
