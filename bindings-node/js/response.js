/** What a call returns. */

/** The answer of a call: a promise of its data, which can also be asked for all that came with it. */
export class Answer extends Promise {
  #response;

  /** What `then` makes is a plain promise. */
  static get [Symbol.species]() {
    return Promise;
  }

  /** Makes the answer of a promised result. */
  static of(response) {
    const answer = new Answer((resolve, reject) => response.then(({ data }) => resolve(data), reject));
    answer.#response = response;
    return answer;
  }

  /** The data together with the status, the headers, the request id, the rate limit and the attempts. */
  withResponse() {
    // Whoever asks for this is told of a failure by it, and by nothing else.
    this.catch(() => {});
    return this.#response.then(withResponse);
  }
}

/** What a result says to a caller. */
export function withResponse({ data, status, headers, requestId, rateLimit, attempts, drift }) {
  return { data, status, headers, requestId, rateLimit, attempts, drift };
}
