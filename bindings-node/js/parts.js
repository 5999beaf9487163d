/** From the arguments of a method to the parts of a call. */

import { joined } from "./body.js";
import { described, refused } from "./failures.js";
import { NO_OPTIONS } from "./host.js";
import { toSnake } from "./spelling.js";

/** The parts of one call that are among its options. */
const EXTRAS = ["extraQuery", "extraBody", "extraHeaders", "repeatable"];

/** Sorts `(…path, params?, options?)` into the parts of a call, as JSON, the bytes of its files, and its options. */
export async function sorted(row, args) {
  const { parts, options } = spread(row, args);
  if (row.is_form) parts.named = await withoutBlobs(parts.named);
  return packed(row, parts, options);
}

/** As `sorted`, for a request that is only looked at: its files have to be bytes. */
export function sortedNow(row, args) {
  const { parts, options } = spread(row, args);
  return packed(row, parts, options);
}

function packed(row, parts, options) {
  const bytes = row.is_form ? takeFiles(parts) : NOTHING;
  return { text: written(parts), bytes, options };
}

/** What a call without files has of them. */
export const NOTHING = new Uint8Array();

/** Adds what options say about one call. */
export function withExtras(parts, options) {
  for (const name of EXTRAS) if (options?.[name] !== undefined) parts[toSnake(name)] = options[name];
  return parts;
}

/** JSON as the API takes it: a Date is its UNIX seconds, a bigint its digits. What JSON would quietly make null of is refused. */
export function written(parts) {
  return JSON.stringify(parts, replaced);
}

function replaced(name, value) {
  if (typeof value === "bigint") return JSON.rawJSON?.(value.toString()) ?? value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) throw refused(`${name} is ${value}, which JSON cannot say`);
  const raw = this[name];
  if (!(raw instanceof Date)) return value;
  if (Number.isNaN(raw.getTime())) throw refused(`${name} is an invalid date; it must be a moment in time`);
  return Math.floor(raw.getTime() / 1000);
}

function spread(row, args) {
  const path = [];
  while (path.length < row.path_params.length && isScalar(args[path.length])) {
    path.push(String(args[path.length]));
  }
  const [named, options, ...rest] = args.slice(path.length);
  for (const [what, value] of [
    ["parameters", named],
    ["options", options],
  ]) {
    if (value !== undefined && value !== null && (typeof value !== "object" || Array.isArray(value))) {
      throw refused(`the ${what} of ${row.id} must be an object, not ${described(value)}`);
    }
  }
  if (rest.length > 0) {
    throw refused(
      `${row.id} takes ${row.path_params.join(", ") || "no path"}, then its parameters, then options; there are ${args.length} arguments`,
    );
  }
  const parts = {};
  if (path.length > 0) parts.path = path;
  if (named) parts.named = named;
  return { parts: withExtras(parts, options), options: options ?? NO_OPTIONS };
}

/** Whether a value can stand in a path. */
export const isScalar = (value) => ["string", "number", "bigint"].includes(typeof value);

/** The members of a form with blobs read into memory. */
async function withoutBlobs(members = {}) {
  const read = {};
  for (const [name, value] of Object.entries(members)) {
    const isBlob = typeof Blob === "function" && value instanceof Blob;
    read[name] = isBlob ? { name: value.name ?? name, content: new Uint8Array(await value.arrayBuffer()) } : value;
  }
  return read;
}

/** Takes the files out of the members of a form: their heads stay in the parts, and their contents are one behind the other. */
function takeFiles(parts) {
  const others = {};
  const contents = [];
  parts.files = [];
  for (const [name, value] of Object.entries(parts.named ?? {})) {
    const content = value instanceof Uint8Array ? value : value?.content;
    if (content instanceof Uint8Array) {
      parts.files.push({ name, filename: value.name ?? name, length: content.length });
      contents.push(content);
    } else {
      others[name] = value;
    }
  }
  parts.named = others;
  return joined(contents);
}
