/** Reading the bodies of answers. */

import { TransportFailure } from "./fetch.js";
import { decode } from "./platform.js";

/** Reads bytes as text, whatever they are. */
export const lossy = new TextDecoder();

const encoder = new TextEncoder();

/** JavaScript's numbers hold integers of up to this many digits, whatever the digits are. */
const SAFE_DIGITS = 15;

/**
 * The value of a body of some form, or undefined when it is not of that form, which the core then judges. Nothing is null.
 */
export function read(form, bytes) {
  if (bytes.length === 0) return null;
  if (form === "bytes") return bytes;
  if (form === "text") return lossy.decode(bytes);
  try {
    return parse(bytes);
  } catch {
    return form === "json" ? undefined : null;
  }
}

/** JSON of bytes. An integer that a number cannot hold is a string of its digits, since it is an id. */
export function parse(bytes) {
  const text = decode(bytes);
  return JSON.parse(mayHoldUnsafeInteger(bytes) ? withQuotedIntegers(text) : text);
}

/** JSON of a text, likewise. */
export const parseText = (text) => JSON.parse(withQuotedIntegers(text));

/** The bytes that a caller gave in some form; undefined when it is none. */
export function asBytes(given) {
  if (given instanceof Uint8Array) return given;
  if (typeof given === "string") return encoder.encode(given);
  return given instanceof ArrayBuffer ? new Uint8Array(given) : undefined;
}

/**
 * The bytes of a body: a stream, bytes, or a text. It is read no further than to the limit, nor when the signal says that nobody wants it.
 *
 * Of one that is longer than the limit, a TransportFailure is thrown.
 */
export async function bytesOf(body, limit, signal) {
  const reader = readerOf(body);
  if (reader === undefined) return new Uint8Array();
  const chunks = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal?.throwIfAborted();
      if (done) return joined(chunks);
      if (!(value instanceof Uint8Array)) throw new TransportFailure("the body brought something that is no bytes", { kind: "protocol" });
      length += value.length;
      if (length > limit) throw new TransportFailure(`the body is longer than ${limit} bytes`, { kind: "too_large" });
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  }
}

/** What reads a body chunk by chunk; undefined when there is none. */
export function readerOf(body) {
  if (body === undefined || body === null) return undefined;
  if (typeof body.getReader === "function") return body.getReader();
  const bytes = asBytes(body);
  const chunks = bytes === undefined ? body[Symbol.asyncIterator]?.() : [bytes].values();
  if (chunks === undefined) throw new TransportFailure("the transport gave a body that is no stream, bytes or text", { kind: "protocol" });
  return { read: async () => chunks.next(), cancel: async () => chunks.return?.() };
}

/** Lets go of a body that nobody will read, so that its connection can be used again. */
export function discard(body) {
  if (typeof body?.cancel === "function") body.cancel().catch(() => {});
}

/** Bytes one behind the other. */
export function joined(chunks) {
  if (chunks.length === 1) return chunks[0];
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Any run of more than 15 digits covers a place that is a multiple of 16, so one byte in 16 is looked at. */
function mayHoldUnsafeInteger(bytes) {
  for (let at = SAFE_DIGITS; at < bytes.length; at += SAFE_DIGITS + 1) {
    if (!isDigit(bytes[at])) continue;
    let from = at;
    let to = at;
    while (isDigit(bytes[from - 1])) from -= 1;
    while (isDigit(bytes[to + 1])) to += 1;
    // No number stands behind a quote; ids that are strings do.
    if (to - from >= SAFE_DIGITS && bytes[from - 1] !== QUOTE) return true;
    at = to;
  }
  return false;
}

const QUOTE = 34;

const isDigit = (byte) => byte >= 48 && byte <= 57;

/** A string begins, or there are so many digits that a number may not hold them. */
const NOTEWORTHY = /"|\d{16,}/g;

function withQuotedIntegers(text) {
  let written = "";
  let done = 0;
  NOTEWORTHY.lastIndex = 0;
  for (let found = NOTEWORTHY.exec(text); found !== null; found = NOTEWORTHY.exec(text)) {
    const at = found.index;
    const end = at + found[0].length;
    if (found[0] === '"') {
      // What is in a string is left alone.
      NOTEWORTHY.lastIndex = endOfString(text, at);
      continue;
    }
    const from = text[at - 1] === "-" ? at - 1 : at;
    // Digits of a fraction or an exponent are no integer's, nor those in front of one.
    const isPart = /[.eE+]/.test(text[from - 1] ?? "") || /[.eE]/.test(text[end] ?? "");
    if (isPart || Number.isSafeInteger(Number(found[0]))) continue;
    written += `${text.slice(done, from)}"${text.slice(from, end)}"`;
    done = end;
  }
  return written + text.slice(done);
}

/** The place behind the string that begins here. */
function endOfString(text, start) {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text[quote - 1 - escapes] === "\\") escapes += 1;
    if (escapes % 2 === 0) return quote + 1;
  }
  return text.length;
}
