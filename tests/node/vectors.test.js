/** Every shared vector of the machine, through the engine of this package. */

import { engine } from "../../bindings-node/js/engine.js";
import { FOLDERS, run } from "./machine.js";
import { testFolder } from "./vectors.js";

for (const folder of FOLDERS) testFolder(folder, (vector) => run(engine, vector));
