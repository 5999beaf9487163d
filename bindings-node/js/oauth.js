/**
 * Letting a workspace grant an app access: send its admin to `authorizeUrl`, and `exchange` the code that comes back.
 *
 * What the app may do is set where it is registered, not asked for here. A token does not expire and is not refreshed.
 */

import { hostOf } from "./client.js";
import { drive } from "./drive.js";
import { guarded, refused } from "./failures.js";
import { secretly } from "./secret.js";
import { seed } from "./seed.js";

/**
 * The address to send an admin to, who comes back to `redirectUri` with a `code` and the `state`.
 *
 * `state` is a value that nobody can guess: take a code only when it comes with the state of the same browser's session. `redirectUri` is one
 * of the addresses the app is registered with, by default the first. `region` is "us", "eu" or "au".
 */
export function authorizeUrl({ clientId, state, redirectUri, region = "us" } = {}) {
  const given = texts({ region, clientId, state });
  return guarded(() => secretly("authorizeUrl")(...given, redirectUri));
}

/**
 * Exchanges the code of an admin who granted access for a token.
 *
 * The call goes where the client's calls go, and without the client's token: `new Intercom({ token: null })` will do. It is sent again only
 * when it cannot have arrived, since a code works once. No error shows the secret or the code.
 */
export async function exchange(client, { clientId, clientSecret, code } = {}, { signal } = {}) {
  const readGrant = secretly("readGrant");
  const host = hostOf(client);
  const given = texts({ clientId, clientSecret, code });
  const done = await drive(
    host,
    guarded(() => host.engine.exchange(...given, seed())),
    signal,
  );
  return new Grant(JSON.parse(guarded(() => readGrant(JSON.stringify(done.data) ?? ""))));
}

/** The token that an admin granted, to be kept where secrets are kept. It is not shown when the grant is printed. */
export class Grant {
  /** How the token is sent, which is `Bearer`; null when the answer does not say. */
  tokenType;
  #token;

  constructor({ token, token_type }) {
    this.#token = token;
    this.tokenType = token_type;
  }

  /** The token. */
  get token() {
    return this.#token;
  }

  /** What `JSON.stringify` shows. */
  toJSON() {
    return { token: "***", tokenType: this.tokenType };
  }
}

function texts(given) {
  for (const [name, value] of Object.entries(given)) if (typeof value !== "string") throw refused(`${name} must be a string`);
  return Object.values(given);
}
