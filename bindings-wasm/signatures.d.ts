/** Webhooks and identity, whose module the caller loads before the first use. Refused in a page, where nothing is loaded. */
export { ApiError, ArgumentError, IntercomError, identity, SignatureError, webhooks } from "./index.js";
export { init, initSync } from "./manual.js";
