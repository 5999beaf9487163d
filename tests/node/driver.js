/** Runs the steps of vectors through what drives calls: the face's own loop, with the vector as its clock, its transport, its store and its provider. */

import assert from "node:assert/strict";

import * as exact from "./exact.js";
import { bytes, compare, compareEvents, flat } from "./vectors.js";
import { setup, start } from "./machine.js";

/** Whether a vector has steps, and not those of a host that errs or gives up before it began, which no driver does. */
export const isDriven = ({ steps }) =>
  steps?.[0].input === "start" &&
  !steps.some(({ input, expect }) => expect.failed?.kind === "misuse" || "attempt" in (input.response ?? {}));

/** Runs one vector with the face of an engine: `Intercom` and `TransportFailure`. */
export async function run(engine, face, vector) {
  const host = new Host(engine, face);
  const made = setup(engine, vector);
  const calls = new Map();
  for (const line of vector.steps) {
    const number = line.call ?? 0;
    host.now = Number(line.now);
    if (!calls.has(number)) calls.set(number, new Driven(host, start(made, number)));
    const driven = calls.get(number);
    driven.take(line.input);
    await turns();
    driven.compare(line);
  }
  for (const driven of calls.values()) await driven.end();
}

/** The methods by which a call is told something, and answers with a step. */
const TOLD = ["start", "head", "read", "collected", "lost", "woke", "token", "noToken", "reserved", "unavailable", "cancel"];

/** What runs without a socket has come as far as it can after so many turns. */
async function turns() {
  for (let turn = 0; turn < 50; turn += 1) await undefined;
}

/** What all calls of a vector have in common. */
class Host {
  now = 0;
  #engine;
  #face;

  constructor(engine, face) {
    this.#engine = engine;
    this.#face = face;
  }

  failure({ message, ...options }) {
    return new this.#face.TransportFailure(message ?? "", options);
  }

  /** Sends a call that was started elsewhere, by a client whose every question is one for `driven`. */
  send(call, driven, signal) {
    const { Client } = this.#engine;
    const { startRaw } = Client.prototype;
    const client = new this.#face.Intercom({
      baseUrl: "http://localhost:1",
      token: () => driven.ask("need_token"),
      dangerouslyAllowBrowser: true,
      transport: (request, signal) => driven.ask("send", { request, signal }),
      clock: { now: () => this.now, after: (milliseconds, ring) => driven.alarm(milliseconds, ring) },
      fleet: {
        name: "vectors",
        redis: { evalsha: (_sha1, _count, key, ...texts) => driven.ask("reserve", { key, texts }), eval: assert.fail },
      },
      onEvent: (event) => driven.events.push(event),
    });
    Client.prototype.startRaw = () => call;
    try {
      return client.request("GET", "/", {}, { signal }).withResponse();
    } finally {
      Client.prototype.startRaw = startRaw;
    }
  }
}

/** One call of a vector, and what its driver waits for. */
class Driven {
  events = [];
  #host;
  #call;
  /** What the engine said last. */
  #step;
  #waits;
  #alarm;
  #body;
  #controller = new AbortController();

  constructor(host, call) {
    this.#host = host;
    this.#call = call;
  }

  /** Asks the vector for something, which comes with one of its next lines. */
  ask(what, about) {
    return new Promise((resolve, reject) => {
      this.#waits = { what, ...about, resolve, reject };
    });
  }

