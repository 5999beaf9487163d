/** The same client as in `entryphone-web`, whose engine the caller loads before the first client is made. */
export * from "./index.js";

/** Loads the engine: from beside this package's files, or from where `module_or_path` says. Later calls do nothing. */
export function init(options?: {
  module_or_path: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module;
}): Promise<unknown>;

/** Loads the engine from its bytes or from a compiled module, at once. */
export function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
