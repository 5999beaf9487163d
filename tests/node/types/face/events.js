// What clients tell of what they do.

import { Intercom } from "entryphone";

import { equal, instant, json, scripted } from "./script.js";

/** @import { CallEvent } from "entryphone" */

/** @type {{ [subject: string]: () => Promise<void> | void }} */
export const subjects = {
  events: async () => {
    /** @type {string[]} */
    const seen = [];
    /** @type {(event: CallEvent) => void} */
    const onEvent = (event) => {
      equal([typeof event.atMs, event.operation], ["number", "contacts.find"]);
      seen.push(described(event));
    };
    const options = { token: "secret", limiter: false, maxAttempts: 2, onEvent, clock: instant() };
    const answers = scripted(json({}, 500, { "retry-after": "0" }), json({ id: "c1" }, 200, { "x-request-id": "r1" }));
    await new Intercom({ ...options, transport: answers }).contacts.find("c1");
    const wanted = [
      "request 1 GET /contacts/{contact_id}",
      "response 500 null",
      "retry 2 server",
      "wait",
      "request 2 GET /contacts/{contact_id}",
    ];
    equal(seen, [...wanted, "response 200 r1", "done 200 2"]);
  },
};

/** @type {(event: CallEvent) => string} */
function described(event) {
  switch (event.event) {
    case "request":
      return `request ${event.attempt} ${event.method} ${event.path}${event.lane ?? ""}${event.version ? "" : "?"}`;
    case "response":
      return `response ${event.status} ${event.requestId}${event.rateLimit?.limit ?? ""}${event.bytes === null ? "?" : ""}`;
    case "lost":
      return `lost ${event.kind} ${event.sent}`;
    case "retry":
      return `retry ${event.attempt} ${event.cause}`;
    case "wait":
      return event.waitMs >= 0 && event.untilMs >= 0 ? "wait" : event.reason;
    case "limit":
      return `limit ${event.remaining}`;
    case "token":
      return `token ${event.state}`;
    case "page":
      return `page ${event.items} ${event.restarted} ${event.isLast}`;
    case "job":
      return `job ${event.status} ${event.isNew}`;
    case "drift":
      return `drift ${event.drift.length}`;
    case "done":
      return `done ${event.status} ${event.attempts}`;
    case "failed":
      return `failed ${event.kind} ${event.maybeApplied}`;
    case "dropped":
      return `dropped ${event.count}`;
    default: {
      /** @type {never} */
      const unknown = event;
      return unknown;
    }
  }
}
