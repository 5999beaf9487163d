/** What a call returns. */

import { asHeaders } from "./headers.js";

/** The answer of a call: a promise of its data, which can also be asked for all that came with it. */
export class Answer extends Promise {
  #outcome;

  /** What `then` makes is a plain promise. */
  static get [Symbol.species]() {
    return Promise;
  }

  /** Makes the answer of a promised outcome. */
  static of(outcome) {
    const answer = new Answer((resolve, reject) => outcome.then(({ data }) => resolve(data), reject));
    answer.#outcome = outcome;
    return answer;
  }

  /** The data together with the status, the headers, the request id, the rate limit and the attempts. */
  withResponse() {
    // Whoever asks for this is told of a failure by it, and by nothing else.
    this.catch(() => {});
    return this.#outcome.then((outcome) => withResponse(outcome));
  }
}

/** What an outcome says to a caller. */
export function withResponse({ facts, headers, data }) {
  const { status, requestId, rateLimit, attempts, drift } = facts;
  return { data, status, headers: asHeaders(headers), requestId, rateLimit, attempts, drift };
}
