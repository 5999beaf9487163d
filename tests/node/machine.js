/** Runs vectors of the machine: what is prepared, steps of calls, listings. */

import assert from "node:assert/strict";

import * as exact from "./exact.js";
import { attempt, bytes, clientOf, compare, compareEvents, flat, lines, partsOf, refuses, wire } from "./vectors.js";

/** The folders of these vectors. */
export const FOLDERS = ["drift", "errors", "events", "pages", "repeats", "requests", "security", "versions"];

/** Runs one vector; a machine that is told heads first must do the same as one that is shown everything. */
export function run(engine, vector) {
  const error = vector.expect?.error;
  if (error) {
    return refuses(error, () => ("resume" in vector ? pagerOf(engine, vector) : start(setup(engine, vector))));
  }
  if (vector.pages) return runPages(engine, vector);
  if (vector.steps) {
    for (const isReadByHost of [false, true]) runSteps(setup(engine, vector), vector.steps, isReadByHost);
    return undefined;
  }
  const call = start(setup(engine, vector));
  const { send } = JSON.parse(call.start(0));
  return assert.deepEqual(wire(send, call.body()), vector.expect.request);
}

/** What a vector begins with. */
export function setup(engine, { config, call }) {
  return { client: clientOf(engine, config), call, parts: partsOf(call) };
}

/** The call of a vector with that number, not yet begun. */
export function start({ client, call, parts }, number = 0) {
  const seed = (call.seed ?? 0) + number;
  if (call.request) return attempt(() => client.startRaw(call.request.method, call.request.path, parts, seed));
  return attempt(() => client.start(call.operation, parts, new Uint8Array(), seed));
}

function runSteps(made, steps, isReadByHost) {
  const calls = new Map();
  for (const line of steps) {
    const number = line.call ?? 0;
    if (!calls.has(number)) calls.set(number, { call: start(made, number), attempt: 0 });
    const known = calls.get(number);
    const step = JSON.parse(feed(known, Number(line.now), line.input, isReadByHost));
    if (step.send) known.attempt = step.send.attempt;
    assert.deepEqual(Object.keys(step), Object.keys(line.expect), JSON.stringify(step));
    for (const [name, fields] of Object.entries(line.expect)) compare(flat(step[name]), fields);
    compareEvents(known.call.drainEvents(), line.events);
  }
}

function feed({ call, attempt: last }, now, input, isReadByHost) {
  if (typeof input === "string") return call[input](now);
  const [[name, value]] = Object.entries(input);
  if (name === "reserved") return call.reserved(now, value.map(Number));
  if (name === "token" || name === "unavailable") return call[name](now, value);
  if (name === "no_token") return call.noToken(now, value);
  const number = value.attempt ?? last;
  if (name === "lost") return attempt(() => call.lost(now, number, value.kind, value.sent, value.message ?? ""));
  if (name === "head") return call.head(now, number, value.status, lines(value.headers));
  const body = bytes(value.body);
  if (!isReadByHost) return call.answered(now, number, value.status, lines(value.headers), body);
  const step = call.head(now, number, value.status, lines(value.headers));
  const { read, collect } = JSON.parse(step);
  if (read && isOf(read.form, body)) return call.read(now, number, body.length);
  return read || collect ? call.collected(now, number, body) : step;
}

function isOf(form, body) {
  if (form !== "json" || body.length === 0) return true;
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    return true;
  } catch {
    return false;
  }
}

function pagerOf(engine, vector, made = setup(engine, vector), resume = vector.resume) {
  const pager = attempt(() => made.client.pages(made.call.operation, made.parts, resume, 0));
  if ("limit" in vector) pager.limit(vector.limit);
  return pager;
}

function runPages(engine, vector) {
  const made = setup(engine, vector);
  const pagers = new Map([[0, pagerOf(engine, vector, made)]]);
  let now = 0;
  for (const line of vector.pages) {
    now = line.now ?? now;
    const number = line.pager ?? 0;
    if (line.dropped) {
      // Which is what a face does whose caller breaks off; it cannot wait for a garbage collector.
      pagers.get(number).limit(0);
      pagers.delete(number);
      continue;
    }
    if (!pagers.has(number)) pagers.set(number, pagerOf(engine, vector, made));
    pagers.set(number, playPage(engine, made, pagers.get(number), line, now));
  }
  if (vector.end?.error) return refuses(vector.end.error, () => attempt(() => pagers.get(0).call(made.client, now, 0)));
  return assert.equal(pagers.get(0).isOver ? "over" : "more", vector.end);
}

function playPage(engine, made, pager, line, now) {
  if (line.asks) {
    const call = attempt(() => pager.call(made.client, now, 0));
    assert.ok(call, "the listing ended early");
    const { send } = JSON.parse(call.start(now));
    const body = send.has_body ? exact.parse(new TextDecoder().decode(call.body())) : null;
    compare({ url: send.url, body }, line.asks);
  }
  if (line.refuses) refuses(line.refuses, () => attempt(() => pager.call(made.client, now, 0)));
  if ("answer" in line) {
    const members = {};
    for (const name of engine.Pager.members().split(",")) {
      if (line.answer !== null && Object.hasOwn(Object(line.answer), name)) members[name] = line.answer[name];
    }
    const items = attempt(() => pager.turn(exact.write(members), itemsOf(line.answer, pager.itemsPath), now));
    compare({ items, restarted: false }, line.gives ?? {});
    compareEvents(pager.drainEvents(), line.events);
  } else if ("fails" in line) {
    const restarted = pager.fail(line.fails ?? undefined) ?? null;
    if ("gives" in line) {
      assert.equal(restarted === null, line.gives === null);
      compare({ items: 0, restarted }, line.gives ?? {});
    }
  }
  if (typeof line.checkpoint === "string") {
    assert.equal(
      attempt(() => pager.checkpoint()),
      line.checkpoint,
    );
    return pagerOf(engine, {}, made, line.checkpoint);
  }
  if (line.checkpoint) refuses(line.checkpoint.error, () => attempt(() => pager.checkpoint()));
  return pager;
}

function itemsOf(answer, path) {
  let place = answer;
  for (const name of path === "" ? [] : path.split(".")) {
    if (place === null) break;
    place = Object.hasOwn(Object(place), name) ? place[name] : undefined;
  }
  return place === null && path !== "" ? 0 : Array.isArray(place) ? place.length : undefined;
}
