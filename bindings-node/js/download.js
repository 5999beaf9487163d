/** A file that Intercom made, on its way. */

import { Attempt } from "./attempt.js";
import { joined, readerOf } from "./body.js";
import { engine, leave } from "./engine.js";
import { aborted, brokenOff, guarded, refused } from "./failures.js";
import { lines } from "./headers.js";
import { save } from "./platform.js";
import { Rows } from "./rows.js";
import { camelCased } from "./spelling.js";

/** A file that Intercom made. Its bytes come when they are read, once, and nothing holds more than a chunk of them. */
export class Download {
  /** How many bytes will come, when the server says so. */
  contentLength;
  /** The name the server gives the file, made harmless: one name without folders. */
  fileName;
  /** The media type, as the server has it. */
  contentType;
  /** What came, after the last byte: how many `bytes`, their `format`, and the `proof` that it is whole. */
  summary = null;
  #stream;

  constructor(host, done, { signal, progress } = {}) {
    // fetch undoes content codings. What cannot be told from the head is told by the bytes.
    const watch = new engine.Download(host.clock.now(), done.facts.status, lines(done.headers), true, true);
    const { contentLength, fileName, contentType } = camelCased(JSON.parse(watch.head()));
    Object.assign(this, { contentLength, fileName, contentType });
    this.#stream = watched(this, host.clock, watch, readerOf(done.body), { signal, progress });
  }

  /** The bytes as a stream, once. It fails at its end when something is missing. */
  get body() {
    if (this.#stream.locked) throw refused("the bytes of a download come once, and somebody reads them already");
    return this.#stream;
  }

  /** All bytes at once. */
  async bytes() {
    const chunks = [];
    for await (const chunk of this) chunks.push(chunk);
    return joined(chunks);
  }

  /** Writes the file to a path, in Node. It is there whole or not at all. */
  async toFile(path) {
    await save(path, this);
    return this.summary;
  }

  /** The rows of the file, CSV or JSON lines, while they come; `rows().batches()` brings many at a time. */
  rows({ syntax = "sniff", ...options } = {}) {
    return new Rows(syntax, this, options);
  }

  /** Goes over the bytes in chunks. */
  [Symbol.asyncIterator]() {
    return chunks(this.body.getReader());
  }
}

async function* chunks(reader) {
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** The bytes as they come, each chunk shown to the core, which knows when something is wrong with them. */
function watched(download, clock, watch, reader, { signal, progress }) {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = reader === undefined ? { done: true } : await next(clock, watch, reader, signal);
          if (done) {
            download.summary = camelCased(JSON.parse(guarded(() => watch.onEnd())));
            leave(watch);
            return controller.close();
          }
          guarded(() => watch.onChunk(clock.now(), value));
          controller.enqueue(value);
          progress?.({ bytes: watch.received, total: download.contentLength });
        } catch (error) {
          // Whatever it was, nobody will read on.
          leave(watch);
          reader?.cancel(error).catch(() => {});
          throw error;
        }
      },
      cancel(reason) {
        leave(watch);
        return reader?.cancel(reason);
      },
    },
    // Nothing is read before somebody asks for it.
    { highWaterMark: 0 },
  );
}

/** The next chunk, unless the caller's signal or a silence that is too long comes first. */
async function next(clock, watch, reader, signal) {
  watch.resume(clock.now());
  const read = reader.read();
  for (;;) {
    const attempt = new Attempt(clock, Math.max(1, watch.stallsAtMs - clock.now()), signal);
    try {
      return await attempt.outcome(read);
    } catch (error) {
      if (signal?.aborted) throw aborted(signal.reason, "the caller's signal ended the download");
      if (!attempt.isLate) throw brokenOff(error);
      guarded(() => watch.check(clock.now()));
    } finally {
      attempt.end();
    }
  }
}
