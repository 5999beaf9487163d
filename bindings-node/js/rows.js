/**
 * Rows out of exports, while they come: inflated, unpacked and parsed in bounded memory.
 *
 * ```js
 * for await (const row of rows.csv(createReadStream("export.csv.gz"))) console.log(row.email);
 * ```
 *
 * Chunks are anything that brings bytes: a stream, a download, a list, or the bytes themselves. Gzip data and tar archives are told by
 * their bytes. Data that ends too early throws TransportError, a row that cannot be read ApiError, and the rows before it come first.
 */

import { parseText } from "./body.js";
import { engine } from "./engine.js";
import { guarded, refused } from "./failures.js";

/** Reads CSV with a line of names. */
export const csv = (chunks, options) => new Rows("csv", chunks, options);

/** Reads JSON lines. */
export const jsonl = (chunks, options) => new Rows("jsonl", chunks, options);

/** Reads JSON lines where a file begins with a brace or a bracket, and otherwise CSV. */
export const sniff = (chunks, options) => new Rows("sniff", chunks, options);

/** Rows that come while they are gone over, once: of CSV an object of texts by the names of the columns, of JSON lines the values. */
export class Rows {
  #syntax;
  #chunks;
  #maxRowBytes;

  constructor(syntax, chunks, { maxRowBytes } = {}) {
    this.#syntax = syntax;
    this.#chunks = chunks;
    this.#maxRowBytes = maxRowBytes;
  }

  /** Goes over the rows. */
  async *[Symbol.asyncIterator]() {
    for await (const batch of this.batches()) yield* batch.rows;
  }

  /** Goes over the rows as they come out of the bytes: about a megabyte of them at a time. */
  async *batches() {
    const core = guarded(() => new engine.Rows(this.#syntax, this.#maxRowBytes));
    for await (const chunk of each(this.#chunks)) {
      if (!(chunk instanceof Uint8Array)) throw refused(`rows come out of chunks of bytes, not of ${typeof chunk}s`);
      yield* taken((isFirst) => core.push(isFirst ? chunk : chunk.subarray(0, 0)));
    }
    yield* taken(() => core.finish());
  }
}

/** Rows of one file. */
export class Batch {
  /** The name of the file in the archive; null outside archives. */
  file;
  /** The names of the columns; of JSON lines there are none. */
  columns;
  /** Whether file and columns are other than those of the batch before. */
  beginsFile;
  /** The rows of CSV as lists, which hide no column when two have one name; of JSON lines the values. */
  values;

  constructor({ file, columns, begins_file, rows }) {
    this.file = file;
    this.columns = columns;
    this.beginsFile = begins_file;
    this.values = rows;
  }

  /** The rows of CSV as objects; of JSON lines the values. */
  get rows() {
    if (this.columns.length === 0) return this.values;
    return this.values.map((fields) => Object.fromEntries(this.columns.map((name, at) => [name, fields[at]])));
  }
}

/** The batches of one step, but for those that say nothing. */
function* taken(step) {
  for (let isFirst = true, more = true; more; isFirst = false) {
    const batch = parseText(guarded(() => step(isFirst)));
    more = batch.more_follows;
    if (batch.rows.length > 0 || batch.begins_file) yield new Batch(batch);
  }
}

/** Not every browser can go over a stream. */
async function* each(chunks) {
  if (chunks instanceof Uint8Array) return yield chunks;
  if (typeof chunks?.getReader !== "function") return yield* chunks;
  const reader = chunks.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}
