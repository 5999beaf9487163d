/**
 * Notifications: whether Intercom sent them, and what they say.
 *
 * ```js
 * app.post("/intercom", express.raw({ type: "*\/*" }), (request, response) => {
 *   const notification = webhooks.unwrap(request.body, request.headers, { secret });
 *   response.sendStatus(200);
 * });
 * ```
 *
 * There is no time in the signature, and a notification that is not answered in time comes again. Who must not act twice remembers each
 * `dedupeKey`.
 */

import { asBytes, parse, parseText } from "./body.js";
import { described, guarded, refused } from "./failures.js";
import { lines } from "./headers.js";
import { secretBytes, secretly } from "./secret.js";
import { camelCased } from "./spelling.js";

/**
 * Verifies a notification, and only then reads it.
 *
 * `body` is the request's, as it was received: bytes, or the text they are in UTF-8. `headers` are all headers of the request: a
 * `Headers`, the object of Node and Express, or pairs. `secret` is the client secret of the app, or several while a new one takes over.
 *
 * Throws SignatureError when it was not shown to be Intercom's, and ApiError when the signature is right and the body is not JSON.
 */
export function unwrap(body, headers, options) {
  const bytes = received(body);
  const facts = guarded(() => secretly("webhookUnwrap")(bytes, lines(headers), secretsOf(options)));
  const { item, links, self, type, ...others } = parseText(facts);
  return { ...camelCased(others), selfUrl: self, objectType: type, item, links, body: parse(bytes) };
}

/** Verifies a notification, and does not read it. Throws as `unwrap` does. */
export function verify(body, headers, options) {
  guarded(() => secretly("webhookVerify")(received(body), lines(headers), secretsOf(options)));
}

/** The value of the header X-Hub-Signature that Intercom would send with this body: for testing one's own endpoint. */
export function sign(body, secret) {
  return guarded(() => secretly("webhookSign")(received(body), secretBytes(secret, "the client secret")));
}

/** The topics that are known, sorted. There are others: Intercom adds topics without a new version. */
export const knownTopics = () => secretly("webhookTopics")().split(",");

function received(body) {
  const bytes = asBytes(body);
  if (bytes !== undefined) return bytes;
  throw refused(
    `the body must be the bytes of the request as they were received, not ${described(body)}; ` +
      "the signature is over exactly these (in Express, express.raw keeps them)",
  );
}

function secretsOf({ secret } = {}) {
  if (secret === undefined) throw refused('there is no secret to verify with; give { secret: "…" }, the client secret of the app');
  const secrets = Array.isArray(secret) ? secret : [secret];
  return secrets.map((one) => secretBytes(one, "the client secret"));
}
