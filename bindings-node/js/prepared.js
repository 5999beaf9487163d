import { lossy } from "./body.js";
import { leave } from "./engine.js";

/** A request that is looked at and not sent. Its token is masked. */
export class Prepared {
  /** The HTTP method. */
  method;
  /** The whole address. */
  url;
  /** Names and values, in order. */
  headers;
  /** The bytes that would be sent, or null. */
  body;
  #curl;

  constructor(core) {
    const { method, url, headers, has_body, curl } = JSON.parse(core.toJson());
    Object.assign(this, { method, url, headers, body: has_body ? core.body() : null });
    this.#curl = curl;
    leave(core);
  }

  /** The body as text, or null. */
  text() {
    return this.body === null ? null : lossy.decode(this.body);
  }

  /** The request as a command for a POSIX shell, which takes the token from INTERCOM_ACCESS_TOKEN. */
  curl() {
    return this.#curl;
  }
}
