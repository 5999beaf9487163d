/** The proxy for pages: what it lets through, what it refuses, and what it never tells. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { after, before, beforeEach, test } from "node:test";

import { ArgumentError, Intercom } from "entryphone";
import { createProxy, toListener } from "entryphone/proxy";

import { startEmulator, TOKEN } from "./emulator.js";

const HERE = "https://admin.example.com";
const PAGE = { origin: HERE, "sec-fetch-site": "same-origin" };
const ALLOWED = ["contacts.list", "contacts.find", "contacts.search", "contacts.update", "notes.create", "tags.list"];

/** A proxy before an API that answers as it is told, and the requests that reached it. */
function proxied(options = {}, answer = () => Response.json({ type: "contact" })) {
  const requests = [];
  const transport = async (request, signal) => {
    requests.push(request);
    return answer(request, signal);
  };
  const client = new Intercom({ token: "very-secret", version: "2.14", transport });
  const proxy = createProxy(client, { allow: ALLOWED, path: "/intercom", ...options });
  const ask = (method, path, { headers = PAGE, body, to = HERE } = {}) => {
    const json = body === undefined ? {} : { "content-type": "application/json" };
    return proxy(new Request(`${to}/intercom${path}`, { method, headers: { ...json, ...headers }, body, duplex: "half" }));
  };
  return { ask, proxy, requests };
}

/** The refusal is an envelope as the API's own, and nothing was sent. */
async function refusedWith(answer, status, pattern, requests = []) {
  const { type, errors } = await answer.json();
  assert.deepEqual([answer.status, type, errors.length], [status, "error.list", 1], errors[0]?.message);
  assert.match(errors[0].message, pattern);
  assert.equal(requests.length, 0);
}

test("a request of an allowed operation is sent on with the token, and nothing else of its head", async () => {
  const { ask, requests } = proxied();
  const headers = { ...PAGE, cookie: "session=1", authorization: "Bearer of-the-page", "x-forwarded-host": "evil.example" };
  const answer = await ask("PUT", "/contacts/5ba6?a=b+c&d=%26", { headers, body: '{"external_id":12345678901234567890}' });
  assert.deepEqual(await answer.json(), { type: "contact" });
  const [{ method, url, headers: sent, body }] = requests;
  assert.deepEqual([method, url], ["PUT", "https://api.intercom.io/contacts/5ba6?a=b%20c&d=%26"]);
  assert.equal(new TextDecoder().decode(body), '{"external_id":12345678901234567890}');
  const names = sent.map(([name]) => name.toLowerCase());
  assert.ok(!names.some((name) => ["cookie", "origin", "x-forwarded-host", "sec-fetch-site"].includes(name)), names.join());
  assert.deepEqual(
    sent.filter(([name]) => name.toLowerCase() === "authorization"),
    [["Authorization", "Bearer very-secret"]],
  );
});

test("the version is the page's where it names one, and a row outside of it is refused", async () => {
  const { ask, requests } = proxied({ allow: ["tickets.find", "contacts.find"] });
  const of = (version) => ({ headers: { ...PAGE, "intercom-version": version } });
  await ask("GET", "/contacts/1", of("2.11"));
  assert.deepEqual(
    requests.pop().headers.filter(([name]) => name === "Intercom-Version"),
    [["Intercom-Version", "2.11"]],
  );
  await refusedWith(await ask("GET", "/tickets/1", of("2.7")), 400, /exists in/, requests);
  await refusedWith(await ask("GET", "/contacts/1", of("9.9\u00e4")), 400, /version/, requests);
});

test("what is in no row, or in one that is not allowed, is refused", async () => {
  const { ask, requests } = proxied();
  await refusedWith(await ask("GET", "/"), 400, /empty segment/, requests);
  await refusedWith(await ask("GET", "/nothing/of/the/kind"), 404, /has no GET/, requests);
  await refusedWith(await ask("PUT", "/contacts/1/notes"), 404, /has no PUT/, requests);
  await refusedWith(await ask("DELETE", "/contacts/1"), 403, /contacts.delete is not among/, requests);
  await refusedWith(await ask("POST", "/contacts", { body: "{}" }), 403, /contacts.create is not among/, requests);
  await refusedWith(await ask("OPTIONS", "/contacts"), 400, /no method/, requests);
});

test("a word that stands for an operation is never read as an id", async () => {
  // `/contacts/activities` is of Preview alone; in 2.14 the API might still take it for what it is.
  const { ask, requests } = proxied();
  await refusedWith(await ask("GET", "/contacts/activities"), 403, /contacts.list_activities/, requests);
});

for (const path of [
  "/contacts/..%2fadmins",
  "/contacts/%2e%2e%2fme",
  "/contacts/..%5cme",
  "/contacts/%252e%252e",
  "/contacts/a%2Fb",
  "/contacts/a%00b",
  "/contacts/%0d%0aX-Evil:1",
  "/contacts/%ff",
  "/contacts//",
  "//contacts",
  "/contacts/",
]) {
  test(`the path ${path} is refused`, async () => {
    const { ask, requests } = proxied();
    await refusedWith(await ask("GET", path), 400, /the path/, requests);
  });
}

