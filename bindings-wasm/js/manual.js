/**
 * The same client, whose engine the caller loads: `await init()`, `await init({ module_or_path: url })`, or
 * `initSync({ module: bytes })` where the bytes are at hand, as in Node and in tests.
 */
export * from "./face.js";
export { init, initSync } from "../wasm/module.js";
