/** One thing that a page shows. */

import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { onRecovery } from "./connection.js";

/** Loads with `load(signal)` when `key` changes: signals of `data` and `error`, and `reload`. What failed for want of a way is tried again. */
export function useLoaded(load, key) {
  const data = useSignal(null);
  const error = useSignal(null);
  const run = useCallback(
    async (signal) => {
      error.value = null;
      try {
        const loaded = await load(signal);
        if (!signal?.aborted) data.value = loaded;
      } catch (failure) {
        if (!signal?.aborted) error.value = failure;
      }
    },
    [key],
  );
  useEffect(() => {
    const controller = new AbortController();
    data.value = null;
    run(controller.signal);
    const forget = onRecovery(() => error.value && run(controller.signal));
    return () => {
      forget();
      controller.abort();
    };
  }, [run]);
  return { data, error, reload: () => run() };
}

/** Something a person sets going: `start(...)` runs it once at a time, `isBusy` and `error` are signals. */
export function useAction(act) {
  const isBusy = useSignal(false);
  const error = useSignal(null);
  const start = async (...given) => {
    if (isBusy.value) return false;
    isBusy.value = true;
    error.value = null;
    try {
      await act(...given);
      return true;
    } catch (failure) {
      error.value = failure;
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  return { start, isBusy, error };
}
