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
export { operations } from "./operations.js";
