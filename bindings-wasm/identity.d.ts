/** Proof of who a visitor of the Messenger is, in a worker or on a server where addons do not run. Refused in a page. */
export { ArgumentError, IntercomError, identity } from "./index.js";
