/** What can go wrong, as a tree of classes. */

/** Anything that went wrong with a call. Its `message` says everything that is known, in one line. */
export class IntercomError extends Error {
  /** What kind of thing went wrong, in one word, such as `not_found`. */
  kind = "error";
  /** One sentence: the server's where it gave one, otherwise ours. */
  reason = "";
  /** The operation, such as `contacts.create`, or the method and path of a request past the catalog. */
  operation = "";
  /** The HTTP status of the last answer. */
  status = null;
  /** The first of the server's codes, such as `not_found`. */
  code = null;
  /** Every error the server listed. */
  errors = [];
  /** The server's name for the request; Intercom's support asks for it. */
  requestId = null;
  /** Milliseconds to wait before trying again, when that is known. */
  retryAfterMs = null;
  /** What the last answer said about the rate limit. */
  rateLimit = null;
  /** Whether the call may have taken effect all the same. When false, trying again cannot double anything. */
  maybeApplied = false;
  /** What was tried, in order. */
  attempts = [];

  /** The fields, for logs. */
  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }
}

/** An argument or a setting is wrong. Nothing was sent. */
export class ArgumentError extends IntercomError {
  kind = "argument";
}

/** The client's version of the API does not have the operation or the parameter. Nothing was sent. */
export class NotInVersionError extends IntercomError {
  kind = "not_in_version";
}

/** The caller's signal ended the call. `maybeApplied` says whether its request was under way. */
export class AbortError extends IntercomError {
  kind = "canceled";
}

/** No whole answer came: the connection failed, broke off, or brought something that is not HTTP. */
export class TransportError extends IntercomError {
  kind = "transport";
}

/** No whole answer came in time. */
export class TimeoutError extends TransportError {
  kind = "timeout";
}

/** Intercom, or something in between, answered with something other than success. */
export class ApiError extends IntercomError {
  kind = "api";
}

/** The request is malformed. */
export class BadRequestError extends ApiError {
  kind = "bad_request";
}

/** The token is missing, wrong or revoked. */
export class AuthenticationError extends ApiError {
  kind = "authentication";
}

/** The token may not do this, or the workspace's plan does not include it. */
export class PermissionDeniedError extends ApiError {
  kind = "permission_denied";
}

/** There is no such thing. */
export class NotFoundError extends ApiError {
  kind = "not_found";
}

/** It collides with something that exists. */
export class ConflictError extends ApiError {
  kind = "conflict";
}

/** It is gone, such as a contact that was merged into another. */
export class GoneError extends ApiError {
  kind = "gone";
}

/** The request is well formed, and its values are not acceptable. */
export class UnprocessableError extends ApiError {
  kind = "unprocessable";
}

/** Too many calls in this window, or too many jobs at once. */
export class RateLimitError extends ApiError {
  kind = "rate_limit";
}

/** The server failed. */
export class ServerError extends ApiError {
  kind = "server";
}

/** A job ended without a result: it failed or was canceled, and its handle still names it. */
export class JobError extends IntercomError {
  kind = "job";
}

/** A webhook or a token is not signed by who it says it is from. */
export class SignatureError extends IntercomError {
  kind = "signature";
}
