/** What the bundle of the Node package holds: what the browser's package has too, and what only servers need. */

import { Intercom } from "./client.js";
import { guarded } from "./failures.js";
import { asFailure, fetching } from "./fetch.js";
import { asHeaders } from "./headers.js";
import * as proxy from "./proxy.js";

export * from "./index.js";

Intercom.prototype[Symbol.for("nodejs.util.inspect.custom")] = function (_depth, options, inspect) {
  return `Intercom ${inspect(this.toJSON(), options)}`;
};

// `entryphone/proxy` takes it from here: it looks behind clients, and only what is of their bundle can.
Object.defineProperty(Intercom, Symbol.for("entryphone.proxy"), { value: proxy });

// `entryphone/testing` judges what goes wrong as the client does.
Object.defineProperty(Intercom, Symbol.for("entryphone.testing"), { value: { asFailure, asHeaders, fetching, guarded } });
