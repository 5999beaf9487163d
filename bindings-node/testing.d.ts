import type { Clock, Transport } from "entryphone";

/** What is recorded, and how. */
export interface RecordOptions {
  /** What sends; without it, and without `transport`, the `fetch` there is. */
  fetch?: typeof fetch | undefined;
  /** What sends, in the form of transports. */
  transport?: Transport | undefined;
  /** The time of the client while recording, where it is not the usual one. */
  clock?: Clock | undefined;
  /** Names of members and parameters whose texts are not kept, such as `"email"`; or one name. */
  hide?: Iterable<string> | undefined;
}

/** Keeps what is sent and answered. Given to a client as its `transport`. */
export interface Recording {
  readonly transport: Transport;
  /** The one that was given; undefined for the usual one. */
  readonly clock: Clock | undefined;
}

/** Answers with what was recorded. Given to a client as its `transport` and its `clock`. */
export interface Replay {
  readonly transport: Transport;
  /** Time for the client: it passes at once when somebody waits. */
  readonly clock: VirtualClock;
  /** How many exchanges nobody has asked for. */
  readonly left: number;
}

/**
 * Records the first time, and plays ever after.
 *
 * ```js
 * const tape = cassette("contacts.jsonl", { hide: ["email"] });
 * const client = new Intercom({ token, transport: tape.transport, clock: tape.clock });
 * ```
 *
 * `mode` is "once" for that; "none" only plays, "all" records anew, and "append" records behind what the file has.
 */
export function cassette(
  path: string,
  options?: RecordOptions & { mode?: "once" | "none" | "all" | "append" | undefined },
): Recording | Replay;

/**
 * Records what a client sends and is answered. Each exchange is in the file when its answer has been read. No token, and nothing else that
 * is secret by its name, gets there.
 */
export function record(path: string, options?: RecordOptions & { append?: boolean | undefined }): Recording;

/**
 * Plays a cassette, whoever recorded it. A request that was not recorded ends its call with an ArgumentError, whose message compares it
 * with the nearest one that was. Throws ArgumentError when the file is no cassette.
 */
export function replay(path: string): Replay;

/** Time that passes only when nobody is busy: then it jumps to what is waited for next. */
export class VirtualClock implements Clock {
  now: () => number;
  after: (milliseconds: number, callback: () => void) => () => void;
  /** How long was waited, in milliseconds. */
  slept: number[];
  /** Whether time stands still. */
  isStopped: boolean;
  /** How many alarms are set. */
  readonly pending: number;
  /** Lets no time pass until the function that is returned is called. */
  hold(): () => void;
}