  /** Of the alarms of a call, one at most is set. */
  alarm(milliseconds, ring) {
    assert.equal(this.#alarm, undefined, "there are two alarms at once");
    this.#alarm = { milliseconds, ring };
    if (this.#waits === undefined) this.#waits = { what: "wait" };
    const own = this.#alarm;
    return () => {
      if (this.#alarm === own) this.#alarm = undefined;
    };
  }

  /** Hands in what a line of the vector says. */
  take(input) {
    const [[name, value]] = typeof input === "string" ? [[input]] : Object.entries(input);
    if (name === "start") return this.#start();
    if (name === "cancel") return this.#controller.abort(new Error("enough"));
    if (name === "woke") return this.#ring("wait");
    const { what, resolve, reject } = this.#waits;
    if (name === "lost") return this.#lose(value);
    if (name === "response" && what === "body") return this.#bring(bytes(value.body));
    const wanted = {
      token: "need_token",
      no_token: "need_token",
      reserved: "reserve",
      unavailable: "reserve",
      head: "send",
      response: "send",
    };
    assert.equal(what, wanted[name], `${name} comes where the driver waits for ${what}`);
    this.#waits = undefined;
    if (name === "token" || name === "reserved") return resolve(value);
    if (name === "no_token" || name === "unavailable") return reject(new Error(value));
    return resolve({ status: value.status, headers: value.headers, body: name === "head" ? this.#stream() : bytes(value.body) });
  }

  /** Holds what the driver asks for against what the engine told it to, and both against what the line expects. */
  compare({ expect, events }) {
    const [[name, fields]] = Object.entries(expect);
    assert.deepEqual(Object.keys(this.#step), [name], JSON.stringify(this.#step));
    const step = this.#step[name];
    compare(flat(step), fields);
    const { what, request, key, texts, outcome, error } = this.#waits ?? {};
    assert.equal(what, { collect: "body", read: "body" }[name] ?? name);
    const alarm = this.#alarm?.milliseconds;
    if (name === "send") {
      assert.deepEqual(
        [request.method, request.url, request.headers, request.body !== undefined, request.stream, request.maxBodyBytes, alarm],
        [step.method, step.url, step.headers, step.has_body, step.stream, step.max_body_bytes, step.timeout_ms],
      );
    } else if (name === "wait") assert.equal(alarm, Math.max(0, step.until_ms - this.#host.now));
    else if (name === "reserve") assert.deepEqual([key, texts, alarm], [step.key, step.arguments, step.timeout_ms]);
    else if (name === "done") compareOutcome(outcome, step);
    else if (name === "failed") compare(flat(snaked({ ...error, message: error.reason, text: error.message })), fields);
    compareEvents(exact.write(snaked(this.events.splice(0))), events);
  }

  /** Lets go of a call that the vector leaves, after which nothing of it is left. */
  async end() {
    this.#controller.abort();
    await turns();
    assert.ok(["done", "failed"].includes(this.#waits?.what), "the driver ends when its caller says so");
    assert.equal(this.#alarm, undefined, "no alarm outlives a call");
  }

  #start() {
    // On the machine itself and not around it, since the driver lets go of it by its identity.
    for (const name of TOLD) {
      const tell = this.#call[name].bind(this.#call);
      this.#call[name] = (...given) => {
        const said = tell(...given);
        this.#step = JSON.parse(said);
        this.#waits = undefined;
        return said;
      };
    }
    this.#host.send(this.#call, this, this.#controller.signal).then(
      (outcome) => {
        this.#waits = { what: "done", outcome };
      },
      (error) => {
        this.#waits = { what: "failed", error };
      },
    );
  }

  #ring(what) {
    assert.equal(this.#waits.what, what);
    const { ring } = this.#alarm;
    this.#alarm = undefined;
    ring();
  }

  /** What is late is lost by the driver's own alarm, everything else by the transport. */
  #lose(lost) {
    const { what, reject } = this.#waits;
    const isLate = lost.kind === "timeout" && lost.sent === "maybe" && !lost.message;
    if (isLate) return this.#ring(what);
    const failure = this.#host.failure(lost);
    if (what === "body") return this.#body.error(failure);
    assert.equal(what, "send");
    return reject(failure);
  }

  /** A body whose bytes come with a later line. */
  #stream() {
    const pull = (controller) => {
      this.#body = controller;
      this.#waits = { what: "body" };
    };
    return new ReadableStream({ pull }, { highWaterMark: 0 });
  }

  #bring(content) {
    if (content.length > 0) this.#body.enqueue(content);
    this.#body.close();
  }
}

/** What is kept for jobs is not shown to callers. */
function compareOutcome({ data, headers, ...facts }, { retry_after_ms, ...known }) {
  assert.deepEqual(snaked(facts), known);
}

/** What the face says, in the words of the engine. */
function snaked(value) {
  if (Array.isArray(value)) return value.map(snaked);
  if (value === null || typeof value !== "object") return value;
  const named = Object.entries(value).map(([name, member]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    snaked(member),
  ]);
  return Object.fromEntries(named);
}
