/** Proof of who a visitor of the Messenger is, made on the server and handed to the page. */

import { described, guarded, refused } from "./failures.js";
import { written } from "./parts.js";
import { secretBytes, secretly } from "./secret.js";

/**
 * The `user_hash` of a user, which is the older way. `secret` is the identity verification secret of the platform: web, iOS and Android have
 * one each. `user` is the user's id, or the email where there is no id.
 */
export function userHash(secret, user) {
  if (typeof user !== "string") throw refused(`the user must be a string, not ${described(user)}`);
  return guarded(() => secretly("userHash")(secretBytes(secret, "the identity verification secret"), user));
}

/**
 * The `intercom_user_jwt` of a user, which is the way Intercom advises. `secret` is the Messenger API secret; `claims` has at least
 * `user_id`, and whatever else the page must not be able to change; `expiresAt` is a Date, or UNIX seconds.
 */
export function messengerJwt(secret, claims, { expiresAt } = {}) {
  const seconds = expiresAt instanceof Date ? Math.floor(expiresAt.getTime() / 1000) : expiresAt;
  if (seconds !== undefined && !(Number.isSafeInteger(seconds) && seconds >= 0)) {
    throw refused(`expiresAt is ${String(expiresAt)}; it must be a Date or whole UNIX seconds`);
  }
  return guarded(() => secretly("messengerJwt")(secretBytes(secret, "the Messenger API secret"), written(claims) ?? "null", seconds));
}
