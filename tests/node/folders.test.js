/** No folder of vectors is left out. */

import assert from "node:assert/strict";
import { test } from "node:test";

import * as functions from "./functions.js";
import * as jobs from "./jobs.js";
import * as machine from "./machine.js";
import { folders } from "./vectors.js";

test("every folder of vectors has a runner", () => {
  assert.deepEqual(folders().sort(), ["cassettes", ...functions.FOLDERS, ...jobs.FOLDERS, ...machine.FOLDERS].sort());
});
