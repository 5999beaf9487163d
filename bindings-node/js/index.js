/**
 * A client for Intercom's REST API.
 *
 * ```js
 * import { Intercom } from "entryphone";
 * const client = new Intercom(); // the token is in INTERCOM_ACCESS_TOKEN
 * const contact = await client.contacts.create({ role: "user", email: "ada@example.com" });
 * for await (const contact of client.contacts.list()) console.log(contact.id, contact.email);
 * ```
 */
export { Intercom } from "./client.js";
export * from "./errors.js";
export { TransportFailure } from "./fetch.js";
export * as identity from "./identity.js";
export * as oauth from "./oauth.js";
export { operations } from "./operations.js";
export * as rows from "./rows.js";
export * as search from "./search.js";
export * as webhooks from "./webhooks.js";
