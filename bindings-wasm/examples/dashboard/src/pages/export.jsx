import { signal } from "@preact/signals";

import { client } from "../client.js";
import { Failure } from "../parts/failure.jsx";
import { bytes } from "../words.js";

/** The steps of an export. */
const STEPS = [
  { id: "queued", name: "Queued" },
  { id: "running", name: "Written by Intercom" },
  { id: "fetched", name: "Fetched" },
];

/** What a file without a name of its own ends in, by what its bytes look like. */
const ENDINGS = { gzip: ".csv.gz", zip: ".zip", tar: ".tar", text: ".csv" };

/** It goes on while other pages are looked at. */
const run = signal({ state: "idle" });

let controller;

const day = (date) => date.toISOString().slice(0, 10);
const seconds = (text) => Math.floor(new Date(`${text}T00:00:00Z`).getTime() / 1000);

async function start(from, to) {
  controller = new AbortController();
  const { signal } = controller;
  const show = (changes) => {
    if (!signal.aborted) run.value = { ...run.value, ...changes };
  };
  run.value = { state: "queued", percent: 5 };
  try {
    const range = { created_at_after: seconds(from), created_at_before: seconds(to) + 86_400 };
    const job = await client.job("dataExport.create", range, { signal, pollFromMs: 500, pollToMs: 5000 });
    show({ job });
    const end = await job.wait({
      signal,
      progress: ({ status }) => show(status === "pending" ? { percent: 15 } : { state: "running", percent: 45 }),
    });
    if (end === "empty") return show({ state: "empty" });
    show({ state: "fetched", percent: 70 });
    const file = await job.download({
      signal,
      progress: ({ bytes, total }) => show({ bytes, percent: total ? 70 + (30 * bytes) / total : 85 }),
    });
    const content = new Blob([await file.bytes()], { type: file.contentType ?? "" });
    const name = file.fileName ?? `messages-${from}-${to}${ENDINGS[file.summary.format] ?? ""}`;
    show({ state: "done", percent: 100, name, size: content.size, url: URL.createObjectURL(content) });
  } catch (error) {
    show({ state: "failed", error });
  }
}

function cancel() {
  controller.abort();
  // Whether Intercom stops in time or not, nobody waits for it any more.
  run.value.job?.cancel().catch(() => {});
  run.value = { state: "canceled" };
}

function reset() {
  if (run.value.url) URL.revokeObjectURL(run.value.url);
  run.value = { state: "idle" };
}

/** An export of messages, from its start to the file. */
export function ExportPage() {
  const { state, error } = run.value;
  const isUnderWay = STEPS.some(({ id }) => id === state);
  return (
    <div class="page scroll">
      <div class="page-inner">
        <h1>Export messages</h1>
        <p class="lead">Intercom writes what was sent in a range of days into a file. That can take a while; you can go on meanwhile.</p>
        <section class="card" aria-label="Export">
          <Range isDisabled={isUnderWay} />
          {(isUnderWay || state === "done") && <Progress />}
          {state === "empty" && <p class="outcome">Nothing was sent in these days.</p>}
          {state === "canceled" && <p class="outcome">Canceled.</p>}
          {state === "failed" && <Failure error={error} onRetry={reset} />}
        </section>
      </div>
    </div>
  );
}

function Range({ isDisabled }) {
  const today = new Date();
  const yearAgo = new Date(today);
  yearAgo.setFullYear(today.getFullYear() - 1);
  const onSubmit = (event) => {
    event.preventDefault();
    const { from, to } = Object.fromEntries(new FormData(event.currentTarget));
    reset();
    start(from, to);
  };
  const check = ({ currentTarget: { form } }) =>
    form.to.setCustomValidity(form.from.value > form.to.value ? "The last day is before the first one." : "");
  return (
    <form class="range" onSubmit={onSubmit}>
      <label>
        First day
        <input type="date" name="from" required defaultValue={day(yearAgo)} max={day(today)} disabled={isDisabled} onInput={check} />
      </label>
      <label>
        Last day
        <input type="date" name="to" required defaultValue={day(today)} max={day(today)} disabled={isDisabled} onInput={check} />
      </label>
      {isDisabled ? (
        <button type="button" class="quiet" onClick={cancel}>
          Cancel export
        </button>
      ) : (
        <button type="submit" class="primary">
          Start export
        </button>
      )}
    </form>
  );
}

function Progress() {
  const { state, percent, name, size, url, bytes: received } = run.value;
  const current = STEPS.findIndex(({ id }) => id === state);
  return (
    <div class="progress">
      <progress aria-label="Progress of the export" max={100} value={percent} />
      <ol class="steps">
        {STEPS.map(({ id, name }, place) => (
          <li key={id} class={state === "done" || place < current ? "is-done" : place === current ? "is-current" : ""}>
            {name}
            {id === "fetched" && received ? ` · ${bytes(received)}` : ""}
          </li>
        ))}
      </ol>
      <p class="outcome" role="status">
        {state === "done" && (
          <>
            <strong>{name}</strong> · {bytes(size)}{" "}
            <a class="button primary" href={url} download={name}>
              Save file
            </a>
          </>
        )}
      </p>
    </div>
  );
}
