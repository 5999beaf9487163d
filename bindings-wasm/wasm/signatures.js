/** The module of what is done with secrets. It is for workers and servers; in a page everything stays refused, and nothing is loaded. */

import { joined } from "../js/body.js";
import { signatures } from "../js/signatures.js";
import { ask, load, loadNow } from "./door.js";

/** Whether this is a page, and not a worker: only a page has a document. */
const isPage = "document" in globalThis;

/** What the module exports, once it is loaded. */
let door;

/** Loads the module: from beside this file, or from where `module_or_path` says. Later calls do nothing. */
export async function init({ module_or_path = new URL("signatures.wasm", import.meta.url) } = {}) {
  if (door || isPage) return;
  const loaded = await load(module_or_path);
  door ??= loaded;
}

/** Loads the module from its bytes or from a compiled module, at once. */
export function initSync({ module }) {
  if (!isPage) door ??= loadNow(module);
}

/** The module takes several bytes one behind the other, with their lengths. */
function work(name, pieces, ...given) {
  const lengths = pieces.map(({ length }) => length);
  return ask(door, 0, name, [lengths, ...given, joined(pieces)]);
}

if (!isPage) {
  Object.assign(signatures, {
    webhookUnwrap: (body, headers, secrets) => work("webhookUnwrap", [body, ...secrets], headers),
    webhookVerify: (body, headers, secrets) => work("webhookVerify", [body, ...secrets], headers),
    webhookSign: (body, secret) => work("webhookSign", [body, secret]),
    webhookTopics: () => work("webhookTopics", []),
    userHash: (secret, user) => work("userHash", [secret], user),
    messengerJwt: (secret, claims, expiresAt) => work("messengerJwt", [secret], claims, expiresAt),
  });
}
