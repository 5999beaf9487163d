/** Every shared vector of what needs no machine. */

import { engine } from "entryphone/machine";

import { FOLDERS, run } from "./functions.js";
import { testFolder } from "./vectors.js";

for (const folder of FOLDERS) testFolder(folder, (vector) => run(engine, vector));
