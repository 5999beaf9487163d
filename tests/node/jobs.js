/** Runs vectors of jobs, which are a machine of their own. */

import assert from "node:assert/strict";

import * as exact from "./exact.js";
import { attempt, bytes, clientOf, compare, compareEvents, flat, lines, partsOf, Refusal, refuses } from "./vectors.js";

/** The folders of these vectors. */
export const FOLDERS = ["jobs"];

/** Runs one vector. */
export function run(engine, vector) {
  const client = clientOf(engine, vector.config);
  if (!vector.steps) return refuses(vector.expect.error, () => begin(client, vector));
  const script = new Script(client, begin(client, vector));
  for (const line of vector.steps) script.play(line);
  return undefined;
}

function begin(client, { call, resume }) {
  const { options = {}, seed = 0, operation, handle } = call ?? resume;
  if (call) return attempt(() => client.job(operation, partsOf(call), new Uint8Array(), exact.write(options), seed));
  return attempt(() => client.resumeJob(typeof handle === "string" ? handle : exact.write(handle), exact.write(options), seed));
}

/** A job, and the call of it that is under way. */
class Script {
  #client;
  #job;
  #call;

  constructor(client, job) {
    this.#client = client;
    this.#job = job;
  }

  play(line) {
    const { now } = line;
    const [verb, wanted] = Object.entries(line).find(([verb]) => verb !== "now");
    if (["response", "lost", "abandoned"].includes(verb)) return this.#report(line, now);
    const work = () => this.#act(verb, now);
    if (verb === "failed") return refuses(wanted, work);
    if (wanted?.error) return refuses(wanted.error, work);
    const actual = work();
    if (verb === "events") return compareEvents(actual, wanted);
    if (verb === "handle" || wanted === null || typeof wanted !== "object") return assert.deepEqual(actual, wanted);
    return compare(actual, wanted);
  }

  #act(verb, now) {
    if (verb === "events") return this.#job.drainEvents();
    if (verb === "download")
      return first(
        attempt(() => this.#job.download(this.#client)),
        now,
      );
    if (verb === "handle") return this.#job.handle ? exact.parse(this.#job.handle) : null;
    if (verb === "id" || verb === "status") return this.#job[verb] ?? null;
    if (verb !== "cancel") return this.#next(verb, now);
    attempt(() => this.#job.cancel());
    return "ok";
  }

  #next(verb, now) {
    const step = JSON.parse(this.#job.next(this.#client, now));
    if (step.failed) throw new Refusal(step.failed);
    const expected = { asks: "call", waits: "wait", finished: "finished", failed: "failed" }[verb];
    assert.deepEqual(Object.keys(step), [expected]);
    if (step.finished) return step.finished.end;
    if (step.wait) return step.wait;
    this.#call = this.#job.call();
    assert.equal(this.#job.call(), null, "a call is handed out once");
    return first(this.#call, now);
  }

  /** Ends the call as the line says, and tells the job. */
  #report(line, now) {
    const step = JSON.parse(end(this.#call, line, now));
    assert.ok(step.done || step.failed, "the call goes on");
    if (step.failed) return this.#job.failed(now, this.#call);
    const body = bytes(line.response.body);
    return attempt(() => this.#job.answered(now, body.length > 0 ? new TextDecoder().decode(body) : null, line.retry_after_ms));
  }
}

function end(call, { response, lost }, now) {
  if (response) return call.answered(now, 1, response.status, lines(response.headers), bytes(response.body));
  return lost ? call.lost(now, 1, lost.kind, lost.sent, lost.message ?? "") : call.cancel(now);
}

/** What a call sends first. */
function first(call, now) {
  const { send } = JSON.parse(call.start(now));
  const accept = send.headers.find(([name]) => name === "Accept")?.[1] ?? null;
  return { ...flat(send), accept, body: send.has_body ? exact.parse(new TextDecoder().decode(call.body())) : null };
}
