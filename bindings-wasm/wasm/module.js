/** The module of WebAssembly: how it is loaded, and how it is asked. */

/** What the module exports, once it is loaded. */
let door;

const numbers = new FinalizationRegistry((number) => door.leave(number));
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Loads the engine: from beside this file, or from where `module_or_path` says. Later calls do nothing. */
export async function init({ module_or_path = new URL("entryphone.wasm", import.meta.url) } = {}) {
  if (door) return;
  let source = await module_or_path;
  if (typeof source === "string" || source instanceof URL || source instanceof Request) source = await fetch(source);
  if (source instanceof Response) {
    if (!source.ok) throw new Error(`the engine could not be loaded from ${source.url}: the server answered ${source.status}`);
    // Browsers compile what streams in only under its own media type.
    const streams = source.headers.get("content-type")?.startsWith("application/wasm");
    source = streams ? await WebAssembly.compileStreaming(source) : await source.arrayBuffer();
  }
  if (!(source instanceof WebAssembly.Module)) source = await WebAssembly.compile(source);
  door ??= (await WebAssembly.instantiate(source)).exports;
}

/** Loads the engine from its bytes or from a compiled module, at once. */
export function initSync({ module }) {
  door ??= new WebAssembly.Instance(module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module)).exports;
}

/** A class whose instances are machines in the module: made by its constructor, or by other machines. */
export function machine(kind, methods, properties = []) {
  class Machine {
    constructor(...given) {
      // biome-ignore lint/correctness/noConstructorReturn: it is the module that makes it
      return ask(0, kind, given);
    }

    /** Given to another machine, it is its number. */
    toJSON() {
      return this.number;
    }
  }
  for (const name of methods) {
    Machine.prototype[name] = function (...given) {
      return ask(this.number, name, given);
    };
  }
  for (const name of properties) {
    Object.defineProperty(Machine.prototype, name, {
      get() {
        return ask(this.number, name, []);
      },
    });
  }
  kinds[kind] = Machine.prototype;
  return Machine;
}

const kinds = {};

/** Asks the machine of a number, or by 0 the engine itself. */
export function ask(number, method, given) {
  if (!door) throw new Error("the engine is not loaded; wait for init() first");
  // Bytes follow the list, wherever they were given.
  const bytes = given.find(isBytes) ?? [];
  const list = [method, ...given.filter((one) => !isBytes(one))];
  const json = encoder.encode(JSON.stringify(list, (_, value) => (typeof value === "number" ? whole(value) : value)));
  const at = door.room(json.length + bytes.length);
  const room = new Uint8Array(door.memory.buffer, at, json.length + bytes.length);
  room.set(json);
  room.set(bytes, json.length);
  const length = door.ask(number, json.length);
  const answer = new Uint8Array(door.memory.buffer, door.answer(), length).slice();
  const mark = String.fromCharCode(answer[0]);
  const content = answer.subarray(1);
  if (mark === "b") return content;
  const text = decoder.decode(content);
  if (mark === "t") return text;
  if (mark === "e") throw new Error(text);
  if (mark === "j") return text === "" ? undefined : JSON.parse(text);
  const [kind, made] = text.split(" ");
  const machine = Object.create(kinds[kind]);
  machine.number = Number(made);
  numbers.register(machine, machine.number);
  return machine;
}

const isBytes = (value) => value instanceof Uint8Array;

/** A time or a count: whole, and no larger than a number can be exactly. */
const whole = (number) => Math.trunc(Math.min(Math.max(number, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)) || 0;
