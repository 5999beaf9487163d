/**
 * The engine of this package: the core as a native addon. The browser's package has a file of the same name that loads the core as
 * WebAssembly; everything else in this folder but `platform.js` is the same in both.
 */
import native from "../native.cjs";

export const engine = native;