test("a path that climbs out of the proxy's own is no path of the API", async () => {
  const { proxy, ask, requests } = proxied();
  await refusedWith(await ask("GET", "/../contacts"), 404, /not below/, requests);
  await refusedWith(await ask("GET", "/%2e%2e/contacts"), 404, /not below/, requests);
  const beside = new Request(`${HERE}/intercomcontacts`, { headers: PAGE });
  await refusedWith(await proxy(beside), 404, /not below/, requests);
});

test("a page of another origin is refused, whatever it asks", async () => {
  const { ask, requests } = proxied();
  const from = (headers, method = "GET", body) => ask(method, "/contacts/1", { headers, body });
  for (const site of ["cross-site", "same-site", "none", "Same-Origin, cross-site"]) {
    await refusedWith(await from({ "sec-fetch-site": site }), 403, /only pages of the proxy's own origin/, requests);
  }
  for (const origin of ["null", "https://evil.example", "http://admin.example.com", `${HERE}.evil.example`, `${HERE}:8443`]) {
    await refusedWith(await from({ origin }), 403, /the origin/, requests);
    await refusedWith(await from({ origin, "sec-fetch-site": "same-origin" }), 403, /the origin/, requests);
  }
  await refusedWith(await from({}, "PUT", "{}"), 403, /does not say which origin/, requests);
});

test("listed origins are the only ones, and so are their hosts", async () => {
  const { ask, requests } = proxied({ origin: [HERE, "http://localhost:5173"] });
  assert.equal((await ask("GET", "/contacts/1")).status, 200);
  // TLS ends before the server, so it is asked by http.
  assert.equal((await ask("GET", "/contacts/1", { to: "http://admin.example.com" })).status, 200);
  requests.length = 0;
  const rebound = { to: "http://evil.example", headers: { "sec-fetch-site": "same-origin" } };
  await refusedWith(await ask("GET", "/contacts/1", rebound), 403, /none of this proxy's origins/, requests);
});

test("bodies are JSON, not too long, and only where the operation has one", async () => {
  const { ask, requests } = proxied({ maxRequestBytes: 64 });
  await refusedWith(
    await ask("POST", "/contacts/search", { body: "query=1", headers: { ...PAGE, "content-type": "text/plain" } }),
    400,
    /application\/json/,
    requests,
  );
  await refusedWith(await ask("PUT", "/contacts/1", { body: '{"name":' }), 400, /not JSON/, requests);
  await refusedWith(await ask("PUT", "/contacts/1", { body: '{},"extra_headers":{"authorization":"x"}' }), 400, /not JSON/, requests);
  await refusedWith(await ask("PUT", "/contacts/1", { body: `"${"a".repeat(64)}"` }), 413, /longer than 64/, requests);
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(40)) });
  await refusedWith(await ask("PUT", "/contacts/1", { body: endless }), 413, /longer than 64/, requests);
  await refusedWith(await ask("GET", "/contacts?page=1&page=2"), 400, /twice/, requests);
});

test("the server around it has the last word", async () => {
  const asked = [];
  const { ask, requests } = proxied({ authorize: async (request, operation) => asked.push(operation) && request.headers.has("cookie") });
  await refusedWith(await ask("GET", "/contacts/1"), 403, /may not call contacts.find/, requests);
  assert.equal((await ask("GET", "/contacts/1", { headers: { ...PAGE, cookie: "session=1" } })).status, 200);
  assert.deepEqual(asked, ["contacts.find", "contacts.find"]);
});

test("an answer is passed on as it is, but for headers that are not a page's to see", async () => {
  const headers = {
    "content-type": "application/json",
    "x-request-id": "req-1",
    "X-RateLimit-Remaining": "7",
    "retry-after": "3",
    "set-cookie": "session=of-the-api",
    "access-control-allow-origin": "*",
    server: "nginx",
  };
  const body = '{"type":"error.list","errors":[{"code":"rate_limit_exceeded","message":"slower"}]}';
  const { ask, requests } = proxied({}, () => new Response(body, { status: 429, headers }));
  const answer = await ask("GET", "/contacts/1");
  assert.deepEqual([answer.status, await answer.text()], [429, body]);
  assert.equal(requests.length, 1, "it is the page's client that sends again");
  const shown = Object.fromEntries(answer.headers);
  assert.deepEqual(
    ["x-request-id", "x-ratelimit-remaining", "retry-after"].map((name) => shown[name]),
    ["req-1", "7", "3"],
  );
  assert.deepEqual(
    ["set-cookie", "access-control-allow-origin", "server"].map((name) => shown[name]),
    [undefined, undefined, undefined],
  );
  assert.deepEqual([shown["cache-control"], shown["x-content-type-options"]], ["no-store", "nosniff"]);
});

