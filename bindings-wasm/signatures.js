/**
 * Webhooks and identity, whose module the caller loads: by `init` or `initSync`, as the engine of `entryphone-web/manual`.
 *
 * ```js
 * import { initSync, webhooks } from "entryphone-web/signatures";
 * import module from "entryphone-web/signatures.wasm"; // what the bundler makes of it: bytes, or a compiled module
 * initSync({ module });
 * ```
 */
export { ApiError, ArgumentError, IntercomError, SignatureError } from "./js/errors.js";
export * as identity from "./js/identity.js";
export * as webhooks from "./js/webhooks.js";
export { init, initSync } from "./wasm/signatures.js";
