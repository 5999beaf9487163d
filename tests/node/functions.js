/** Runs vectors of what needs no machine: one function, what goes in, what comes out. */

import assert from "node:assert/strict";

import * as exact from "./exact.js";
import { attempt, bytes, clientOf, compare, lines, Refusal, refuses, wire } from "./vectors.js";

/** The folders of what only takes secrets. */
export const SIGNATURES = ["identity", "webhooks"];

/** The folders of these vectors. */
export const FOLDERS = ["downloads", "oauth", "search", ...SIGNATURES];

const SECRET = "very-secret";

/** Runs one vector. */
export function run(engine, vector) {
  if (vector.rows) return readRows(engine, vector);
  const name = Object.keys(RUNNERS).find((name) => name in vector);
  const work = () => RUNNERS[name](engine, vector[name], vector);
  if (vector.expect.error) {
    const error = refuses(vector.expect.error, work);
    return assert.ok(!JSON.stringify(error).includes(SECRET));
  }
  const outcome = work();
  const [[member, wanted]] = Object.entries(vector.expect);
  if (wanted === null || typeof wanted !== "object") return assert.deepEqual([member, outcome], [member, wanted]);
  if (wanted.summary) compare(outcome.summary, wanted.summary);
  return compare(outcome, { ...wanted, ...(wanted.summary && { summary: outcome.summary }) });
}

const RUNNERS = {
  unwrap: (engine, { body, headers, secrets }) =>
    JSON.parse(attempt(() => engine.webhookUnwrap(raw(body), textLines(headers), secrets.map(raw)))),
  sign: (engine, { body, secret }) => attempt(() => engine.webhookSign(raw(body), raw(secret))),
  user_hash: (engine, { secret, user }) => attempt(() => engine.userHash(raw(secret), user)),
  messenger_jwt: (engine, { secret, claims, expires_at }) =>
    attempt(() => engine.messengerJwt(raw(secret), JSON.stringify(claims), expires_at)),
  authorize_url: (engine, { region, client_id, state, redirect_uri }) =>
    attempt(() => engine.authorizeUrl(region, client_id, state, redirect_uri)),
  exchange,
  check: (engine, { resource, version, query, unchecked = [] }) => {
    attempt(() => engine.searchCheck(resource, version, JSON.stringify(query), JSON.stringify(unchecked)));
    return true;
  },
  download: watch,
};

/** A text stands for its UTF-8, an object for what is no text. */
function raw(value) {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if ("base64" in value) return Uint8Array.from(atob(value.base64), (letter) => letter.charCodeAt(0));
  return Uint8Array.from(value.hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

/** Headers whose values are bytes, which Node reads as Latin-1. */
const textLines = (pairs) => lines(pairs.map(([name, value]) => [name, String.fromCharCode(...raw(value))]));

function exchange(engine, { client_id, client_secret, code, config }, { answer, lost }) {
  const client = clientOf(engine, { token: null, ...config });
  const call = attempt(() => client.exchange(client_id, client_secret, code, 0));
  const { send } = JSON.parse(call.start(0));
  if (!answer && !lost) return wire(send, call.body());
  const step = JSON.parse(
    answer
      ? call.answered(1, 1, answer.status, lines(answer.headers), bytes(answer.body))
      : call.lost(1, 1, lost.kind, lost.sent, lost.message ?? ""),
  );
  if (step.failed) throw new Refusal(step.failed);
  return JSON.parse(attempt(() => engine.readGrant(new TextDecoder().decode(bytes(answer.body)))));
}

function watch(engine, { headers, decoded = false, verify = false, steps = [{ resume: true }] }, { expect }) {
  const download = new engine.Download(0, 200, lines(headers), decoded, verify);
  for (const step of steps.slice(0, -1)) attempt(() => watchStep(download, step));
  const last = () => attempt(() => watchStep(download, steps.at(-1)));
  if (expect.error) {
    const { message } = refuses(expect.error, last);
    refuses({ message }, () => attempt(() => download.onEnd()));
  }
  const summary = last();
  const { received, format = null, stallsAtMs: stalls_at_ms } = download;
  return { ...JSON.parse(download.head()), received, format, stalls_at_ms, summary: summary && JSON.parse(summary) };
}

function watchStep(download, { now = 0, chunk, length, check, resume }) {
  if (chunk !== undefined) return download.onChunk(now, raw(chunk));
  if (length !== undefined) return download.onLength(now, length);
  if (check) return download.check(now);
  return resume ? download.resume(now) : download.onEnd();
}

/** The files are looked at here, since an error may come after them. */
function readRows(engine, { rows: { syntax, chunks, max_row_bytes }, expect: { files = [], error } }) {
  const given = chunks.map(raw);
  const whole = Buffer.concat(given);
  for (const cut of [given, [whole], [...whole].map((byte) => Uint8Array.of(byte))]) {
    const found = [];
    const read = () => {
      const rows = attempt(() => new engine.Rows(syntax, max_row_bytes));
      for (const chunk of cut) drain(found, (isFirst) => rows.push(isFirst ? chunk : new Uint8Array()));
      drain(found, () => rows.finish());
    };
    if (error) refuses(error, read);
    else read();
    assert.deepEqual(found, files.map(valued));
  }
}

/** Lines of JSON are texts in vectors, and values when they have come over the border. */
const valued = (file) => (file.columns.length > 0 ? file : { ...file, rows: file.rows.map(([text]) => exact.parse(text)) });

function drain(files, step) {
  for (let isFirst = true, more = true; more; isFirst = false) {
    const { file, begins_file, more_follows, columns, rows } = exact.parse(attempt(() => step(isFirst)));
    if (begins_file) files.push({ file, columns, rows: [] });
    if (rows.length > 0) files.at(-1).rows.push(...rows);
    more = more_follows;
  }
}
