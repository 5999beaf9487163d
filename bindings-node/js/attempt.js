/** Work that may take too long, or that nobody wants any more. */

/** One piece of work, with one timer and one signal. It is over when it is done, when its time is over, or when the caller's signal says so. */
export class Attempt {
  /** Whether its time was over. */
  isLate = false;
  #controller;
  #callers;
  #stop;
  #reject;

  constructor(clock, milliseconds, callers) {
    this.#callers = callers;
    this.#stop = clock.after(milliseconds, () => {
      this.isLate = true;
      this.#fail(new DOMException(`it took longer than ${milliseconds} ms`, "TimeoutError"));
    });
  }

  /** What tells the work that it is over. */
  get signal() {
    this.#controller ??= new AbortController();
    return this.#controller.signal;
  }

  /** What comes of the work. Work that does not look at its signal is not waited for either. */
  outcome(work) {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.#callers?.aborted) this.#abort();
      this.#callers?.addEventListener("abort", this.#abort, { once: true });
      work.then(resolve, reject);
    });
  }

  /** Clears up. */
  end() {
    this.#stop();
    this.#callers?.removeEventListener("abort", this.#abort);
  }

  #abort = () => this.#fail(this.#callers.reason);

  #fail(reason) {
    this.#controller?.abort(reason);
    this.#reject?.(reason);
  }
}

/** What comes of some work, or the signal's reason, thrown when that comes first. */
export async function unlessAborted(work, signal) {
  if (signal === undefined) return work;
  let abort;
  const aborted = new Promise((_, reject) => {
    abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
