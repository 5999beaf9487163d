/** A client whose answers are written down, in time that does not pass. */

import { Intercom } from "entryphone";
import { VirtualClock as Clock } from "entryphone/testing";

/** A clock that can be stopped while something outside of it works. */
export class VirtualClock extends Clock {
  /** A function of the form of fetch that lets no time pass while its answer comes. */
  holding = (fetch) => async (url, init) => {
    const release = this.hold();
    try {
      const answer = await fetch(url, init);
      const reader = answer.body?.getReader();
      const pull = async (controller) => {
        const release = this.hold();
        const { done, value } = await reader.read().finally(release);
        if (done) return controller.close();
        controller.enqueue(value);
      };
      const cancel = (reason) => reader.cancel(reason);
      return new Response(reader && new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), answer);
    } finally {
      release();
    }
  };
}

/** A client, the requests it sends, and its clock. An answer is a Response, a function of the request, or an error. */
export function scripted(answers, options = {}) {
  const clock = new VirtualClock();
  const requests = [];
  const fetch = async (url, init) => {
    requests.push({ url, ...init });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(init) : answer;
  };
  return { client: new Intercom({ token: "secret-token", fetch, clock, ...options }), requests, clock };
}

/** An answer of JSON. */
export const json = (value, init) =>
  new Response(typeof value === "string" ? value : JSON.stringify(value), { headers: { "content-type": "application/json" }, ...init });

/** An answer that never comes, unless its signal ends it. */
export const never = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
