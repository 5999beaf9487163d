/** What differs between Node and a page, besides the engine. */

/** Reads an environment variable. */
export const environment = (name) => globalThis.process?.env?.[name];

/** What a client says about where it runs, behind the engine's own name. */
export const platform = `node/${globalThis.process?.versions?.node?.split(".")[0] ?? "unknown"}`;

/** Whether everybody who sees the page can read what the client knows. */
export const isPage = false;

/** The address that a base URL means. */
export const absolute = (url) => url;
