/**
 * Notifications in a worker or on a server where addons do not run. Importing it loads its module, which has signatures and nothing else.
 *
 * ```js
 * import { webhooks } from "entryphone-web/webhooks";
 * const { topic, item } = webhooks.unwrap(await request.arrayBuffer(), request.headers, { secret });
 * ```
 */
import { init } from "./wasm/signatures.js";

await init();

export { ApiError, ArgumentError, IntercomError, SignatureError } from "./js/errors.js";
export * as webhooks from "./js/webhooks.js";
