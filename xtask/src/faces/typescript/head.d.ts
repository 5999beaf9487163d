/** The id of something, as the API gives it. */
export type Id = string | number | bigint;

/** What every call takes besides its own arguments. */
export interface CallOptions {
  /** Ends the call at once, also while it waits. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt, up to the last byte of the answer. */
  timeoutMs?: number | undefined;
  /** Milliseconds for the whole call, repeats and waits included. */
  deadlineMs?: number | undefined;
  /** How often the call may be sent. */
  maxAttempts?: number | undefined;
  /** Vouches that sending the request twice does no harm. */
  repeatable?: boolean | undefined;
  /** Parameters of the query that the catalog does not know. */
  extraQuery?: { [name: string]: any } | undefined;
  /** Members of the body that the catalog does not know. */
  extraBody?: { [name: string]: any } | undefined;
  /** Headers that are added. */
  extraHeaders?: { [name: string]: string } | undefined;
}

/** What a listing takes besides its own arguments. */
export interface ListOptions extends CallOptions {
  /** Ends the listing after so many items. */
  limit?: number | undefined;
  /** Goes on at the checkpoint of a page. */
  resume?: string | undefined;
}

/** A request that is not sent. Its token is masked. */
export interface Prepared {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array | null;
  /** Writes it as a command for a shell. */
  curl(): string;
}

/** The state of the rate limit, as of one answer. */
export interface RateLimit {
  /** Calls allowed in the current window. */
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
  readonly end: "answered" | "connection" | "timeout" | "protocol" | "too_large" | "canceled";
  readonly status: number | null;
  readonly requestId: string | null;
  /** Whether the request can have reached the server, when it was lost. */
  readonly sent: "no" | "maybe" | null;
  readonly durationMs: number;
  /** Milliseconds of waiting that followed, when the call went on. */
  readonly waitedMs: number | null;
}

/** A result together with what the answer said besides it. */
export interface WithResponse<Answer> {
  readonly data: Answer;
  readonly status: number;
  readonly headers: Headers;
  /** The server's name for the request; Intercom's support asks for it. */
  readonly requestId: string | null;
  /** What the answer said about the rate limit; `null` where a browser may not read it. */
  readonly rateLimit: RateLimit | null;
  /** What was tried, in order; the last one is this answer. */
  readonly attempts: readonly Attempt[];
}

/** The answer of a call, and on request what came with it. */
export interface AnswerPromise<Answer> extends Promise<Answer> {
  withResponse(): Promise<WithResponse<Answer>>;
}

/** One page of a listing. Iterating goes over its items and those of all pages that follow. */
export interface Page<Item> extends AsyncIterable<Item> {
  /** The items of this page. */
  readonly data: Item[];
  /** The whole answer: totals and whatever else stands around the items. */
  readonly body: unknown;
  /** Whether there is a further page. It may turn out to be empty. */
  readonly hasNext: boolean;
  /** Fetches the page after this one; `null` after the last. */
  nextPage(): Promise<Page<Item> | null>;
  /** Goes over this page and all that follow. */
  pages(): AsyncIterable<Page<Item>>;
  /** The text with which the same listing goes on after this page, here or elsewhere. */
  checkpoint(): string;
}

/** A listing: await it for its first page, or iterate over all its items. */
export interface PagePromise<Item> extends AnswerPromise<Page<Item>>, AsyncIterable<Item> {
  /** Goes over all pages. */
  pages(): AsyncIterable<Page<Item>>;
}

/** One operation of the API. The arguments of its path come first, then one object with the others, then options. */
export interface Method<Path extends unknown[], Params, Answer> {
  (...args: [...path: Path, params?: Params | undefined, options?: CallOptions | undefined]): AnswerPromise<Answer>;
  /** Makes the request without sending it. */
  prepare(...args: [...path: Path, params?: Params | undefined, options?: CallOptions | undefined]): Prepared;
}

/** One operation of the API that lists. */
export interface ListMethod<Path extends unknown[], Params, Item> {
  (...args: [...path: Path, params?: Params | undefined, options?: ListOptions | undefined]): PagePromise<Item>;
  /** Makes the request of the first page without sending it. */
  prepare(...args: [...path: Path, params?: Params | undefined, options?: ListOptions | undefined]): Prepared;
}

/** The arguments of an operation that takes none but those of its path. */
export type NoParams = { [name: string]: never };

/** The content of a file, with a name where one matters. */
export type FileContent = Blob | Uint8Array | { name?: string | undefined; content: Uint8Array };

/** A condition of the search builder. */
export interface Condition {
  toJSON(): unknown;
}
