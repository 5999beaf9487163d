import { signal } from "@preact/signals";

const SHOWN_MS = 4000;

const message = signal("");
let timer;

/** Says for a moment that something was done. */
export function say(text) {
  clearTimeout(timer);
  message.value = text;
  timer = setTimeout(() => (message.value = ""), SHOWN_MS);
}

export const Messages = () => (
  <p class={`message${message.value ? " is-shown" : ""}`} role="status">
    {message.value}
  </p>
);
