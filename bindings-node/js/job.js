/** A job of the API, followed to its end. */

import { unlessAborted } from "./attempt.js";
import { Download } from "./download.js";
import { drive, follow, tell } from "./drive.js";
import { leave } from "./engine.js";
import { ArgumentError, IntercomError } from "./errors.js";
import { aborted, fromCore, guarded } from "./failures.js";
import { seed } from "./seed.js";
import { sleepUntil } from "./clock.js";

/** How patiently a job is followed, among the options of a call, as the engine takes it. */
export const patience = ({ jobDeadlineMs, pollFromMs, pollToMs } = {}) =>
  JSON.stringify({ deadline_ms: jobDeadlineMs, poll_from_ms: pollFromMs, poll_to_ms: pollToMs });

/**
 * A job that was started: an export, a bulk change, a ticket to be made.
 *
 * Whatever goes wrong here, it goes on there. `handle` is a text that `client.resumeJob` takes in another process.
 */
export class Job {
  /** How it came to a good end: `complete`, `partial` when some items failed, `empty` when there was nothing to export. */
  end = null;
  /** The server's last word about it, such as `in_progress`. */
  status = null;
  /** The server's last answer about it. Of a job that makes no file, the last one is the result. */
  answer = null;
  #host;
  #core;
  #options;
  /** Whether the core is where nobody can go on with it. */
  #isLost = false;
  /** The end of the call that is under way, if one is. */
  #underWay;
  #cause;

  constructor(host, core, options = {}) {
    this.#host = host;
    this.#core = core;
    this.#options = options;
  }

  /** Starts a job, or throws why there is none. */
  static async start(host, core, options) {
    const job = new Job(host, core, options);
    if (job.#next().call) await job.#follow(options.signal);
    if (job.#core.handle === null) job.#next();
    return job;
  }

  /** The server's name for it. */
  get id() {
    return this.#core.id ?? "";
  }

  /** The text that resumes it. It holds no token and no host. */
  get handle() {
    return this.#core.handle ?? "";
  }

  /**
   * Follows the job to its end, and tells how it ended. After whatever interrupted it, `wait` may be called again.
   *
   * `deadlineMs` is the time for that, by default an hour from its start; `progress` is called with the job after each look at it.
   * Throws JobError when the job failed or was canceled.
   */
  async wait({ signal, progress, deadlineMs } = {}) {
    await this.#idle(signal);
    if (deadlineMs !== undefined && this.end === null) this.#isLost = true;
    for (; this.end === null; await this.#idle(signal)) {
      if (this.#isLost) this.#resume(deadlineMs);
      const step = this.#next();
      if (step.finished) this.end = step.finished.end;
      else if (step.wait) await this.#sleep(step.wait.until_ms, signal);
      else {
        await this.#follow(signal);
        progress?.(this);
      }
    }
    return this.end;
  }

  /** Asks Intercom to cancel the job. It ends when the server says so, which `wait` sees. */
  async cancel({ signal } = {}) {
    await this.#idle(signal);
    if (this.#isLost) this.#resume();
    guarded(() => this.#core.cancel());
    if (this.#next().call) await this.#follow(signal);
    if (this.#cause !== undefined) this.#next();
  }

  /** Downloads what the finished job made. Its bytes come when they are read. */
  async download({ signal, progress } = {}) {
    const done = await drive(
      this.#host,
      guarded(() => this.#core.download(this.#host.engine)),
      signal,
    );
    return new Download(this.#host, done, { signal, progress });
  }

  /** What `JSON.stringify` shows. */
  toJSON() {
    return { id: this.id, status: this.status, end: this.end, handle: this.handle };
  }

  #next() {
    const step = JSON.parse(this.#core.next(this.#host.engine, this.#host.clock.now()));
    this.#isLost = true;
    tell(this.#host, this.#core);
    if (step.failed) throw fromCore(step.failed, this.#cause);
    this.#isLost = false;
    return step;
  }

  /** Waits for the call that is under way, whoever asked for it: a job has one at a time. */
  async #idle(signal) {
    while (this.#underWay !== undefined) {
      await unlessAborted(this.#underWay, signal).catch(() => {});
      unlessEnded(signal);
    }
  }

  /** Drives a call of the job to its end. What comes of it is the job's to judge, but for what interrupted it. */
  async #follow(signal) {
    this.#cause = undefined;
    const call = this.#core.call();
    const now = () => this.#host.clock.now();
    let end;
    this.#underWay = new Promise((resolve) => {
      end = resolve;
    });
    try {
      const { data, facts } = await follow(this.#host, call, signal);
      const text = data === null ? undefined : JSON.stringify(data);
      guarded(() => this.#core.answered(now(), text, facts.retryAfterMs ?? undefined));
      this.status = this.#core.status ?? null;
      this.answer = data;
    } catch (error) {
      this.#core.failed(now(), call);
      if (!(error instanceof IntercomError) || error instanceof ArgumentError || signal?.aborted) {
        this.#isLost = true;
        throw error;
      }
      this.#cause = error;
    } finally {
      leave(call);
      this.#underWay = undefined;
      end();
    }
    tell(this.#host, this.#core);
  }

  async #sleep(until, signal) {
    await sleepUntil(this.#host.clock, until, signal);
    unlessEnded(signal);
  }

  /** Follows it anew, by its handle. */
  #resume(deadlineMs) {
    const options = patience({ ...this.#options, ...(deadlineMs !== undefined && { jobDeadlineMs: deadlineMs }) });
    const before = this.#core;
    this.#core = guarded(() => this.#host.engine.resumeJob(this.handle, options, seed()));
    leave(before);
    this.#isLost = false;
    this.#cause = undefined;
  }
}

function unlessEnded(signal) {
  if (signal?.aborted) throw aborted(signal.reason, "the caller's signal ended the wait; the job goes on, and may be waited for again");
}
