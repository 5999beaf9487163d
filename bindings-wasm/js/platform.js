/** What differs between Node and a page, besides the engine. */

import { refused } from "./failures.js";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of bytes; throws when they are not UTF-8. */
export const decode = (bytes) => decoder.decode(bytes);

/** A page has no environment. */
export const environment = () => undefined;

/** What a client says about where it runs, behind the engine's own name. */
export const platform = "web";

/**
 * Whether everybody who sees the page can read what the client knows. Every browser has called itself Mozilla since the first ones, in
 * its workers too; servers and their workers (Node, Deno, Bun, Cloudflare) go by their own names.
 */
export const isPage = globalThis.navigator?.userAgent?.startsWith("Mozilla/") ?? false;

/** The address that a base URL means: in a page, "/intercom" is a place on its own server. */
export const absolute = (url) => (URL.canParse(url, origin()) ? new URL(url, origin()).href.replace(/\/$/, "") : url);

function origin() {
  const { origin } = globalThis.location ?? {};
  return origin === "null" ? undefined : origin;
}

/** What fetch is told about caches: an answer of yesterday is no answer. */
export const caching = { cache: "no-store" };

/** A page writes no files. */
export async function save() {
  throw refused("a page writes no files; take download.bytes() or download.body, and hand them to the person as a download");
}
