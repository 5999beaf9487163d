/** The catalog, for whoever wants to read it. */

import { engine } from "./engine.js";
import { guarded } from "./failures.js";
import { camelCased } from "./spelling.js";

/** The operations of a version, or of all versions, sorted by id. */
export const operations = (version) => camelCased(JSON.parse(guarded(() => engine.operations(version))));