test("a redirect, a lost connection and an answer that is none become errors of the gateway", async () => {
  const moved = proxied({}, () => new Response(null, { status: 302, headers: { location: "https://evil.example/?very-secret" } }));
  const answer = await moved.ask("GET", "/contacts/1");
  assert.equal(answer.headers.get("location"), null);
  await refusedWith(answer, 502, /redirect/);
  const lost = proxied({}, () => Promise.reject(new TypeError("fetch failed")));
  await refusedWith(await lost.ask("GET", "/contacts/1"), 502, /connection failed/);
  const html = proxied({}, () => new Response("<html>", { status: 503, headers: { "content-type": "text/html" } }));
  const page = await html.ask("GET", "/contacts/1");
  assert.deepEqual([page.status, await page.text()], [503, "<html>"]);
  assert.match(page.headers.get("content-security-policy"), /sandbox/);
});

test("a download streams, and one that fails says why", async () => {
  const allow = ["data_export.download"];
  let pulled = 0;
  const pull = (controller) => {
    pulled += 1;
    controller.enqueue(new Uint8Array(1000));
  };
  const file = { "content-type": "application/octet-stream", "content-disposition": 'attachment; filename="e.csv"' };
  const streamed = proxied({ allow }, () => new Response(new ReadableStream({ pull }), { headers: file }));
  const answer = await streamed.ask("GET", "/download/content/data/j1");
  assert.equal(answer.headers.get("content-disposition"), file["content-disposition"]);
  await answer.body.cancel();
  assert.ok(pulled < 10, "nothing is read that nobody asks for");
  const body = '{"type":"error.list","request_id":"r7","errors":[{"code":"not_found","message":"no such job"}]}';
  const missing = proxied({ allow }, () => new Response(body, { status: 404, headers: { "content-type": "application/json" } }));
  const refusal = await missing.ask("GET", "/download/content/data/j1");
  assert.equal(refusal.headers.get("x-request-id"), "r7");
  await refusedWith(refusal, 404, /no such job/);
});

test("the page's abort ends the call behind the proxy", async () => {
  const controller = new AbortController();
  const { proxy } = proxied({}, (_, signal) => {
    queueMicrotask(() => controller.abort());
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  const answer = await proxy(new Request(`${HERE}/intercom/contacts/1`, { headers: PAGE, signal: controller.signal }));
  assert.equal(answer.status, 502);
});

test("mistakes in its options are found when it is made", () => {
  const client = new Intercom({ token: "t" });
  for (const [options, pattern] of [
    [{}, /allow must be a list/],
    [{ allow: ["contacts.fnd"] }, /did you mean "contacts.find"/],
    [{ allow: [], origins: [] }, /no option "origins"/],
    [{ allow: [], origin: "https://a.example/" }, /not an origin/],
    [{ allow: [], origin: "*" }, /not an origin/],
    [{ allow: [], path: "intercom/" }, /must read like/],
  ]) {
    assert.throws(
      () => createProxy(client, options),
      (error) => error instanceof ArgumentError && pattern.test(error.message),
    );
  }
});

let emulator;
let server;
let url;

before(async () => {
  emulator = await startEmulator({ contacts: 3, jobSeconds: 0 });
  const client = new Intercom({ token: TOKEN, baseUrl: emulator.url });
  const allow = ["contacts.list", "notes.create", "data_export.create", "data_export.find", "data_export.download"];
  server = createServer(toListener(createProxy(client, { allow, path: "/intercom", maxRequestBytes: 1000 }))).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${server.address().port}`;
});
beforeEach(() => emulator.reset());
after(async () => {
  server.closeAllConnections();
  server.close();
  await emulator.stop();
});

/** A request as it stands on the wire, since `fetch` mends what is wrong with it. */
async function raw(method, path, headers = {}, body) {
  const request = send({ port: server.address().port, host: "127.0.0.1", method, path, headers });
  request.end(body);
  const [answer] = await once(request, "response");
  answer.resume();
  return answer.statusCode;
}

test("behind node:http, a client without a token goes through it", async () => {
  const client = new Intercom({
    token: null,
    baseUrl: `${url}/intercom`,
    fetch: (to, init) => fetch(to, { ...init, headers: [...init.headers, ["origin", url]] }),
  });
  const names = [];
  for await (const contact of client.contacts.list({ per_page: 2 })) names.push(contact.id);
  assert.equal(names.length, 3);
  await emulator.faults([{ status: 503, match: { path: "/contacts" } }]);
  assert.equal((await client.contacts.list().withResponse()).attempts.length, 2);
  await assert.rejects(client.tags.list(), { name: "PermissionDeniedError" });
  await assert.rejects(client.notes.create(names[0], { body: "a".repeat(2000) }), { status: 413 });
  const job = await client.job("data_export.create", { created_at_after: 1, created_at_before: 2_000_000_000 });
  await job.wait();
  assert.ok((await (await job.download()).bytes()).length > 0);
});

test("behind node:http, what is not for a page of this origin is refused", async () => {
  assert.equal(await raw("GET", "//evil.example/contacts"), 404);
  assert.equal(await raw("GET", "http://evil.example/intercom/contacts"), 400);
  assert.equal(await raw("GET", "/intercom/contacts", { host: "a/b@c" }), 400);
  assert.equal(await raw("TRACE", "/intercom/contacts"), 400);
  assert.equal(await raw("GET", "/intercom/../../contacts"), 404);
  assert.equal((await emulator.requests()).length, 0);
});
