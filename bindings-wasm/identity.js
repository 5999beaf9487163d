/**
 * Proof of who a visitor of the Messenger is, in a worker or on a server where addons do not run. Importing it loads its module, which is
 * that of the webhooks.
 */
import { init } from "./wasm/signatures.js";

await init();

export { ArgumentError, IntercomError } from "./js/errors.js";
export * as identity from "./js/identity.js";
