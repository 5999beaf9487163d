// What calls throw.

import {
  AbortError,
  ApiError,
  ArgumentError,
  Intercom,
  IntercomError,
  NotFoundError,
  NotInVersionError,
  RateLimitError,
  TimeoutError,
  TransportError,
  TransportFailure,
} from "entryphone";

import { client, equal, json } from "./script.js";

/** @type {{ [subject: string]: () => Promise<void> | void }} */
export const subjects = {
  errors: async () => {
    const body = { type: "error.list", errors: [{ code: "not_found", message: "No such contact", field: null }] };
    /** @type {IntercomError | undefined} */
    let error;
    try {
      await client(json(body, 404, { "x-request-id": "r1" })).contacts.find("c1");
    } catch (caught) {
      if (caught instanceof IntercomError) error = caught;
    }
    if (error instanceof RateLimitError) equal(error.rateLimit?.resetsInMs, 1);
    else if (error instanceof NotFoundError)
      equal([error.kind, error.errors[0]?.code, error.errors[0]?.message], ["not_found", "not_found", "No such contact"]);
    else throw new Error("the error is of another class");
    equal([error instanceof ApiError, error.status, error.code, error.requestId], [true, 404, "not_found", "r1"]);
    equal([error.reason, error.operation, error.retryAfterMs], ["No such contact", "contacts.find", null]);
    equal([error.maybeApplied, error.attempts.length, error.rateLimit, error.toJSON().name], [false, 1, null, "NotFoundError"]);

    const lost = await client()
      .contacts.find("c1")
      .catch((caught) => caught);
    equal([lost instanceof TransportError, lost instanceof TimeoutError, lost.cause instanceof TransportFailure], [true, false, true]);
    const { kind, sent, message } = new TransportFailure("gone");
    equal([kind, sent, message], ["connection", "maybe", "gone"]);
    const ended = await client(json({}))
      .contacts.find("c1", {}, { signal: AbortSignal.abort() })
      .catch((caught) => caught);
    equal([ended instanceof AbortError, ended.kind], [true, "canceled"]);
    const made = new NotInVersionError("why", { cause: 1 });
    equal([made.kind, made.name, made.message, made.cause], ["not_in_version", "NotInVersionError", "why", 1]);
    try {
      new Intercom({ token: "" });
    } catch (caught) {
      equal(caught instanceof ArgumentError && caught.kind, "argument");
    }
  },
};
