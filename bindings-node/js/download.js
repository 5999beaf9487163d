/** A file that Intercom made, on its way. */

import { sleepUntil } from "./clock.js";
import { lines } from "./drive.js";
import { engine } from "./engine.js";
import { guarded, refused } from "./errors.js";
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

  constructor(host, done, { progress } = {}) {
    // fetch undoes content codings. What cannot be told from the head is told by the bytes.
    const watch = new engine.Download(host.clock.now(), done.status, lines(done.headers), true, true);
    Object.assign(this, camelCased(JSON.parse(watch.head())));
    this.#stream = watched(this, host.clock, watch, done.body, progress);
  }

  /** The bytes as a stream, once. It fails at its end when something is missing. */
  get body() {
    if (this.#stream.locked) throw refused("the bytes of a download come once, and somebody reads them already");
    return this.#stream;
  }

  /** All bytes at once. */
  async bytes() {
    return new Uint8Array(await new Response(this.body).arrayBuffer());
  }

  /** Goes over the bytes in chunks. */
  [Symbol.asyncIterator]() {
    return chunks(this.body.getReader());
  }
}

async function* chunks(reader) {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** The bytes as they come, each chunk shown to the core, which knows when something is wrong with them. */
function watched(download, clock, watch, answer, progress) {
  const reader = (answer?.body ?? new Response(answer).body)?.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = reader === undefined ? { done: true } : await next(clock, watch, reader);
        guarded(() => {
          if (!done) return watch.onChunk(clock.now(), value);
          download.summary = camelCased(JSON.parse(watch.onEnd()));
        });
        if (done) return controller.close();
        controller.enqueue(value);
        progress?.({ bytes: watch.received, total: download.contentLength });
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    // Nothing is read before somebody asks for it.
    { highWaterMark: 0 },
  );
}

async function next(clock, watch, reader) {
  watch.resume(clock.now());
  const over = new AbortController();
  const stalled = sleepUntil(clock, watch.stallsAtMs, over.signal).then(() => {
    if (!over.signal.aborted) guarded(() => watch.check(clock.now()));
    return { done: false, value: new Uint8Array() };
  });
  try {
    return await Promise.race([reader.read(), stalled]);
  } finally {
    over.abort();
  }
}
