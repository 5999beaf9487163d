// Uses everything of the face that the catalog says nothing of. The compiler must find nothing wrong with it, and it must run.

import {
  AbortError,
  ApiError,
  ArgumentError,
  Intercom,
  IntercomError,
  identity,
  NotFoundError,
  NotInVersionError,
  oauth,
  operations,
  RateLimitError,
  rows,
  SignatureError,
  search,
  TimeoutError,
  TransportError,
  TransportFailure,
  webhooks,
} from "entryphone";
import { engine } from "entryphone/machine";

/** @import { Attempt, CallEvent, CallOptions, ChangedOptions, ClientOptions, Clock, Contact, Download, DownloadSummary, Drift, FetchResponse, Fleet, Job, JobEnd, JobOptions, ListOptions, Listing, Operation, Page, Prepared, RateLimit, Transport, TransportRequest } from "entryphone" */

/** @type {(found: unknown, wanted: unknown) => void} */
function equal(found, wanted) {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

/** @type {(value: unknown, status?: number, headers?: { [name: string]: string }) => Response} */
const json = (value, status = 200, headers = {}) =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json", ...headers } });

/** @type {(...answers: Response[]) => Transport} */
const scripted =
  (...answers) =>
  async ({ method, url, headers, body, stream }, signal) => {
    equal(
      [typeof method, typeof url, Array.isArray(headers), body instanceof Uint8Array || body === undefined],
      ["string", "string", true, true],
    );
    equal([typeof stream, signal.aborted], ["boolean", false]);
    const answer = answers.shift();
    if (answer === undefined) throw new TransportFailure("nobody answers", { kind: "connection", sent: "no", cause: url });
    return { status: answer.status, headers: answer.headers, body: answer.body };
  };

/** @type {(...answers: Response[]) => Intercom} */
const client = (...answers) =>
  new Intercom({ token: "secret", limiter: false, maxAttempts: 1, transport: scripted(...answers), clock: instant() });

/** Time in which waits are over at once, and what limits attempts never is. @type {() => Clock} */
function instant() {
  let now = 0;
  const after = (/** @type {number} */ milliseconds, /** @type {() => void} */ callback) => {
    if (milliseconds > 10_000) return () => {};
    now += milliseconds;
    queueMicrotask(callback);
    return () => {};
  };
  return { now: () => now, after };
}

/** @type {{ [subject: string]: () => Promise<void> | void }} */
export const subjects = {
  "the options of clients": async () => {
    const settings = /** @satisfies {Required<import("entryphone").Settings>} */ ({
      version: "2.14",
      timeoutMs: 1000,
      idleTimeoutMs: 1000,
      deadlineMs: 5000,
      maxAttempts: 2,
      maxBodyBytes: 1024,
      lane: "bulk",
      limiter: true,
      anyVersion: true,
      strict: false,
    });
    /** @type {Fleet[]} */
    const fleets = [
      { name: "sync", redis: { evalsha: async () => [1, 0], eval: async () => [1, 0] } },
      { name: "sync", redis: { evalSha: async () => [1, 0], eval: async () => [1, 0] }, limitHint: 100, withoutStore: "closed" },
    ];
    const others = /** @satisfies {Required<Omit<ClientOptions, keyof typeof settings | "region" | "fetch">>} */ ({
      ...settings,
      token: async () => "secret",
      baseUrl: "http://localhost:1/api",
      transport: scripted(json({ id: "c1" })),
      clock: { now: () => performance.now(), after: () => () => {} },
      onEvent: (event) => void event.atMs,
      fleet: fleets[1] ?? null,
      dangerouslyAllowBrowser: false,
    });
    const made = new Intercom(others);
    equal([made.version, made.baseUrl, made.toJSON()], ["2.14", others.baseUrl, { version: "2.14", baseUrl: others.baseUrl }]);

    /** @type {ClientOptions[]} */
    const more = [
      { token: "x", region: "eu" },
      { token: null, baseUrl: new URL("http://localhost:1") },
      { token: () => "x" },
      { token: undefined, region: undefined, baseUrl: "http://localhost:1", version: undefined },
      { token: "x", fetch: globalThis.fetch },
      { token: "x", fetch: async (url, init) => globalThis.fetch(url, { ...init, keepalive: true }) },
      { token: "x", fleet: fleets[0] },
    ];
    for (const options of more.filter(({ token }) => token !== undefined)) new Intercom(options);
    /** @type {ChangedOptions} */
    const changed = { token: "other", onEvent: undefined, fleet: null, timeoutMs: 1 };
    equal(made.withOptions(changed) instanceof Intercom, true);
  },

  "the options of calls": async () => {
    const { signal } = new AbortController();
    const options = /** @satisfies {Required<Omit<ListOptions, "resume">>} */ ({
      signal,
      version: "2.16",
      timeoutMs: 20_000,
      idleTimeoutMs: 20_000,
      deadlineMs: 60_000,
      maxAttempts: 2,
      maxBodyBytes: 1024,
      lane: "interactive",
      limiter: false,
      anyVersion: false,
      strict: true,
      repeatable: true,
      extraQuery: { a: 1 },
      extraBody: {},
      extraHeaders: { "x-a": "b" },
      limit: 1,
      progress: ({ items, total }) => equal([items, total], [1, null]),
    });
    equal((await client(json({ type: "list", data: [{ id: "c1" }] })).contacts.list({}, options)).data, [{ id: "c1" }]);
    /** @type {CallOptions} */
    const call = { ...options, extraBody: undefined };
    equal(call.limiter, false);
  },

  answers: async () => {
    const { contacts } = client(json({ id: "c1", email: null }, 200, { "x-request-id": "r1", "x-ratelimit-limit": "10" }));
    const { data, status, headers, requestId, rateLimit, attempts, drift } = await contacts.find("c1").withResponse();
    /** @type {Contact} */
    const contact = data;
    /** @type {[string | null, RateLimit | null, readonly Attempt[], readonly Drift[]]} */
    const facts = [requestId, rateLimit, attempts, drift];
    equal([contact.id, status, headers.get("x-request-id")], ["c1", 200, "r1"]);
    equal([facts[0], facts[1]?.limit, facts[1]?.remaining, facts[1]?.resetsInMs], ["r1", 10, null, null]);
    const [attempt] = attempts;
    equal([attempt?.number, attempt?.end, attempt?.status, attempt?.requestId], [1, "answered", 200, "r1"]);
    equal([attempt?.sent, attempt?.waitedMs, typeof attempt?.durationMs], [null, null, "number"]);
    for (const { path, kind, expected, got, count } of drift) equal([path, kind, expected, got, count], []);
    /** @type {Promise<Contact>} */
    const promise = client(json({ id: "c1" })).contacts.find("c1");
    equal(await promise.then(({ id }) => id).finally(() => {}), "c1");
  },

  listings: async () => {
    const page = (/** @type {string} */ id, /** @type {string} */ after) =>
      json({ type: "list", data: [{ id }], pages: after ? { next: { starting_after: after } } : {} });
    const made = client(page("c1", "a"), page("c2", ""), page("c3", "b"), page("c4", ""), page("c5", "c"), page("c6", ""));
    const ids = [];
    for await (const { id } of made.contacts.list()) ids.push(id);
    /** @type {Listing<Contact>} */
    const listing = made.contacts.list();
    /** @type {Promise<Page<Contact>>} */
    const promised = listing;
    const first = await promised;
    equal([first.data[0]?.id, first.hasNext, typeof first.body, typeof first.checkpoint()], ["c3", true, "object", "string"]);
    const next = await first.nextPage();
    equal([next?.data[0]?.id, await next?.nextPage()], ["c4", null]);
    for await (const { data } of made.contacts.list().pages()) ids.push(...data.map(({ id }) => id));
    equal(ids, ["c1", "c2", "c5", "c6"]);
    for await (const one of next?.pages() ?? []) equal(one.data.length, 1);
    for await (const { id } of next ?? []) equal(id, "c4");
    equal((await listing.withResponse()).data === first, true);
    equal(await listing.then(({ data }) => data.length).catch(() => 0), 1);
  },

  "what arguments decide": async () => {
    const company = json({ type: "company", id: "x" });
    const list = json({ type: "list", data: [{ id: "y" }] });
    const made = client(company, list);
    equal((await made.companies.retrieve({ company_id: "1" })).id, "x");
    for await (const { id } of made.companies.retrieve({ tag_id: "1" })) equal(id, "y");
  },

  "calls past the methods": async () => {
    const made = client(json({ id: "c1" }), json({ id: "c2" }), json({ type: "list", data: [{ id: "c3" }] }));
    /** @type {Contact} */
    const found = await made.call("contacts.find", { path: "c1" });
    /** @type {{ id: string }} */
    const raw = await made.request("GET", "/contacts/c2", { query: { a: 1 } }, { maxAttempts: 1 });
    equal([found.id, raw.id], ["c1", "c2"]);
    /** @type {Listing<Contact>} */
    const listing = made.call("contacts.list", { query: { per_page: 5 } }, { limit: 1 });
    for await (const { id } of listing) equal(id, "c3");
    /** @type {Prepared} */
    const prepared = made.prepare("contacts.update", { path: ["c1"], body: { name: "Ada" } });
    equal([prepared.method, prepared.text(), prepared.body?.length], ["PUT", '{"name":"Ada"}', 14]);
    equal([prepared.url.endsWith("/contacts/c1"), prepared.curl().startsWith("curl"), prepared.headers.length > 0], [true, true, true]);
    equal(made.contacts.archive.prepare("c1").text(), null);
  },

  errors: async () => {
    const body = { type: "error.list", errors: [{ code: "not_found", message: "No such contact", field: null }] };
    /** @type {IntercomError | undefined} */
    let error;
    try {
      await client(json(body, 404, { "x-request-id": "r1" })).contacts.find("c1");
    } catch (caught) {
      if (caught instanceof IntercomError) error = caught;
    }
    if (error instanceof RateLimitError) equal(error.rateLimit?.resetsInMs, 1);
    else if (error instanceof NotFoundError)
      equal([error.kind, error.errors[0]?.code, error.errors[0]?.message], ["not_found", "not_found", "No such contact"]);
    else throw new Error("the error is of another class");
    equal([error instanceof ApiError, error.status, error.code, error.requestId], [true, 404, "not_found", "r1"]);
    equal([error.reason, error.operation, error.retryAfterMs], ["No such contact", "contacts.find", null]);
    equal([error.maybeApplied, error.attempts.length, error.rateLimit, error.toJSON().name], [false, 1, null, "NotFoundError"]);

    const lost = await client()
      .contacts.find("c1")
      .catch((caught) => caught);
    equal([lost instanceof TransportError, lost instanceof TimeoutError, lost.cause instanceof TransportFailure], [true, false, true]);
    const { kind, sent, message } = new TransportFailure("gone");
    equal([kind, sent, message], ["connection", "maybe", "gone"]);
    const ended = await client(json({}))
      .contacts.find("c1", {}, { signal: AbortSignal.abort() })
      .catch((caught) => caught);
    equal([ended instanceof AbortError, ended.kind], [true, "canceled"]);
    const made = new NotInVersionError("why", { cause: 1 });
    equal([made.kind, made.name, made.message, made.cause], ["not_in_version", "NotInVersionError", "why", 1]);
    try {
      new Intercom({ token: "" });
    } catch (caught) {
      equal(caught instanceof ArgumentError && caught.kind, "argument");
    }
  },

  events: async () => {
    /** @type {string[]} */
    const seen = [];
    /** @type {(event: CallEvent) => void} */
    const onEvent = (event) => {
      equal([typeof event.atMs, event.operation], ["number", "contacts.find"]);
      seen.push(described(event));
    };
    const options = { token: "secret", limiter: false, maxAttempts: 2, onEvent, clock: instant() };
    const answers = scripted(json({}, 500, { "retry-after": "0" }), json({ id: "c1" }, 200, { "x-request-id": "r1" }));
    await new Intercom({ ...options, transport: answers }).contacts.find("c1");
    const wanted = [
      "request 1 GET /contacts/{contact_id}",
      "response 500 null",
      "retry 2 server",
      "wait",
      "request 2 GET /contacts/{contact_id}",
    ];
    equal(seen, [...wanted, "response 200 r1", "done 200 2"]);
  },

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

  webhooks: () => {
    const body = '{"type":"notification_event","topic":"contact.created","id":"n1","data":{"item":{"id":"c1"}}}';
    const headers = { "x-hub-signature": webhooks.sign(body, "secret"), host: undefined, "set-cookie": ["a", "b"] };
    const notification = webhooks.unwrap(body, headers, { secret: ["new", "secret"] });
    const { topic, id, dedupeKey, appId, createdAt, firstSentAt, deliveredAt, deliveryAttempts, deliveryStatus } = notification;
    const { selfUrl, objectType, isPing, item, links } = notification;
    equal([topic, id, dedupeKey, objectType, isPing, item], ["contact.created", "n1", "n1", "notification_event", false, { id: "c1" }]);
    equal([appId, createdAt, firstSentAt, deliveredAt, deliveryAttempts, deliveryStatus, selfUrl, links], Array(8).fill(null));
    equal(typeof notification.body, "object");
    webhooks.verify(new TextEncoder().encode(body), new Headers({ "x-hub-signature": headers["x-hub-signature"] }), { secret: "secret" });
    try {
      webhooks.verify(body, new Map(), { secret: "secret" });
    } catch (error) {
      equal(error instanceof SignatureError && error.kind, "signature");
    }
    equal(webhooks.knownTopics().includes("article.created"), true);
  },

  "identity and OAuth": async () => {
    equal(identity.userHash("secret", "u1").length, 64);
    equal(
      identity.messengerJwt(new Uint8Array(32), { user_id: "u1", plan: "pro" }, { expiresAt: new Date(2_000_000_000_000) }).split(".")
        .length,
      3,
    );
    const address = oauth.authorizeUrl({ clientId: "i", state: "s", redirectUri: "https://example.com/back", region: "eu" });
    equal(address.startsWith("https://"), true);
    const given = { clientId: "i", clientSecret: "s", code: "c" };
    const grant = await oauth.exchange(client(json({ token: "t", token_type: "Bearer" })), given, { signal: AbortSignal.timeout(10_000) });
    equal([grant instanceof oauth.Grant, grant.token, grant.tokenType, grant.toJSON().token], [true, "t", "Bearer", "***"]);
  },

  searches: async () => {
    const on = (/** @type {string} */ name) => search.field(name);
    const query = search.all(
      search.any(on("role").equals("user"), on("role").notEquals("lead"), on("email").contains("a"), on("email").notContains("b")),
      search.any(on("email").startsWith("a"), on("email").endsWith("b"), on("id").oneOf(["1"]), on("id").noneOf(new Set(["2"]))),
      search.any(on("signed_up_at").greaterThan(new Date(0)), on("signed_up_at").lessThan(2), on("created_at").compare("<", 3)),
    );
    search.check("contacts", "2.14", query, { unchecked: ["created_at"] });
    equal([on("a").atLeast(1).operator, on("a").atMost(1).operator], [">=", "<="]);
    const text = client().contacts.search.prepare({ query }).text();
    equal(text?.includes('"operator":"AND"'), true);
  },

  "the catalog and the machine": () => {
    /** @type {Operation[]} */
    const all = operations("2.14");
    const row = all.find(({ id }) => id === "contacts.list");
    if (row === undefined) throw new Error("there is no contacts.list");
    const { method, path, pathParams, query, body, since, until, status, doc, link, paging, repeatable } = row;
    equal([method, path, pathParams, body, status, paging, repeatable], ["GET", "/contacts", [], [], "current", "cursor_query", true]);
    equal(
      [typeof since, typeof until, typeof doc, typeof link, query.length > 0, operations().length >= all.length],
      ["string", "string", "string", "string", true, true],
    );
    const call = new engine.Client('{"token":"t"}', false).start("contacts.find", '{"path":["c1"]}', new Uint8Array(), 1);
    equal(call.start(0).startsWith('{"send":'), true);
  },
};

/** @type {(event: CallEvent) => string} */
function described(event) {
  switch (event.event) {
    case "request":
      return `request ${event.attempt} ${event.method} ${event.path}${event.lane ?? ""}${event.version ? "" : "?"}`;
    case "response":
      return `response ${event.status} ${event.requestId}${event.rateLimit?.limit ?? ""}${event.bytes === null ? "?" : ""}`;
    case "lost":
      return `lost ${event.kind} ${event.sent}`;
    case "retry":
      return `retry ${event.attempt} ${event.cause}`;
    case "wait":
      return event.waitMs >= 0 && event.untilMs >= 0 ? "wait" : event.reason;
    case "limit":
      return `limit ${event.remaining}`;
    case "token":
      return `token ${event.state}`;
    case "page":
      return `page ${event.items} ${event.restarted} ${event.isLast}`;
    case "job":
      return `job ${event.status} ${event.isNew}`;
    case "drift":
      return `drift ${event.drift.length}`;
    case "done":
      return `done ${event.status} ${event.attempts}`;
    case "failed":
      return `failed ${event.kind} ${event.maybeApplied}`;
    case "dropped":
      return `dropped ${event.count}`;
    default: {
      /** @type {never} */
      const unknown = event;
      return unknown;
    }
  }
}

/** @type {(answer: FetchResponse, request: TransportRequest) => [number, string]} */
export const shapes = (answer, request) => [answer.status, request.url];
