/** A job has one call under way, however many ask something of it at once. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { AbortError, JobError } from "entryphone";

import { json, never, scripted } from "./scripted.js";

const exported = (status) => json({ job_identifier: "j1", status });

/** An answer that comes when it is told to. */
function later() {
  let come;
  const answer = new Promise((resolve) => {
    come = resolve;
  });
  return [() => answer, come];
}

/** A job that was started, and whose first look is under way for somebody who waits. Time stands still meanwhile. */
async function lookedAt(answers, options) {
  const { client, clock, requests } = scripted([exported("pending"), ...answers]);
  const job = await client.job("data_export.create", {});
  const waited = job.wait(options);
  waited.catch(() => {});
  while (requests.length < 2) await new Promise(setImmediate);
  const goOn = clock.hold();
  const sent = () => requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  return { job, waited, goOn, sent };
}

const SENT = ["POST /export/content/data", "GET /export/content/data/j1", "POST /export/cancel/j1"];

test("who cancels it is behind the look that is under way, and who waits is told", async () => {
  const [look, come] = later();
  const { job, waited, goOn, sent } = await lookedAt([look, exported("canceled")]);
  const canceled = job.cancel();
  come(exported("pending"));
  await canceled;
  goOn();
  await assert.rejects(waited, JobError);
  assert.deepEqual(sent(), SENT);
});

test("who stops to wait and cancels at once has it canceled", async () => {
  const controller = new AbortController();
  const { job, waited, sent } = await lookedAt([never, exported("canceled")], { signal: controller.signal });
  controller.abort();
  await job.cancel();
  await assert.rejects(waited, AbortError);
  assert.deepEqual(sent(), SENT);
});

test("who no longer wants to cancel it before its turn came sends nothing", async () => {
  const [look, come] = later();
  const { job, waited, goOn, sent } = await lookedAt([look]);
  await assert.rejects(job.cancel({ signal: AbortSignal.abort() }), AbortError);
  come(exported("completed"));
  goOn();
  assert.equal(await waited, "complete");
  assert.deepEqual(sent(), SENT.slice(0, 2));
});

test("a cancellation that fails leaves those who wait to wait", async () => {
  const [look, come] = later();
  const gone = json({ type: "error.list", errors: [] }, { status: 400 });
  const { job, waited, goOn } = await lookedAt([look, gone, exported("completed")]);
  const canceled = assert.rejects(job.cancel(), { name: "BadRequestError" });
  come(exported("pending"));
  await canceled;
  goOn();
  assert.equal(await waited, "complete");
});

test("two who wait are told the same", async () => {
  const [look, come] = later();
  const { job, waited, goOn } = await lookedAt([look]);
  const other = job.wait();
  come(exported("completed"));
  goOn();
  assert.deepEqual(await Promise.all([waited, other]), ["complete", "complete"]);
});
