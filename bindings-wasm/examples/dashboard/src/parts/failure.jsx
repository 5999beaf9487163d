import { useSignal } from "@preact/signals";

import { Icon } from "./icon.jsx";

/** What happened, by the kind of the error; what else there is to know stands in its reason. */
const TITLES = {
  transport: "No connection",
  timeout: "No answer came in time",
  authentication: "The dashboard's access token is not accepted",
  permission_denied: "This is not allowed",
  not_found: "There is no such thing",
  conflict: "Somebody else was faster",
  gone: "This is gone",
  unprocessable: "Intercom does not accept this",
  bad_request: "Intercom does not accept this",
  rate_limit: "Intercom asks to slow down",
  server: "Intercom has a problem",
  job: "The export came to nothing",
};

/** An error: what happened, what it means, and the id by which Intercom's support finds it. */
export function Failure({ error, onRetry }) {
  const { kind, reason, message, requestId, maybeApplied, attempts = [] } = error;
  return (
    <div class="failure" role="alert">
      <Icon name={kind === "transport" ? "offline" : "alert"} />
      <div class="failure-text">
        <p class="failure-title">{TITLES[kind] ?? "That did not work"}</p>
        <p>{sentence(reason || message)}</p>
        {maybeApplied && <p>It may have been done all the same. Look before you try again.</p>}
        {(requestId || attempts.length > 1) && (
          <p class="failure-facts">
            {attempts.length > 1 && <span>Tried {attempts.length} times</span>}
            {requestId && <RequestId id={requestId} />}
          </p>
        )}
      </div>
      {onRetry && (
        <button type="button" class="quiet" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

function RequestId({ id }) {
  const isCopied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    isCopied.value = true;
  };
  return (
    <span>
      Request <code>{id}</code>{" "}
      <button type="button" class="link" onClick={copy} aria-label={`Copy the request id ${id}`}>
        {isCopied.value ? "Copied" : "Copy"}
      </button>
    </span>
  );
}

const sentence = (text) => `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
