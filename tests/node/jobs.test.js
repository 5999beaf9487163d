/** Every shared vector of jobs. */

import { engine } from "entryphone/machine";

import { FOLDERS, run } from "./jobs.js";
import { testFolder } from "./vectors.js";

for (const folder of FOLDERS) testFolder(folder, (vector) => run(engine, vector));
