/** What both entries of this package offer. */

export { Intercom } from "./client.js";
export * from "./errors.js";
export { TransportFailure } from "./fetch.js";
export * as identity from "./identity.js";
export * as oauth from "./oauth.js";
export { operations } from "./operations.js";
export * as rows from "./rows.js";
export * as search from "./search.js";
export * as webhooks from "./webhooks.js";
