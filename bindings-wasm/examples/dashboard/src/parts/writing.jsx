import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";

import { useAction } from "../loading.js";
import { Failure } from "./failure.jsx";

/** A box to write in. What is written stays until `onSend(text)` has worked. */
export function Writing({ label, placeholder, action, onSend }) {
  const id = useId();
  const text = useSignal("");
  const { start, isBusy, error } = useAction(onSend);
  const send = async (event) => {
    event.preventDefault();
    if (text.value.trim() !== "" && (await start(text.value))) text.value = "";
  };
  const onKeyDown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
  };
  return (
    <form class="writing" onSubmit={send}>
      <label class="hidden" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        placeholder={placeholder}
        value={text.value}
        onInput={(event) => (text.value = event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div class="writing-foot">
        <span class="hint">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
        <button type="submit" class="primary" disabled={isBusy.value || text.value.trim() === ""}>
          {isBusy.value ? "Sending…" : action}
        </button>
      </div>
      {error.value && <Failure error={error.value} />}
    </form>
  );
}
