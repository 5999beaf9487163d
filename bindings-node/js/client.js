/** The client. */

import { drive } from "./drive.js";
import { engine } from "./engine.js";
import { guarded, refused } from "./failures.js";
import { Host, NO_OPTIONS } from "./host.js";
import { Job, patience } from "./job.js";
import { isScalar, NOTHING, withExtras, written } from "./parts.js";
import { Prepared } from "./prepared.js";
import { answerOf, define, misspelled } from "./resource.js";
import { Answer } from "./response.js";
import { seed } from "./seed.js";
import { toSnake } from "./spelling.js";

/** What a client keeps out of sight. */
export let hostOf;

/** A client for Intercom's REST API. Every resource is a member, and every operation a method of its resource. */
export class Intercom {
  #host;

  static {
    hostOf = (client) => {
      if (!(#host in client)) throw refused("this is no client; it is made with new Intercom()");
      return client.#host;
    };
  }

  constructor(options = {}) {
    // The engine of a page may be loaded after this file, but not after its first client.
    if (!Object.hasOwn(Intercom.prototype, "contacts")) define(Intercom.prototype, "", hostOf);
    this.#host = options instanceof Host ? options : Host.of(options);
  }

  /** The version of the API this client speaks. */
  get version() {
    return this.#host.engine.version;
  }

  /** Where requests go. */
  get baseUrl() {
    return this.#host.engine.baseUrl;
  }

  /** A client with some settings changed. It shares what this one has learned. */
  withOptions(options) {
    return new Intercom(this.#host.derived(options));
  }

  /** Calls an operation by its id, such as `contacts.update`, with `{ path, query, body }`. */
  call(operation, parts = {}, options = NO_OPTIONS) {
    return answerOf(this.#host, rowOf(this.#host, operation), () => ({ text: textOf(parts, options), bytes: NOTHING, options }));
  }

  /** Makes the request of an operation without sending it. */
  prepare(operation, parts = {}, options = NO_OPTIONS) {
    return new Prepared(guarded(() => this.#host.with(options).engine.prepare(idOf(operation), textOf(parts, options), NOTHING)));
  }

  /** Sends any method to any path below the base URL, past the catalog, with `{ query, body }`. */
  request(method, path, parts = {}, options = NO_OPTIONS) {
    const start = async () => {
      const host = this.#host.with(options);
      return drive(
        host,
        guarded(() => host.engine.startRaw(method, path, textOf(parts, options), seed())),
        options.signal,
      );
    };
    return Answer.of(start());
  }

  /** Starts a job, such as `data_export.create`, with the arguments of its operation. */
  async job(operation, params = {}, options = NO_OPTIONS) {
    const host = this.#host.with(options);
    const text = written(withExtras({ named: params }, options));
    return Job.start(
      host,
      guarded(() => host.engine.job(idOf(operation), text, NOTHING, patience(options), seed())),
      options,
    );
  }

  /** Follows a job that was started before, here or elsewhere, by its handle. */
  resumeJob(handle, options = NO_OPTIONS) {
    const host = this.#host.with(options);
    return new Job(
      host,
      guarded(() => host.engine.resumeJob(handle, patience(options), seed())),
      options,
    );
  }

  /** What `JSON.stringify` and `console.log` show. */
  toJSON() {
    return { version: this.version, baseUrl: this.baseUrl };
  }
}

Object.setPrototypeOf(Intercom.prototype, misspelled(""));

const textOf = (parts, options) => {
  const path = isScalar(parts.path) ? [String(parts.path)] : parts.path;
  return written(withExtras({ ...parts, path }, options));
};

const idOf = (operation) => toSnake(String(operation));

function rowOf(host, operation) {
  const id = idOf(operation);
  // Of what is none, the engine says what may have been meant.
  return JSON.parse(engine.operation(id) ?? guarded(() => host.engine.prepare(id, "{}", NOTHING)));
}
