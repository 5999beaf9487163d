/** The loop that does what the core says. */

import { Attempt, unlessAborted } from "./attempt.js";
import { bytesOf, discard, parse, read } from "./body.js";
import { sleepUntil } from "./clock.js";
import { leave } from "./engine.js";
import { ArgumentError } from "./errors.js";
import { described, fromCore, guarded } from "./failures.js";
import { asFailure, TransportFailure } from "./fetch.js";
import { lines } from "./headers.js";
import { camelCased } from "./spelling.js";

const DONE = '{"done":';

/** Takes a call to its end, and lets go of it. What comes of it is an Outcome, or the error thrown. */
export async function drive(host, call, signal) {
  try {
    return await follow(host, call, signal);
  } finally {
    leave(call);
  }
}

/** Takes a call to its end for somebody who asks it something afterwards, and then lets go of it. */
export async function follow(host, call, signal) {
  const run = { host, call, signal, cause: undefined, data: null, headers: undefined, body: undefined };
  let known;
  try {
    let step = signal?.aborted ? cancel(run) : call.start(host.clock.now());
    for (;;) {
      tell(host, call);
      if (step.startsWith(DONE)) return new Outcome(run, step);
      known = JSON.parse(step);
      if (known.failed) break;
      step = signal?.aborted ? cancel(run) : await act(run, known);
    }
  } catch (error) {
    // A listener that throws, or a transport that refuses to send, leaves a call that nobody will go on with, and perhaps a stream.
    call.cancel(host.clock.now());
    discard(run.body);
    throw error;
  }
  throw fromCore(known.failed, run.cause);
}

/** How a call ended well: with its `data`; of a stream with the `body` instead, which nobody has read. */
class Outcome {
  #step;

  constructor({ data, headers, body }, step) {
    this.data = data;
    this.headers = headers;
    this.body = body;
    this.#step = step;
  }

  /** What the core says of it. Read when somebody asks, since most do not. */
  get facts() {
    return camelCased(JSON.parse(this.#step).done);
  }
}

/** Hands on what a machine of the core did. */
export function tell(host, machine) {
  if (host.onEvent === undefined) return;
  for (const event of camelCased(JSON.parse(machine.drainEvents()))) host.onEvent(event);
}

/** Does what a step says, and tells the call what came of it. */
function act(run, step) {
  if (step.send) return send(run, step.send);
  if (step.wait) return sleep(run, step.wait);
  return step.need_token ? provide(run) : reserve(run, step.reserve);
}

async function sleep({ host, call, signal }, { until_ms }) {
  await sleepUntil(host.clock, until_ms, signal);
  return call.woke(host.clock.now());
}

function cancel(run) {
  run.cause = run.signal.reason;
  return run.call.cancel(run.host.clock.now());
}

async function send(run, sending) {
  const { host, call, signal } = run;
  const attempt = new Attempt(host.clock, sending.timeout_ms, signal);
  try {
    return await attempt.outcome(exchange(run, sending, attempt.signal));
  } catch (error) {
    if (signal?.aborted) return cancel(run);
    // What the transport refuses to send, as a cassette does, was not lost on its way.
    if (error instanceof ArgumentError) throw error;
    const { kind, sent, message } = attempt.isLate ? { kind: "timeout", sent: "maybe", message: "" } : asFailure(error);
    run.cause = error;
    return guarded(() => call.lost(host.clock.now(), sending.attempt, kind, sent, message));
  } finally {
    attempt.end();
  }
}

/** Sends, and tells the call what comes: the head first, since it says what becomes of the body. */
async function exchange(run, { attempt, method, url, headers, has_body, max_body_bytes, stream }, signal) {
  const { host, call } = run;
  const body = has_body ? call.body() : undefined;
  const answer = await host.transport({ method, url, headers, body, stream, maxBodyBytes: max_body_bytes }, signal);
  // Whoever came too late is heard by nobody.
  if (signal.aborted) discard(answer?.body);
  signal.throwIfAborted();
  if (!Number.isInteger(answer?.status)) throw new TransportFailure("the transport gave an answer without a status", { kind: "protocol" });
  run.headers = answer.headers;
  const step = call.head(host.clock.now(), attempt, answer.status, lines(answer.headers));
  const { read: reading, collect, done } = JSON.parse(step);
  if (!reading && !collect) {
    // A stream whose head is good is the caller's to read; any other body is of no use to anybody.
    if (done) run.body = answer.body;
    else discard(answer.body);
    return step;
  }
  const bytes = await bytesOf(answer.body, collect?.max_bytes ?? max_body_bytes, signal);
  signal.throwIfAborted();
  const data = reading && read(reading.form, bytes);
  if (data !== undefined) {
    run.data = data;
    return call.read(host.clock.now(), attempt, bytes.length);
  }
  const judged = call.collected(host.clock.now(), attempt, bytes);
  // Only a strict client has successes read by the core, and they are JSON then.
  if (judged.startsWith(DONE)) run.data = bytes.length > 0 ? parse(bytes) : null;
  return judged;
}

async function provide(run) {
  const { host, call, signal } = run;
  let token;
  try {
    token = await unlessAborted(host.provider(), signal);
    // The token is not shown where it is wrong: it may be in a wrapper.
    if (typeof token !== "string") throw new TypeError(`the provider gave a token that is no string but ${described(token)}`);
  } catch (error) {
    if (signal?.aborted) return cancel(run);
    run.cause = error;
    return call.noToken(host.clock.now(), error?.message || String(error));
  }
  return call.token(host.clock.now(), token);
}

async function reserve(run, reservation) {
  const { host, call, signal } = run;
  const attempt = new Attempt(host.clock, reservation.timeout_ms, signal);
  let reply;
  try {
    reply = (await attempt.outcome(host.fleet.reserve(reservation))).map(Number);
  } catch (error) {
    if (signal?.aborted) return cancel(run);
    run.cause = error;
    return call.unavailable(host.clock.now(), error?.message || String(error));
  } finally {
    attempt.end();
  }
  return call.reserved(host.clock.now(), reply);
}
