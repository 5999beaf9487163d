/**
 * The engine of this package: the core as WebAssembly. Node's package has a file of the same name that loads the core as a native addon;
 * everything else of the face but `platform.js` is the same in both.
 *
 * Nothing here works before the module is loaded: `index.js` waits for that, and `manual.js` leaves it to the caller.
 */
import * as module from "../wasm/entryphone.js";

export const engine = module;
