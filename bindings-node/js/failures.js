/** How errors come about: out of what the core says, and where this package refuses something itself. */

import {
  AbortError,
  ApiError,
  ArgumentError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  GoneError,
  IntercomError,
  JobError,
  NotFoundError,
  NotInVersionError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  SignatureError,
  TimeoutError,
  TransportError,
  UnprocessableError,
} from "./errors.js";
import { camelCased, toCamel } from "./spelling.js";

const CLASSES = [
  IntercomError,
  ArgumentError,
  NotInVersionError,
  AbortError,
  TransportError,
  TimeoutError,
  ApiError,
  BadRequestError,
  AuthenticationError,
  PermissionDeniedError,
  NotFoundError,
  ConflictError,
  GoneError,
  UnprocessableError,
  RateLimitError,
  ServerError,
  JobError,
  SignatureError,
];

/** Classes whose names do not follow from their kinds. */
const NAMES = { error: "IntercomError", canceled: "AbortError" };

const byKind = {};

for (const Class of CLASSES) {
  const { kind } = new Class();
  byKind[kind] = Class;
  // Minifiers do not keep the names of classes.
  Class.prototype.name = NAMES[kind] ?? toCamel(`_${kind}_error`);
}

/** The error of the core's JSON, whose kinds without a class are plain IntercomErrors. */
export function fromCore({ text, message, ...fields }, cause) {
  const Class = byKind[fields.kind] ?? IntercomError;
  const error = new Class(text, cause === undefined ? undefined : { cause });
  return Object.assign(error, camelCased(fields), { reason: message });
}

/** An argument that is refused before the core sees it. */
export function refused(reason) {
  return Object.assign(new ArgumentError(reason), { reason });
}

/** What a value is, in a refusal. The value itself may be a secret. */
export function described(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return Array.isArray(value) ? "a list" : "an object";
}

/** What a caller's signal ends outside of any call. */
export function aborted(cause, reason) {
  return Object.assign(new AbortError(reason, { cause }), { reason });
}

/** What ends a download whose connection did not last. */
export function brokenOff(cause) {
  const reason = `the download broke off: ${cause?.cause?.message || cause?.message || cause}`;
  return Object.assign(new TransportError(reason, { cause }), { reason });
}

/** Calls into the engine, whose failures are the core's errors as JSON. */
export function guarded(work) {
  try {
    return work();
  } catch (failure) {
    if (!String(failure?.message).startsWith('{"kind":')) throw failure;
    throw fromCore(JSON.parse(failure.message));
  }
}
