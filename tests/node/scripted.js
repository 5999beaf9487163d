/** A client whose answers are written down, in time that does not pass. */

import { Intercom } from "entryphone";

/** Time that passes only when nobody is busy: then it jumps to what is waited for next. */
export class VirtualClock {
  /** How long was waited, in milliseconds. */
  slept = [];
  /** Whether time stands still. */
  isStopped = false;
  #now = 0;
  #alarms = new Set();
  #busy = 0;

  now = () => this.#now;

  after = (milliseconds, callback) => {
    const alarm = { at: this.#now + milliseconds, callback };
    this.#alarms.add(alarm);
    this.#tick(alarm);
    return () => this.#alarms.delete(alarm);
  };

  /** How many alarms are set. */
  get pending() {
    return this.#alarms.size;
  }

  /** Lets no time pass until the function that is returned is called. */
  hold() {
    this.#busy += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.#busy -= 1;
      isHeld = false;
    };
  }

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

  /** What runs without a socket is done within a few turns of the event loop. */
  #tick(alarm, turns = 20) {
    setImmediate(() => {
      if (!this.#alarms.has(alarm) || this.isStopped) return;
      const isFirst = [...this.#alarms].every((other) => other === alarm || other.at > alarm.at);
      if (this.#busy > 0 || !isFirst) return this.#tick(alarm);
      if (turns > 0) return this.#tick(alarm, turns - 1);
      this.#alarms.delete(alarm);
      this.slept.push(alarm.at - this.#now);
      this.#now = alarm.at;
      alarm.callback();
    });
  }
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
