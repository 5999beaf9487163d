/** What is done with secrets, and so not in a page. */

import { refused } from "./failures.js";
import { signatures } from "./signatures.js";

const encoder = new TextEncoder();

/** A function of the engine that works with secrets. In a page there is none. */
export function secretly(name) {
  const work = signatures[name];
  if (work === undefined) {
    throw refused(
      "this works with a secret, which is everybody's who sees the page; do it on your server, with " +
        '"entryphone", or where its addon does not run, with "entryphone-web/webhooks" or "entryphone-web/identity"',
    );
  }
  return work;
}

/** The bytes of a secret, which may be a string. What is neither is not shown, since it may be a secret in a wrapper. */
export function secretBytes(secret, what) {
  if (typeof secret === "string") return encoder.encode(secret);
  if (secret instanceof Uint8Array) return secret;
  throw refused(`${what} must be a string or bytes`);
}
