/** What every event has. It names operations and templates of paths, never an address, a query, a body or a token. */
export interface EventBase<Name extends string> {
  /** What happened. */
  readonly event: Name;
  /** When, in milliseconds of the client's clock. */
  readonly atMs: number;
  /** The id of the operation it belongs to; null for a request past the catalog. */
  readonly operation: OperationId | (string & {}) | null;
}

/** A request was sent. */
export interface RequestEvent extends EventBase<"request"> {
  /** Counted from 1. */
  readonly attempt: number;
  /** The HTTP method. */
  readonly method: HttpMethod;
  /** The path with the names of its arguments; null past the catalog, and where the server redirects to. */
  readonly path: string | null;
  /** The version of the API that the client speaks. */
  readonly version: string;
  /** Who goes first under the rate limit; null when that is not kept. */
  readonly lane: Lane | null;
}

/** An answer came. */
export interface ResponseEvent extends EventBase<"response"> {
  /** The attempt it answers. */
  readonly attempt: number;
  /** The HTTP status. */
  readonly status: number;
  /** Milliseconds from sending the request to its answer, or to the head of one that is streamed. */
  readonly durationMs: number;
  /** The server's name for the request. */
  readonly requestId: string | null;
  /** The length of the body; null when it is streamed. */
  readonly bytes: number | null;
  /** What it says about the rate limit. */
  readonly rateLimit: RateLimit | null;
}

/** No whole answer came. */
export interface LostEvent extends EventBase<"lost"> {
  /** The attempt that was lost. */
  readonly attempt: number;
  /** What failed. */
  readonly kind: LostKind;
  /** Whether the request can have reached the server. */
  readonly sent: Sent;
  /** Milliseconds from sending the request to its loss. */
  readonly durationMs: number;
}

/** The request will be sent again. */
export interface RetryEvent extends EventBase<"retry"> {
  /** The attempt to come. */
  readonly attempt: number;
  /** Why: no whole answer came, the server failed, or it refused the call for coming too soon. */
  readonly cause: "lost" | "server" | "throttled";
}

/** The call waits. */
export interface WaitEvent extends EventBase<"wait"> {
  /** For what. */
  readonly reason: "rate_limit" | "retry_after" | "token" | "turn" | "fleet" | "backoff" | (string & {});
  /** Until when, in milliseconds of the client's clock. */
  readonly untilMs: number;
  /** Milliseconds until then. */
  readonly waitMs: number;
}

/** An answer told about the rate limit, and this is what the client now holds for true: what is on its way counts as used. */
export interface LimitEvent extends EventBase<"limit">, RateLimit {}

/** The function that gives the token was asked for it, or the server rejected the one that was sent. */
export interface TokenEvent extends EventBase<"token"> {
  /** Which of them. */
  readonly state: "asked" | "rejected";
}

/** A listing has taken in a page. */
export interface PageEvent extends EventBase<"page"> {
  /** How many of its items belong to the listing. */
  readonly items: number;
  /** Whether the listing has begun again with it, since the server lost its place. */
  readonly restarted: boolean;
  /** Whether it was the last one. */
  readonly isLast: boolean;
}

/** The server said how far a job is. */
export interface JobEvent extends EventBase<"job"> {
  /** How far it is. */
  readonly status: "pending" | "complete" | "partial" | "empty" | "failed" | "canceled";
  /** Whether it said something else before, or nothing. */
  readonly isNew: boolean;
}

/** An answer was not what is described. */
export interface DriftEvent extends EventBase<"drift"> {
  /** How it differs. */
  readonly drift: readonly Drift[];
}

/** The call came to a good end. */
export interface DoneEvent extends EventBase<"done"> {
  /** The HTTP status of the answer. */
  readonly status: number;
  /** How often the request was sent. */
  readonly attempts: number;
  /** Milliseconds that the whole call took. */
  readonly durationMs: number;
}

/** The call failed. */
export interface FailedEvent extends EventBase<"failed"> {
  /** What kind of thing went wrong. */
  readonly kind: ErrorKind;
  /** The HTTP status of the last answer; null when there was none. */
  readonly status: number | null;
  /** How often the request was sent. */
  readonly attempts: number;
  /** Milliseconds that the whole call took. */
  readonly durationMs: number;
  /** Whether the call may have taken effect all the same. */
  readonly maybeApplied: boolean;
}

/** Nobody fetched the events in time, so the oldest were given up. */
export interface DroppedEvent extends EventBase<"dropped"> {
  /** How many. */
  readonly count: number;
}

/** Something that happened in a call, a listing or a job; `event` tells which. More may be added. */
export type CallEvent =
  | RequestEvent
  | ResponseEvent
  | LostEvent
  | RetryEvent
  | WaitEvent
  | LimitEvent
  | TokenEvent
  | PageEvent
  | JobEvent
  | DriftEvent
  | DoneEvent
  | FailedEvent
  | DroppedEvent;
