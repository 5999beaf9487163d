/** Notifications in a worker or on a server where addons do not run. Refused in a page. */
export { ApiError, ArgumentError, IntercomError, SignatureError, webhooks } from "./index.js";
