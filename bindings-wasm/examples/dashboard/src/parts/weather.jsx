import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { hasNetwork, isOnline, rateLimit, waits } from "../connection.js";
import { number } from "../words.js";
import { Icon } from "./icon.jsx";

const REASONS = {
  rate_limit: "Intercom asks to slow down",
  retry_after: "Intercom asks to slow down",
  backoff: "That did not work yet",
  turn: "Other requests go first",
};

const TICK_MS = 250;

/** Whether requests get through, what waits for what, and how much of the rate limit is left. */
export function Weather() {
  return (
    <div class="weather">
      <div aria-live="polite">
        {!isOnline.value && <Offline />}
        {isOnline.value && waits.value.size > 0 && <Waits />}
      </div>
      {rateLimit.value?.limit && <Limit {...rateLimit.value} />}
    </div>
  );
}

const Offline = () => (
  <div class="notice is-offline">
    <Icon name="offline" />
    <p>
      <strong>{hasNetwork.value ? "No connection" : "You are offline"}</strong>
      <span>What you see may be out of date.{!hasNetwork.value && " It goes on by itself."}</span>
    </p>
  </div>
);

function Waits() {
  const now = useSignal(performance.now());
  useEffect(() => {
    const timer = setInterval(() => (now.value = performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const all = [...waits.value.values()];
  const { reason, until } = all.reduce((last, wait) => (wait.until > last.until ? wait : last));
  const seconds = Math.max(1, Math.ceil((until - now.value) / 1000));
  return (
    <div class="notice">
      <Icon name="clock" />
      <p>
        <strong>{REASONS[reason] ?? "Waiting"}</strong>
        {/* A countdown read out each second would be all that is heard. */}
        <span>
          Goes on by itself <span aria-hidden="true">in {seconds}&nbsp;s</span>
        </span>
      </p>
    </div>
  );
}

const Limit = ({ limit, remaining }) => (
  <p class="limit">
    <label>
      <span>Rate limit</span>
      <meter min={0} max={limit} low={limit * 0.2} high={limit * 0.5} optimum={limit} value={remaining ?? limit} />
    </label>
    <span>
      {number(remaining ?? limit)} of {number(limit)} left
    </span>
  </p>
);
