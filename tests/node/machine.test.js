/** Every shared vector of the machine. */

import { engine } from "entryphone/machine";
import { FOLDERS, run } from "./machine.js";
import { testFolder } from "./vectors.js";

for (const folder of FOLDERS) testFolder(folder, (vector) => run(engine, vector));
