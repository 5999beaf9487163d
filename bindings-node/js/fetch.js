/** The transport of clients that are given no other: `fetch`. */

import { caching, isPage } from "./platform.js";

/** No whole answer came. What transports throw, and callers see as TransportError or TimeoutError. */
export class TransportFailure extends Error {
  /**
   * @param {string} message what went wrong, for a person
   * @param {{ kind?: "connection" | "timeout" | "protocol" | "too_large", sent?: "no" | "maybe", cause?: unknown }} [options]
   *   what failed, and whether the request can have reached the server: when in doubt, it can
   */
  constructor(message, { kind = "connection", sent = "maybe", cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "TransportFailure";
    this.kind = kind;
    this.sent = sent;
  }
}

/** Codes of Node for connections that were never made. In a page nothing tells why a request failed. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** A transport that sends with a function of the form of `fetch`; without one, with the one there is when it is needed. */
export const fetching = (fetch) => (request, signal) => {
  const { method, url, headers, body, stream } = request;
  // A page is not shown where a redirect leads, so a download has to be followed by fetch, which leaves credentials behind.
  const redirect = stream && isPage ? "follow" : "manual";
  return (fetch ?? globalThis.fetch)(url, { method, headers, body, signal, redirect, ...caching });
};

/** Whatever a transport throws, in the words of the core. */
export function asFailure(error) {
  if (error instanceof TransportFailure) return error;
  const code = error?.cause?.code ?? error?.code;
  const sent = typeof code === "string" && NEVER_SENT.test(code) ? "no" : "maybe";
  return { kind: "connection", sent, message: error?.cause?.message || error?.message || String(error) };
}
