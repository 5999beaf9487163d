/** What differs between Node and a page, besides the engine. */

import native from "../native.cjs";

/** The text of bytes; throws when they are not UTF-8. */
export const { decode } = native;

/** Reads an environment variable. */
export const environment = (name) => globalThis.process?.env?.[name];

/** What a client says about where it runs, behind the engine's own name. */
export const platform = `node/${globalThis.process?.versions?.node?.split(".")[0] ?? "unknown"}`;

/** Whether everybody who sees the page can read what the client knows. */
export const isPage = false;

/** The address that a base URL means. */
export const absolute = (url) => url;

/** What fetch is told about caches: Node has none, and would tell the server all the same. */
export const caching = {};

/** Writes chunks of bytes to a file that is there whole or not at all. */
export async function save(path, chunks) {
  const { open, rename, rm } = await import("node:fs/promises");
  const { fileURLToPath } = await import("node:url");
  const whole = path instanceof URL ? fileURLToPath(path) : path;
  const partial = `${whole}.${crypto.randomUUID()}.part`;
  const file = await open(partial, "wx");
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    await file.close();
    await rename(partial, whole);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
}
