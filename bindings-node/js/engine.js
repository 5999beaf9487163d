/**
 * The engine of this package: the core as a native addon. The browser's package has a file of the same name that loads the core as
 * WebAssembly; everything else in this folder but `platform.js` is the same in both.
 */
import native from "../native.cjs";

export const engine = native;

let last;

/** Lets go of a machine that is over, and that nobody will ask again. Node collects it, but for a call, which may become the next one. */
export function leave(machine) {
  if (machine instanceof native.Call) last = machine;
}

/** The last call that was left, once: to make an object and to collect it takes Node longer than all the rest of a call. */
export function left() {
  const call = last;
  last = undefined;
  return call;
}
