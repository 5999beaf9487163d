/** As `identity.js`, on Cloudflare: what is compiled there was compiled by the bundler. */
import { initSync } from "./wasm/signatures.js";
import module from "./wasm/signatures.wasm";

initSync({ module });

export { ArgumentError, IntercomError } from "./js/errors.js";
export * as identity from "./js/identity.js";
