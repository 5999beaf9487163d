// Jobs, their files, and the rows of those.

import { rows } from "entryphone";

import { client, equal, json } from "./script.js";

/** @import { Download, DownloadSummary, Job, JobEnd, JobOptions } from "entryphone" */

/** @type {{ [subject: string]: () => Promise<void> | void }} */
export const subjects = {
  jobs: async () => {
    const job = { job_identifier: "j1", download_url: "https://api.intercom.io/download/content/data/j1" };
    const made = client(
      json({ ...job, status: "pending", download_url: "" }),
      json({ ...job, status: "completed" }),
      new Response("id,email\n1,a@b.c\n", { headers: { "content-type": "text/csv", "content-length": "17" } }),
    );
    const options = /** @satisfies {JobOptions} */ ({ jobDeadlineMs: 60_000, pollFromMs: 1000, pollToMs: 2000 });
    /** @type {Job} */
    const started = await made.job("data_export.create", { created_at_after: 0, created_at_before: 1 }, options);
    equal([started.id, started.end, started.status, started.toJSON().handle], ["j1", null, "pending", started.handle]);
    /** @type {JobEnd} */
    const end = await started.wait({
      signal: AbortSignal.timeout(10_000),
      progress: ({ status }) => equal(status, "completed"),
      deadlineMs: 60_000,
    });
    equal([end, typeof started.answer, made.resumeJob(started.handle, options).handle.length > 0], ["complete", "object", true]);
    /** @type {Download} */
    const download = await started.download({ progress: ({ bytes, total }) => equal([bytes, total], [17, 17]) });
    equal([download.contentLength, download.fileName, download.contentType, download.summary], [17, null, "text/csv", null]);
    /** @type {string[]} */
    const emails = [];
    for await (const { email } of download.rows({ syntax: "csv", maxRowBytes: 1000 })) emails.push(email ?? "");
    const summary = /** @type {DownloadSummary | null} */ (download.summary);
    equal([emails, summary?.bytes, summary?.format, summary?.proof], [["a@b.c"], 17, "text", "length"]);
    /** @type {(download: Download) => Promise<[Uint8Array, DownloadSummary, ReadableStream<Uint8Array>, AsyncIterable<Uint8Array>, void]>} */
    const ways = async (given) => [await given.bytes(), await given.toFile("x"), given.body, given, await started.cancel({})];
    equal(typeof ways, "function");
  },

  rows: async () => {
    const bytes = new TextEncoder().encode('{"id":1}\n{"id":2}\n');
    const ids = [];
    for await (const { id } of /** @type {rows.Rows<{ id: number }>} */ (rows.jsonl(bytes, { maxRowBytes: 100 }))) ids.push(id);
    for await (const { file, columns, beginsFile, values, rows: held } of rows.sniff([bytes]).batches()) {
      equal([file, columns, beginsFile, values, held], [null, [], true, [{ id: 1 }, { id: 2 }], values]);
    }
    for await (const row of rows.csv(new Blob(["a,b\n1,2\n"]).stream())) equal([row.a, row.b?.length], ["1", 1]);
    equal([ids, rows.csv([]) instanceof rows.Rows, typeof rows.Batch], [[1, 2], true, "function"]);
  },
};
