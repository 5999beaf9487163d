/**
 * A proxy for pages: it adds the token, and lets through the operations it was told to and nothing else.
 *
 * ```js
 * import { createServer } from "node:http";
 * import { Intercom } from "entryphone";
 * import { createProxy, toListener } from "entryphone/proxy";
 *
 * const proxy = createProxy(new Intercom(), { allow: ["contacts.list", "contacts.find"], path: "/intercom" });
 * createServer(toListener(proxy)).listen(3000);
 * ```
 *
 * In the page, `new Intercom({ baseUrl: "/intercom", token: null })` of entryphone-web is its client.
 *
 * The page's client decides what is sent again, and shows its waits; the proxy sends each request once, at the pace of the token
 * that all pages share. Who may use the page at all is for the server around it to say, or for `authorize`.
 */

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { bytesOf } from "./body.js";
import { hostOf } from "./client.js";
import { follow } from "./drive.js";
import { engine, leave } from "./engine.js";
import { IntercomError } from "./errors.js";
import { guarded, refused } from "./failures.js";
import { TransportFailure } from "./fetch.js";
import { lines } from "./headers.js";
import { Host } from "./host.js";
import { seed } from "./seed.js";
import { toSnake } from "./spelling.js";

const OPTIONS = ["allow", "origin", "path", "maxRequestBytes", "authorize"];

/** A mebibyte: the texts of an operation are shorter by far. */
const MAX_REQUEST_BYTES = 1_048_576;

/**
 * Makes a handler that takes a `Request` and answers a `Response`.
 *
 * - `allow`: the ids of the operations that pages may call. All others are refused.
 * - `origin`: where pages are reached, such as `"https://admin.example.com"`, or a list. By default wherever the request is sent to; where
 *   something stands before the server, or names of others may lead to it, it has to be said.
 * - `path`: the path below which the API is, such as `"/intercom"`.
 * - `maxRequestBytes`: how long the body of a request may be.
 * - `authorize(request, operation)`: whether this request is let through, asked last; it may be a promise.
 */
export function createProxy(client, options = {}) {
  const { allow, origin = [], path = "", maxRequestBytes = MAX_REQUEST_BYTES, authorize } = options;
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw refused(`a proxy has no option ${JSON.stringify(unknown)}; it has ${OPTIONS.join(", ")}`);
  if (!Array.isArray(allow)) throw refused('allow must be a list of operations, such as ["contacts.list"]');
  const host = hostOf(client);
  const lists = [allow.map((id) => toSnake(String(id))), [origin].flat()].map((list) => JSON.stringify(list));
  const core = guarded(() => new engine.Proxy(...lists, path));

  return async (request) => {
    const { origin: to, pathname, search } = new URL(request.url);
    try {
      const admitted = core.admit(request.method, to, pathname + search, lines(request.headers));
      if (authorize !== undefined && !(await authorize(request, admitted.operation))) return toResponse(admitted.unauthorized());
      const body = await readWithin(request, maxRequestBytes);
      if (body === undefined) return toResponse(admitted.tooLarge(maxRequestBytes));
      return await forward(host, admitted.start(host.engine, body, seed()), request.signal);
    } catch (failure) {
      if (!isRefusal(failure)) throw failure;
      return toResponse(failure.message);
    }
  };
}

/** The bytes of a request's body, or undefined when they are too many. */
async function readWithin(request, limit) {
  if (Number(request.headers.get("content-length")) > limit) return undefined;
  try {
    return await bytesOf(request.body, limit);
  } catch (error) {
    if (error instanceof TransportFailure && error.kind === "too_large") return undefined;
    throw error;
  }
}

/** Takes a call to its end, and answers what the API answered, whatever that was. */
async function forward(host, call, signal) {
  let last;
  const transport = async (request, signal) => {
    last = undefined;
    const { status, headers, body } = await host.transport(request, signal);
    const content = request.stream ? undefined : await bytesOf(body, request.maxBodyBytes, signal);
    last = { status, headers, content };
    return { status, headers, body: content ?? body };
  };
  let done;
  let refusal;
  try {
    done = await follow(new Host({ ...host, transport }), call, signal);
  } catch (error) {
    if (!(error instanceof IntercomError)) throw error;
    refusal = call.refusal();
  } finally {
    leave(call);
  }
  const headers = last && engine.Proxy.headersForPage(last.status, lines(last.headers));
  if (!headers || (last.content === undefined && done === undefined)) return toResponse(refusal);
  const content = last.content ?? done.body;
  return new Response(content?.length === 0 ? null : content, { status: last.status, headers: JSON.parse(headers) });
}

const isRefusal = (failure) => typeof failure?.message === "string" && failure.message.startsWith('{"status":');

function toResponse(refusal) {
  const { status, headers, body } = JSON.parse(refusal);
  return new Response(body, { status, headers });
}

/**
 * A listener for `node:http` and what is built on it, of a handler that takes a `Request`.
 *
 * `secure` says that pages reach the server by https although it speaks http itself.
 */
export function toListener(handler, { secure = false } = {}) {
  return (request, response) => {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    answer(handler, request, response, secure, gone.signal).catch((error) => {
      // Nobody is left to be told when the page itself went away.
      if (gone.signal.aborted) return;
      console.error(error);
      response.destroy();
    });
  };
}

async function answer(handler, request, response, secure, signal) {
  const asked = toRequest(request, secure, signal);
  if (asked === undefined) return response.writeHead(400).end();
  const answered = await handler(asked);
  response.writeHead(answered.status, [...answered.headers].flat());
  if (!answered.body) return response.end();
  await pipeline(Readable.fromWeb(answered.body), response);
}

/** The request of a `node:http` server, or undefined when it is for no page of an origin. */
function toRequest(request, secure, signal) {
  const { method, url, headers, headersDistinct, socket } = request;
  if (!/^[\w.:[\]-]+$/.test(headers.host ?? "") || !url.startsWith("/")) return undefined;
  const init = { method, signal, headers: Object.entries(headersDistinct).map(([name, values]) => [name, values.join(", ")]) };
  if (!["GET", "HEAD"].includes(method)) {
    // What is left of a body that is too long stays unread, and its connection is needed for the answer.
    Object.assign(init, { body: ReadableStream.from(request.iterator({ destroyOnReturn: false })), duplex: "half" });
  }
  try {
    // Put together and not resolved, so that no path is taken for a host.
    return new Request(`${secure || socket.encrypted ? "https" : "http"}://${headers.host}${url}`, init);
  } catch {
    return undefined;
  }
}
