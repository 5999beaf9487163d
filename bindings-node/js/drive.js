/** The loop that does what the core says. */

import { bytesOf, discard, parse, read } from "./body.js";
import { sleepUntil } from "./clock.js";
import { fromCore, guarded } from "./errors.js";
import { asFailure } from "./fetch.js";
import { camelCased } from "./spelling.js";

/**
 * Takes a call to its end. The result is what the core says of the answer, with its `headers` and its `data`; of a stream with the
 * `body` instead, which nobody has read.
 */
export async function drive(host, call, signal) {
  const run = { host, call, signal, cause: undefined, data: null, headers: undefined, body: undefined };
  let step = JSON.parse(call.start(host.clock.now()));
  for (;;) {
    tell(host, call);
    if (step.done) return { ...camelCased(step.done), data: run.data, headers: run.headers, body: run.body };
    if (step.failed) throw fromCore(step.failed, run.cause);
    step = JSON.parse(signal?.aborted ? cancel(run) : await act(run, step));
  }
}

/** Hands on what a machine of the core did. */
export function tell(host, machine) {
  if (host.onEvent === undefined) return;
  for (const event of JSON.parse(machine.drainEvents())) host.onEvent(event);
}

/** Does what a step says, and tells the call what came of it. */
async function act(run, step) {
  const { host, call, signal } = run;
  if (step.send) return send(run, step.send);
  if (step.wait) {
    await sleepUntil(host.clock, step.wait.until_ms, signal);
    return signal?.aborted ? cancel(run) : call.woke(host.clock.now());
  }
  if (step.need_token) return provide(run);
  if (step.reserve) return reserve(run, step.reserve);
  throw new Error(`the core asks for what this package does not know: ${Object.keys(step)}`);
}

function cancel(run) {
  run.cause = run.signal.reason;
  return run.call.cancel(run.host.clock.now());
}

async function send(run, { attempt, method, url, headers, has_body, timeout_ms, max_body_bytes, stream }) {
  const { host, call, signal } = run;
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  signal?.addEventListener("abort", abort, { once: true });
  let isLate = false;
  const stop = host.clock.after(timeout_ms, () => {
    isLate = true;
    controller.abort(new DOMException("the attempt took too long", "TimeoutError"));
  });
  try {
    const body = has_body ? call.body() : undefined;
    const answer = await host.transport({ method, url, headers, body, stream }, controller.signal);
    run.headers = answer.headers;
    const step = call.head(host.clock.now(), attempt, answer.status, lines(answer.headers));
    if (step.startsWith('{"read":')) return await readByUs(run, attempt, answer, JSON.parse(step).read.form, max_body_bytes);
    if (step.startsWith('{"collect":')) return await readByCore(run, attempt, answer, JSON.parse(step).collect.max_bytes);
    // A stream whose head is good is the caller's to read; any other body is of no use to anybody.
    if (step.startsWith('{"done":')) run.body = answer.body;
    else discard(answer.body);
    return step;
  } catch (error) {
    if (signal?.aborted) return cancel(run);
    const { kind, sent, message } = isLate ? { kind: "timeout", sent: "maybe", message: "" } : asFailure(error);
    run.cause = error;
    return guarded(() => call.lost(host.clock.now(), attempt, kind, sent, message));
  } finally {
    stop();
    signal?.removeEventListener("abort", abort);
  }
}

async function readByUs(run, attempt, answer, form, limit) {
  const bytes = await bytesOf(answer.body, limit);
  const data = read(form, bytes);
  if (data === undefined) return run.call.collected(run.host.clock.now(), attempt, bytes);
  run.data = data;
  return run.call.read(run.host.clock.now(), attempt, bytes.length);
}

async function readByCore(run, attempt, answer, limit) {
  const bytes = await bytesOf(answer.body, limit);
  const step = run.call.collected(run.host.clock.now(), attempt, bytes);
  // Only a strict client has successes read by the core, and they are JSON then.
  if (step.startsWith('{"done":')) run.data = bytes.length > 0 ? parse(bytes) : null;
  return step;
}

async function provide(run) {
  const { host, call } = run;
  let token;
  try {
    token = await host.provider();
  } catch (error) {
    run.cause = error;
    return call.noToken(host.clock.now(), error?.message || String(error));
  }
  return call.token(host.clock.now(), token);
}

async function reserve(run, { key, script, script_sha1, arguments: texts, timeout_ms }) {
  const { host, call } = run;
  let reply;
  try {
    reply = await host.fleet.reserve({ key, script, sha1: script_sha1, arguments: texts, timeoutMs: timeout_ms, clock: host.clock });
  } catch (error) {
    return call.unavailable(host.clock.now(), error?.message || String(error));
  }
  return call.reserved(host.clock.now(), reply);
}

/** Headers as the engine takes them: a line for each. */
export function lines(headers) {
  let text = "";
  for (const [name, value] of headers?.entries?.() ?? headers ?? []) text += `${name}:${value}\n`;
  return text;
}
