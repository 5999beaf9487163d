/** Time as a client sees it. Tests give a client another one. */
export const clock = {
  /** Milliseconds of a clock that never runs backwards. */
  now: () => performance.now(),

  /** Calls back after so long, unless what it returns is called first. */
  after(milliseconds, callback) {
    // A timer holds 31 bits; whoever wakes early is told to sleep on.
    const timer = setTimeout(callback, Math.min(milliseconds, 0x7fffffff));
    return () => clearTimeout(timer);
  },
};

/** Does nothing until then, or until the signal says otherwise, which is no failure. */
export function sleepUntil(clock, until, signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      stop();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const stop = clock.after(Math.max(0, until - clock.now()), end);
    signal?.addEventListener("abort", end, { once: true });
  });
}
