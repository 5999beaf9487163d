/** What the bundle of the Node package holds: what the browser's package has too, and what only servers need. */

import { Intercom } from "./client.js";
import * as proxy from "./proxy.js";

export * from "./index.js";

// `entryphone/proxy` takes it from here: it looks behind clients, and only what is of their bundle can.
Object.defineProperty(Intercom, Symbol.for("entryphone.proxy"), { value: proxy });
