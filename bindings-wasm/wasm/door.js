/** What all modules of WebAssembly have in common here: how they are loaded, and how they are asked. */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What stands for the machine of a number, by its kind. */
export const kinds = {};

/** Loads a module from an address, a server's answer, bytes, or a compiled module, and gives what it exports. */
export async function load(source) {
  source = await source;
  if (typeof source === "string" || source instanceof URL || source instanceof Request) source = await fetch(source);
  if (source instanceof Response) {
    if (!source.ok) throw new Error(`the engine could not be loaded from ${source.url}: the server answered ${source.status}`);
    // Browsers compile what streams in only under its own media type.
    const streams = source.headers.get("content-type")?.startsWith("application/wasm");
    source = streams ? await WebAssembly.compileStreaming(source) : await source.arrayBuffer();
  }
  if (!(source instanceof WebAssembly.Module)) source = await WebAssembly.compile(source);
  return (await WebAssembly.instantiate(source)).exports;
}

/** Loads a module from its bytes or from a compiled module, at once. */
export const loadNow = (module) =>
  new WebAssembly.Instance(module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module)).exports;

/** Asks the machine of a number, or by 0 the engine itself. */
export function ask(door, number, method, given) {
  if (!door) throw new Error("the engine is not loaded; wait for init() first");
  // Bytes follow the list, wherever they were given.
  const bytes = given.find(isBytes) ?? [];
  const list = [method, ...given.filter((one) => !isBytes(one))];
  const json = encoder.encode(JSON.stringify(list, (_, value) => (typeof value === "number" ? whole(value) : value)));
  const at = door.room(json.length + bytes.length);
  const room = new Uint8Array(door.memory.buffer, at);
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
  return kinds[kind](Number(made));
}

const isBytes = (value) => value instanceof Uint8Array;

/** A time or a count: whole, and no larger than a number can be exactly. */
const whole = (number) => Math.trunc(Math.min(Math.max(number, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)) || 0;
