import type { RequestListener } from "node:http";

import type { Intercom } from "entryphone";

/** What a proxy is told. */
export interface ProxyOptions {
  /** The ids of the operations that pages may call, such as `"contacts.list"`. All others are refused. */
  allow: readonly string[];
  /**
   * Where pages are reached, such as `"https://admin.example.com"`, or a list. By default wherever a request is sent to; where something
   * stands before the server, or names of others may lead to it, it has to be said.
   */
  origin?: string | readonly string[];
  /** The path below which the API is, such as `"/intercom"`. By default the root. */
  path?: string;
  /** How many bytes the body of a request may have. By default a mebibyte. */
  maxRequestBytes?: number;
  /** Whether a request that is allowed otherwise is let through: the place for the rights of whoever is logged in. */
  authorize?: (request: Request, operation: string) => boolean | Promise<boolean>;
}

/**
 * Makes a proxy for pages: a handler that adds the client's token, and lets through the operations it was told to and nothing else.
 *
 * Each request is sent once, at the pace of the client's token; what is sent again is for the client in the page to decide. Throws
 * ArgumentError when an option is wrong.
 */
export function createProxy(client: Intercom, options: ProxyOptions): (request: Request) => Promise<Response>;

/**
 * A listener for `node:http` and what is built on it. `secure` says that pages reach the server by https although it speaks http
 * itself.
 */
export function toListener(handler: (request: Request) => Promise<Response>, options?: { secure?: boolean }): RequestListener;
