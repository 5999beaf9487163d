"use strict";

/** For tests: what went over the wire once, recorded and played again, and time that passes at once. `testing.d.ts` tells of it. */

const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");

const { ArgumentError, Intercom, TransportFailure } = require("./dist/index.cjs");
const engine = require("./native.cjs");

const { asFailure, asHeaders, fetching, guarded } = Intercom[Symbol.for("entryphone.testing")];

const MODES = ["once", "none", "all", "append"];
const PIECE_BYTES = 64 << 10;

exports.cassette = (path, { mode = "once", ...options } = {}) => {
  if (!MODES.includes(mode)) throw new ArgumentError(`mode must be one of ${MODES.join(", ")}, not ${JSON.stringify(mode)}`);
  if (mode === "none" || (mode === "once" && existsSync(path))) return exports.replay(path);
  return exports.record(path, { ...options, append: mode === "append" });
};

exports.record = (path, { fetch, transport, clock, hide = [], append = false } = {}) => {
  const send = transport ?? fetching(fetch);
  const goesOn = append && existsSync(path);
  // A text is one name; as names it would be its letters, and hide nothing.
  const names = typeof hide === "string" ? [hide] : [...hide];
  // What goes on hides what was hidden from the beginning.
  const tape = guarded(() => new engine.Cassette(JSON.stringify(names), goesOn ? readFileSync(path, "utf8") : null));
  if (!goesOn) writeFileSync(path, tape.head());
  const now = clock?.now ?? (() => performance.now());
  const began = now();

  const take = (request) => {
    const startedAt = now();
    let isWritten = false;
    return (heard, body = new Uint8Array()) => {
      if (isWritten) return;
      isWritten = true;
      const times = { at_ms: Math.round(startedAt - began), took_ms: Math.round(now() - startedAt) };
      appendFileSync(
        path,
        guarded(() => tape.line(factsOf(request), request.body, JSON.stringify({ ...times, ...heard }), body)),
      );
    };
  };

  return {
    clock,
    async transport(request, signal) {
      const write = take(request);
      let answer;
      try {
        answer = await send(request, signal);
      } catch (error) {
        write({ lost: lostBy(error, signal) });
        throw error;
      }
      const heard = { status: answer.status, headers: pairs(answer.headers) };
      return { status: answer.status, headers: answer.headers, body: kept(answer.body, heard, write, signal) };
    },
  };
};

exports.replay = (path) => {
  const tape = guarded(() => new engine.Cassette("[]", readFileSync(path, "utf8")));
  const clock = new VirtualClock();
  return {
    clock,
    get left() {
      return tape.left;
    },
    async transport(request) {
      const { took_ms, status, headers, lost } = JSON.parse(guarded(() => tape.play(factsOf(request), request.body)));
      const body = tape.body();
      await new Promise((resolve) => clock.after(took_ms, resolve));
      if (status === null) throw failure(lost);
      return { status, headers, body: played(body, lost) };
    },
  };
};

/** Time that passes only when nobody is busy: then it jumps to what is waited for next. */
class VirtualClock {
  /** How long was waited, in milliseconds. */
  slept = [];
  /** Whether time stands still. */
  isStopped = false;
  #now = 0;
  #alarms = new Set();
  #busy = 0;

  now = () => this.#now;

  after = (milliseconds, callback) => {
    const alarm = { at: this.#now + milliseconds, callback };
    this.#alarms.add(alarm);
    this.#tick(alarm);
    return () => this.#alarms.delete(alarm);
  };

  /** How many alarms are set. */
  get pending() {
    return this.#alarms.size;
  }

  /** Lets no time pass until the function that is returned is called. */
  hold() {
    this.#busy += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.#busy -= 1;
      isHeld = false;
    };
  }

  /** What runs without a socket is done within a few turns of the event loop. */
  #tick(alarm, turns = 20) {
    setImmediate(() => {
      if (!this.#alarms.has(alarm) || this.isStopped) return;
      const isFirst = [...this.#alarms].every((other) => other === alarm || other.at > alarm.at);
      if (this.#busy > 0 || !isFirst) return this.#tick(alarm);
      if (turns > 0) return this.#tick(alarm, turns - 1);
      this.#alarms.delete(alarm);
      this.slept.push(alarm.at - this.#now);
      this.#now = alarm.at;
      alarm.callback();
    });
  }
}

exports.VirtualClock = VirtualClock;

const factsOf = ({ method, url, headers }) => JSON.stringify({ method, url, headers });

const pairs = (headers) => [...asHeaders(headers)];

/** What of an answer's body is read, and written when that is over. */
function kept(body, heard, write, signal) {
  const chunks = [];
  const bytes = () => Buffer.concat(chunks);
  if (body === undefined || body === null) {
    write(heard);
    return body;
  }
  const reader = streamOf(body).getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        let read;
        try {
          read = await reader.read();
        } catch (error) {
          write({ ...heard, lost: lostBy(error, signal) }, bytes());
          throw error;
        }
        if (read.done) {
          write(heard, bytes());
          return controller.close();
        }
        chunks.push(read.value);
        controller.enqueue(read.value);
      },
      // Whoever stops early is given as much when it is played.
      cancel(reason) {
        write(heard, bytes());
        return reader.cancel(reason);
      },
    },
    // Nothing is read before somebody asks for it.
    { highWaterMark: 0 },
  );
}

/** The stream of a body, which may be one, or bytes, a text, or what brings chunks. */
function streamOf(body) {
  if (body instanceof ReadableStream) return body;
  return typeof body[Symbol.asyncIterator] === "function" ? ReadableStream.from(body) : new Response(body).body;
}

/** A body that comes in pieces, and breaks off when it was lost. */
function played(body, lost) {
  if (lost === null) return body;
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at >= body.length) throw failure(lost);
        controller.enqueue(new Uint8Array(body.subarray(at, at + PIECE_BYTES)));
        at += PIECE_BYTES;
      },
    },
    { highWaterMark: 0 },
  );
}

const failure = ({ kind, sent, message }) => new TransportFailure(message, { kind, sent });

/** What is written of a failure: what the client will make of it. */
function lostBy(error, signal) {
  const { kind, sent, message } = asFailure(error);
  return { kind: signal.reason?.name === "TimeoutError" ? "timeout" : kind, sent, message };
}
