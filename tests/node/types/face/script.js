// A client whose answers are written down, in time that passes at once.

import { Intercom, TransportFailure } from "entryphone";

/** @import { Clock, FetchResponse, Transport, TransportRequest } from "entryphone" */

/** @type {(found: unknown, wanted: unknown) => void} */
export function equal(found, wanted) {
  const [one, other] = [found, wanted].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

/** @type {(value: unknown, status?: number, headers?: { [name: string]: string }) => Response} */
export const json = (value, status = 200, headers = {}) =>
  new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json", ...headers } });

/** @type {(...answers: Response[]) => Transport} */
export const scripted =
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
export const client = (...answers) =>
  new Intercom({ token: "secret", limiter: false, maxAttempts: 1, transport: scripted(...answers), clock: instant() });

/** Time in which waits are over at once, and what limits attempts never is. @type {() => Clock} */
export function instant() {
  let now = 0;
  const after = (/** @type {number} */ milliseconds, /** @type {() => void} */ callback) => {
    if (milliseconds > 10_000) return () => {};
    now += milliseconds;
    queueMicrotask(callback);
    return () => {};
  };
  return { now: () => now, after };
}

/** @type {(answer: FetchResponse, request: TransportRequest) => [number, string]} */
export const shapes = (answer, request) => [answer.status, request.url];
