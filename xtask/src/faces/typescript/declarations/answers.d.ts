/** The state of the rate limit, as of one answer. */
export interface RateLimit {
  /** Calls allowed in the current window of ten seconds. */
  readonly limit: number | null;
  /** Calls left in it. */
  readonly remaining: number | null;
  /** Milliseconds from the answer to the end of the window. */
  readonly resetsInMs: number | null;
}

/** One sending of a request and its end. */
export interface Attempt {
  /** Counted from 1. */
  readonly number: number;
  /** How it ended: with an answer, or how it was lost. */
  readonly end: "answered" | LostKind | "canceled";
  /** The HTTP status of the answer; null without one. */
  readonly status: number | null;
  /** The server's name for the request. */
  readonly requestId: string | null;
  /** Whether the request can have reached the server, when it was lost; otherwise null. */
  readonly sent: Sent | null;
  /** Milliseconds from its start to its end. */
  readonly durationMs: number;
  /** Milliseconds of waiting that followed; null when the call did not go on. */
  readonly waitedMs: number | null;
}

/** One way in which an answer is not what is described. */
export interface Drift {
  /** Where: the names of the fields, dotted, with `[]` for the items of a list. Empty for the answer itself. */
  readonly path: string;
  /** How it differs: no version describes the field, its value has another type, or it belongs to other versions. */
  readonly kind: "unknown_field" | "wrong_type" | "outside_version" | (string & {});
  /** The types of a value, or the versions of a field; null for a field that is not described. */
  readonly expected: string | null;
  /** The type that came. */
  readonly got: "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";
  /** How often. */
  readonly count: number;
}

/** A result together with what the answer said besides it. */
export interface WithResponse<Data> {
  /** The result. */
  readonly data: Data;
  /** The HTTP status. */
  readonly status: number;
  /** The headers; in a page those that the server lets it read. */
  readonly headers: Headers;
  /** The server's name for the request; Intercom's support asks for it. */
  readonly requestId: string | null;
  /** What the answer said about the rate limit; null where it said nothing, or a page may not read it. */
  readonly rateLimit: RateLimit | null;
  /** What was tried, in order; the last one is this answer. */
  readonly attempts: readonly Attempt[];
  /** How the answer differs from its description; empty unless the client is `strict`. */
  readonly drift: readonly Drift[];
}

/** The answer of a call, and on request what came with it. It is rejected with an IntercomError. */
export interface Answer<Data> extends Promise<Data> {
  /** The answer together with the status, the headers, the request id, the rate limit and the attempts. */
  withResponse(): Promise<WithResponse<Data>>;
}

/**
 * A listing: await it for its first page, or iterate over the items of all pages. Nothing is sent before either.
 *
 * `One` is what else it may give when awaited, where arguments make it one thing.
 */
export interface Listing<Item, One = never> extends Answer<Page<Item> | One>, AsyncIterable<Item, void, undefined> {
  /** Goes over all pages. */
  pages(): AsyncGenerator<Page<Item>, void, undefined>;
  /** Goes over the items of all pages. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined>;
}

/** One page of a listing. Iterating goes over its items and those of all pages that follow. */
export interface Page<Item> extends AsyncIterable<Item, void, undefined> {
  /** The items of this page. */
  readonly data: Item[];
  /** The whole answer: totals and whatever else stands around the items. Null when nothing was left to ask for. */
  readonly body: unknown;
  /** Whether there is a further page. It may turn out to be empty. */
  readonly hasNext: boolean;
  /** Fetches the page after this one; null after the last. It may be called again, but of a scroll. */
  nextPage(): Promise<Page<Item> | null>;
  /** Goes over this page and all that follow. */
  pages(): AsyncGenerator<Page<Item>, void, undefined>;
  /** Goes over the items of this page and of all that follow. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined>;
  /** The text with which the same listing goes on after this page, here or elsewhere: `list({…}, { resume: text })`. */
  checkpoint(): string;
}

/** A request that is looked at and not sent. Its token is masked. */
export interface Prepared {
  /** The HTTP method. */
  readonly method: HttpMethod;
  /** The whole address. */
  readonly url: string;
  /** Names and values, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The bytes that would be sent; null when there are none. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** The body as text; null when there is none. */
  text(): string | null;
  /** The request as a command for a POSIX shell, which takes the token from INTERCOM_ACCESS_TOKEN. */
  curl(): string;
}

/** One operation of the API. The arguments of its path come first, then one object with the others, then options. */
export interface Method<Path extends unknown[], Params, Data> {
  (...args: [...path: Path, params?: Params | undefined, options?: CallOptions | undefined]): Answer<Data>;
  /** Makes the request without sending it. Throws ArgumentError or NotInVersionError. */
  prepare(...args: [...path: Path, params?: Params | undefined, options?: CallOptions | undefined]): Prepared;
}

/** One operation of the API that lists. */
export interface ListMethod<Path extends unknown[], Params, Item> {
  (...args: [...path: Path, params?: Params | undefined, options?: ListOptions | undefined]): Listing<Item>;
  /** Makes the request of the first page without sending it. Throws ArgumentError or NotInVersionError. */
  prepare(...args: [...path: Path, params?: Params | undefined, options?: ListOptions | undefined]): Prepared;
}

/** One operation of the API that lists, or with some of its arguments answers one thing. */
export interface ListOrOneMethod<Path extends unknown[], Params, Item, One, ForOne, ForList> {
  /** With these arguments it answers one thing. */
  (...args: [...path: Path, params: Params & ForOne, options?: CallOptions | undefined]): Answer<One>;
  /** Without them it lists. */
  (...args: [...path: Path, params?: (Params & ForList) | undefined, options?: ListOptions | undefined]): Listing<Item>;
  /** When the compiler cannot tell, it is one or the other. */
  (...args: [...path: Path, params?: Params | undefined, options?: ListOptions | undefined]): Listing<Item, One>;
  /** Makes the request without sending it. Throws ArgumentError or NotInVersionError. */
  prepare(...args: [...path: Path, params?: Params | undefined, options?: ListOptions | undefined]): Prepared;
}

/** The arguments of an operation that takes none but those of its path. */
export type NoParams = { [name: string]: never };

/** The content of a file, with a name where one matters. A request that is only prepared takes no Blob. */
export type FileContent = Blob | Uint8Array | { name?: string | undefined; content: Uint8Array };
