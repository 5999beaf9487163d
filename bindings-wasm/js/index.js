/**
 * A client for Intercom's REST API, for pages, workers and whatever runs WebAssembly. Importing it loads the engine.
 *
 * ```js
 * import { Intercom } from "entryphone-web";
 * const client = new Intercom({ baseUrl: "/intercom", token: null }); // the server behind /intercom adds the token
 * for await (const contact of client.contacts.list()) console.log(contact.id, contact.email);
 * ```
 */
import { init } from "../wasm/module.js";

await init();

export * from "./face.js";
