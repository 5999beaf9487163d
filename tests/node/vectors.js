/** What the runners of vectors share: reading them, and comparing what came out. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import * as exact from "./exact.js";

const FOLDER = new URL("../vectors/", import.meta.url);

/** The folders of vectors. */
export const folders = () =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

/** Makes a test of each vector of a folder, or of some of them. One that is an exception must fail. */
export function testFolder(folder, run, isWanted = () => true) {
  const exceptions = JSON.parse(readFileSync(new URL("exceptions.json", FOLDER), "utf8")).javascript ?? {};
  for (const file of readdirSync(new URL(`${folder}/`, FOLDER)).sort()) {
    for (const vector of exact.parse(readFileSync(new URL(`${folder}/${file}`, FOLDER), "utf8")).vectors) {
      if (!isWanted(vector)) continue;
      test(`${folder}/${file}: ${vector.name}`, async () => {
        const running = async () => run(vector);
        if (vector.name in exceptions) await assert.rejects(running, "an exception that passes is to be taken out");
        else await running();
      });
    }
  }
}

/** The client that a vector's config describes. */
export function clientOf(engine, config) {
  return attempt(() => new engine.Client(exact.write({ token: "test-token", ...config }), false));
}

/** The parts of a vector's call, as the engine takes them. */
export function partsOf({ operation, request, seed, options, arguments: named, ...parts }) {
  return exact.write(named === undefined ? parts : { ...parts, named });
}

/** Calls into the engine; a refusal is thrown as the object it describes. */
export function attempt(work) {
  try {
    return work();
  } catch (failure) {
    throw typeof failure?.message === "string" && failure.message.startsWith('{"kind":')
      ? new Refusal(JSON.parse(failure.message))
      : failure;
  }
}

/** An error of the engine. */
export class Refusal extends Error {
  constructor(fields) {
    super(fields.text);
    this.fields = fields;
  }
}

/** Runs something that must be refused with these fields, and gives all of them. */
export function refuses(expected, work) {
  let outcome;
  try {
    outcome = work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    compare(flat(error.fields), expected);
    return error.fields;
  }
  return assert.fail(`it was not refused: ${JSON.stringify(outcome)}`);
}

/** The fields of a step or an error as vectors name them. */
export function flat(fields) {
  const described = { ...fields };
  if (Array.isArray(fields.attempts)) described.attempts = fields.attempts.length;
  if (Array.isArray(fields.headers)) {
    described.authorization = fields.headers.find(([name]) => name === "Authorization")?.[1] ?? null;
  }
  return described;
}

/** Compares the named fields; `…_has` names a part of a text, and `{from, to}` a range. */
export function compare(actual, expected) {
  for (const [name, wanted] of Object.entries(expected)) {
    if (name.endsWith("_has")) {
      assert.ok(actual[name.slice(0, -4)].includes(wanted), `${name}: ${wanted} in ${actual[name.slice(0, -4)]}`);
    } else if (wanted !== null && typeof wanted === "object" && "from" in wanted) {
      assert.ok(wanted.from <= actual[name] && actual[name] <= wanted.to, `${name}: ${actual[name]}`);
    } else {
      assert.deepEqual(actual[name], wanted, `${name} in ${exact.write(actual)}`);
    }
  }
}

/** Compares what a machine recorded with all that it should have. */
export function compareEvents(events, expected) {
  if (expected === undefined) return;
  const actual = exact.parse(events);
  assert.deepEqual(
    actual.map(({ event }) => event),
    expected.map(({ event }) => event),
  );
  for (const [at, wanted] of expected.entries()) compare(actual[at], wanted);
}

/** A request as vectors write it. */
export function wire(send, body) {
  const headers = Object.fromEntries(send.headers.map(([name, value]) => [name.toLowerCase(), value]));
  assert.ok(headers["user-agent"], "every request says who sends it");
  delete headers["user-agent"];
  const text = send.has_body ? new TextDecoder().decode(body) : null;
  const [contentType, boundary] = (headers["content-type"] ?? "").split("; boundary=");
  if (boundary === undefined) return { method: send.method, url: send.url, headers, body: text && exact.parse(text) };
  headers["content-type"] = contentType;
  const parts = [...text.matchAll(/name="([^"]*)".*?\r\n\r\n(.*?)\r\n--/gs)];
  const multipart = parts.map(([, name, value]) => ({ name, value }));
  return { method: send.method, url: send.url, headers, body: { multipart } };
}

/** Headers as the engine takes them. */
export const lines = (pairs) => (pairs ?? []).map(([name, value]) => `${name}:${value}\n`).join("");

/** A body as bytes: a string as it is, anything else as JSON. */
export const bytes = (body) => new TextEncoder().encode(typeof body === "string" ? body : (exact.write(body) ?? ""));
