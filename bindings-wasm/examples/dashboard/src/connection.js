/** How the way to Intercom is: what the client tells of its calls, and what the browser tells of the network. */

import { computed, signal } from "@preact/signals";

/** Shorter waits are over before anybody has read of them. */
const WORTH_TELLING_MS = 400;

/** Whether the browser has a network. */
export const hasNetwork = signal(navigator.onLine);

/** Whether the last thing that was sent got an answer. */
export const isReachable = signal(true);

/** Whether there is any use in asking. */
export const isOnline = computed(() => hasNetwork.value && isReachable.value);

/** The calls that wait, by operation: `{ reason, until }` on the clock of `performance.now()`. */
export const waits = signal(new Map());

/** What Intercom last said of the rate limit: `{ limit, remaining }`. */
export const rateLimit = signal(null);

addEventListener("online", () => {
  // Whether anybody answers is not known again before somebody asks.
  isReachable.value = true;
  hasNetwork.value = true;
});
addEventListener("offline", () => (hasNetwork.value = false));

/** The operations that will be sent again: they wait because something went wrong, and not to look at a job once more. */
const repeating = new Set();

/** Takes in what the client tells. */
export function observe(event) {
  const { operation } = event;
  if (event.event === "retry") repeating.add(operation);
  if (event.event === "wait") {
    const isTold = event.waitMs >= WORTH_TELLING_MS && (event.reason !== "backoff" || repeating.has(operation));
    return isTold && change(operation, { reason: event.reason, until: event.untilMs });
  }
  if (["request", "done", "failed"].includes(event.event)) {
    repeating.delete(operation);
    change(operation, undefined);
  }
  if (event.event === "response") isReachable.value = true;
  if (event.event === "lost") isReachable.value = false;
  if (event.event === "limit") rateLimit.value = event;
}

function change(operation, wait) {
  if (wait === undefined && !waits.value.has(operation)) return;
  const changed = new Map(waits.value);
  if (wait === undefined) changed.delete(operation);
  else changed.set(operation, wait);
  waits.value = changed;
}

/** Calls back whenever asking is of use again. */
export const onRecovery = (callback) => {
  let was = isOnline.value;
  return isOnline.subscribe((is) => {
    if (is && !was) callback();
    was = is;
  });
};
