/** The kinds of what a server answers instead of success. */
export type ApiErrorKind =
  | "api"
  | "bad_request"
  | "authentication"
  | "permission_denied"
  | "not_found"
  | "conflict"
  | "gone"
  | "unprocessable"
  | "rate_limit"
  | "server";

/** The kinds of what can go wrong. Each but the last three has a class of its own. */
export type ErrorKind =
  | "argument"
  | "not_in_version"
  | "canceled"
  | "transport"
  | "timeout"
  | ApiErrorKind
  | "job"
  | "signature"
  | "misuse"
  | "error"
  | (string & {});

/** One entry of the server's list of errors. */
export interface ErrorDetail {
  /** Intercom's word for it, such as `parameter_invalid`. */
  readonly code: string | null;
  /** Intercom's sentence about it. */
  readonly message: string | null;
  /** The field it is about. */
  readonly field: string | null;
}

/** Anything that went wrong with a call. Its `message` says everything that is known, in one line. */
export class IntercomError extends Error {
  /** Calls make errors with all their fields; one that is made by hand has none but the message. */
  constructor(message?: string, options?: { cause?: unknown });
  /** What kind of thing went wrong, in one word. */
  readonly kind: ErrorKind;
  /** One sentence: the server's where it gave one, otherwise ours. */
  readonly reason: string;
  /** The operation, such as `contacts.create`, or the method and path of a request past the catalog. */
  readonly operation: string;
  /** The HTTP status of the last answer; null when there was none. */
  readonly status: number | null;
  /** The first of the server's codes, such as `not_found`. */
  readonly code: string | null;
  /** Every error the server listed. */
  readonly errors: readonly ErrorDetail[];
  /** The server's name for the request; Intercom's support asks for it. */
  readonly requestId: string | null;
  /** Milliseconds to wait before trying again, when that is known. */
  readonly retryAfterMs: number | null;
  /** What the last answer said about the rate limit. */
  readonly rateLimit: RateLimit | null;
  /** Whether the call may have taken effect all the same. When false, trying again cannot double anything. */
  readonly maybeApplied: boolean;
  /** What was tried, in order. */
  readonly attempts: readonly Attempt[];
  /** The fields, for logs. There is no token among them. */
  toJSON(): { [field: string]: unknown; name: string; message: string; kind: ErrorKind };
}

/** An argument or a setting is wrong. Nothing was sent. */
export class ArgumentError extends IntercomError {
  readonly kind: "argument";
}

/** The client's version of the API does not have the operation or the parameter. Nothing was sent. */
export class NotInVersionError extends IntercomError {
  readonly kind: "not_in_version";
}

/** The caller's signal ended the call; its reason is the `cause`. `maybeApplied` says whether the request was under way. */
export class AbortError extends IntercomError {
  readonly kind: "canceled";
}

/** No whole answer came: the connection failed, broke off, or brought something that is not HTTP. */
export class TransportError extends IntercomError {
  readonly kind: "transport" | "timeout";
}

/** No whole answer came in time. */
export class TimeoutError extends TransportError {
  readonly kind: "timeout";
}

/** Intercom, or something in between, answered with something other than success, or with something that cannot be read. */
export class ApiError extends IntercomError {
  readonly kind: ApiErrorKind;
}

/** The request is malformed: 400. */
export class BadRequestError extends ApiError {
  readonly kind: "bad_request";
}

/** The token is missing, wrong or revoked: 401. */
export class AuthenticationError extends ApiError {
  readonly kind: "authentication";
}

/** The token may not do this, or the workspace's plan does not include it: 403. */
export class PermissionDeniedError extends ApiError {
  readonly kind: "permission_denied";
}

/** There is no such thing: 404. */
export class NotFoundError extends ApiError {
  readonly kind: "not_found";
}

/** It collides with something that exists: 409. */
export class ConflictError extends ApiError {
  readonly kind: "conflict";
}

/** It is gone, such as a contact that was merged into another: 410. */
export class GoneError extends ApiError {
  readonly kind: "gone";
}

/** The request is well formed, and its values are not acceptable: 422. */
export class UnprocessableError extends ApiError {
  readonly kind: "unprocessable";
}

/** Too many calls in this window, or too many jobs at once: 429. */
export class RateLimitError extends ApiError {
  readonly kind: "rate_limit";
}

/** The server failed: 5xx. */
export class ServerError extends ApiError {
  readonly kind: "server";
}

/** A job ended without a result: it failed or was canceled, and its handle still names it. */
export class JobError extends IntercomError {
  readonly kind: "job";
}

/** A webhook or a token is not signed by who it says it is from. */
export class SignatureError extends IntercomError {
  readonly kind: "signature";
}
