/** As `webhooks.js`, on Cloudflare: what is compiled there was compiled by the bundler. */
import { initSync } from "./wasm/signatures.js";
import module from "./wasm/signatures.wasm";

initSync({ module });

export { ApiError, ArgumentError, IntercomError, SignatureError } from "./js/errors.js";
export * as webhooks from "./js/webhooks.js";
