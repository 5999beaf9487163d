/** The module of the machines. */

import { ask, kinds, load, loadNow } from "./door.js";

/** What the module exports, once it is loaded. */
let door;

/** Machines that nobody has left, and nobody has any more. */
const numbers = new FinalizationRegistry((number) => door.leave(number));

/** What stands for no machine. */
const NONE = -1;

/** Loads the engine: from beside this file, or from where `module_or_path` says. Later calls do nothing. */
export async function init({ module_or_path = new URL("entryphone.wasm", import.meta.url) } = {}) {
  if (door) return;
  const loaded = await load(module_or_path);
  door ??= loaded;
}

/** Loads the engine from its bytes or from a compiled module, at once. */
export function initSync({ module }) {
  door ??= loadNow(module);
}

/** A function of the engine itself. */
export const method =
  (name) =>
  (...given) =>
    ask(door, 0, name, given);

/** Lets go of a machine that is over, and that nobody will ask again. When the browser would collect it nobody knows. */
export function leave(machine) {
  numbers.unregister(machine);
  door.leave(machine.number);
  machine.number = NONE;
}

/** A class whose instances are machines in the module: made by its constructor, or by other machines. */
export function machine(kind, methods, properties = []) {
  class Machine {
    constructor(...given) {
      // biome-ignore lint/correctness/noConstructorReturn: it is the module that makes it
      return ask(door, 0, kind, given);
    }

    /** Given to another machine, it is its number. */
    toJSON() {
      return this.number;
    }
  }
  for (const name of methods) {
    Machine.prototype[name] = function (...given) {
      return ask(door, this.number, name, given);
    };
  }
  for (const name of properties) {
    Object.defineProperty(Machine.prototype, name, {
      get() {
        return ask(door, this.number, name, []);
      },
    });
  }
  kinds[kind] = (number) => {
    const made = Object.create(Machine.prototype);
    made.number = number;
    numbers.register(made, number, made);
    return made;
  };
  return Machine;
}
