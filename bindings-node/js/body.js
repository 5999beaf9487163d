/** Reading the bodies of answers. */

import { TransportFailure } from "./fetch.js";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lossy = new TextDecoder();

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
  const text = decoder.decode(bytes);
  return JSON.parse(mayHoldUnsafeInteger(bytes) ? withQuotedIntegers(text) : text);
}

/**
 * The bytes of a body: a `Response`, bytes, or a text.
 *
 * Of one that is longer than the limit, a TransportFailure is thrown.
 */
export async function bytesOf(body, limit) {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === "string") return checked(new TextEncoder().encode(body), limit);
  if (body instanceof Uint8Array) return checked(body, limit);
  if (isShort(body.headers, limit) || !body.body?.getReader) return checked(new Uint8Array(await body.arrayBuffer()), limit);
  return collected(body.body.getReader(), limit);
}

/** Lets go of a body that nobody will read, so that its connection can be used again. */
export function discard(body) {
  body?.body?.cancel?.().catch(() => {});
}

/** Whether the head says how long the body is, and it is not compressed, which says nothing of what becomes of it. */
function isShort(headers, limit) {
  const length = headers?.get?.("content-length");
  return typeof length === "string" && Number(length) <= limit && !headers.get("content-encoding");
}

async function collected(reader, limit) {
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      reader.cancel().catch(() => {});
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
  return joined(chunks);
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

function checked(bytes, limit) {
  if (bytes.length > limit) throw tooLarge(limit);
  return bytes;
}

const tooLarge = (limit) =>
  new TransportFailure(`the body is longer than ${limit} bytes`, { kind: "too_large", sent: "maybe" });

/** Any run of more than 15 digits covers a place that is a multiple of 16, so one byte in 16 is looked at. */
function mayHoldUnsafeInteger(bytes) {
  for (let at = SAFE_DIGITS; at < bytes.length; at += SAFE_DIGITS + 1) {
    if (!isDigit(bytes[at])) continue;
    let from = at;
    let to = at;
    while (isDigit(bytes[from - 1])) from -= 1;
    while (isDigit(bytes[to + 1])) to += 1;
    if (to - from >= SAFE_DIGITS) return true;
  }
  return false;
}

const isDigit = (byte) => byte >= 48 && byte <= 57;

/** Strings are matched first, so that what is in them is left alone; so are numbers with a fraction or an exponent. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function withQuotedIntegers(text) {
  return text.replace(TOKENS, (token) =>
    token[0] !== '"' && /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}
