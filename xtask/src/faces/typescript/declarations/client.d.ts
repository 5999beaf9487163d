/** The id of something, as the API gives it. Of one with more than 15 digits the text keeps every digit. */
export type Id = string | number | bigint;

/** The methods of HTTP that the API uses. */
export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Who goes first under the rate limit: calls that somebody waits for, or exports, imports and the like. */
export type Lane = "interactive" | "bulk";

/** What may be set for a client, and changed for one call of it. */
export interface Settings {
  /** The version of the API; by default the newest with a number. */
  version?: Version | undefined;
  /** Milliseconds for one attempt, up to the last byte of the answer; 60,000 by default. */
  timeoutMs?: number | undefined;
  /** Milliseconds of silence after which a download is given up; 30,000 by default. */
  idleTimeoutMs?: number | undefined;
  /** Milliseconds for the whole call, repeats and waits included; 120,000 by default. */
  deadlineMs?: number | undefined;
  /** How often a call may be sent, the first time included; 4 by default. */
  maxAttempts?: number | undefined;
  /** The longest body that is read into memory, in bytes; 64 MiB by default. Downloads may be longer. */
  maxBodyBytes?: number | undefined;
  /** Who goes first when calls have to wait for the rate limit; `"interactive"` by default. */
  lane?: Lane | undefined;
  /** Whether calls are spread so that they stay under the rate limit; they are by default. */
  limiter?: boolean | undefined;
  /** Whether operations and parameters are sent that the version does not have; otherwise NotInVersionError is thrown. */
  anyVersion?: boolean | undefined;
  /** Whether answers are compared with their descriptions, for `drift` and the event of that name. */
  strict?: boolean | undefined;
}

/** What a client can be told. */
export interface ClientOptions extends Settings {
  /**
   * The access token, or a function that gives it whenever it is needed, and again after it was rejected. By default it is what the
   * environment has as INTERCOM_ACCESS_TOKEN; null where something behind `baseUrl` adds it.
   */
  token?: string | (() => string | PromiseLike<string>) | null | undefined;
  /** Where the workspace's data are: `"us"` by default. Not together with `baseUrl`. */
  region?: "us" | "eu" | "au" | undefined;
  /** Where requests go instead of Intercom, such as a proxy; in a page also a path of its own server. Not together with `region`. */
  baseUrl?: string | URL | undefined;
  /** What sends requests, with the form of the global `fetch`, which it is by default. Not together with `transport`. */
  fetch?: Fetch | undefined;
  /** What sends requests where nothing has the form of `fetch`. */
  transport?: Transport | undefined;
  /** The time this client lives by, for tests. A client with a clock of its own shares its rate limit with no other. */
  clock?: Clock | undefined;
  /** Is called with everything that happens, for logs and metrics. What it throws ends the call. */
  onEvent?: ((event: CallEvent) => void) | undefined;
  /** Shares the rate limit with other processes; null for none, which is the default. */
  fleet?: Fleet | null | undefined;
  /** Allows a token in a page, where everybody who sees the page can read it. */
  dangerouslyAllowBrowser?: boolean | undefined;
}

/** What can be changed for a client that is made from another one: all but its clock. */
export type ChangedOptions = Omit<ClientOptions, "clock">;

/** What every call takes besides its own arguments. */
export interface CallOptions extends Settings {
  /** Ends the call at once with AbortError, also while it waits. */
  signal?: AbortSignal | undefined;
  /** Vouches that sending the request twice does no harm. */
  repeatable?: boolean | undefined;
  /** Parameters of the query that the operation does not have in its description. */
  extraQuery?: { readonly [name: string]: unknown } | undefined;
  /** Members of the body that the operation does not have in its description. */
  extraBody?: { readonly [name: string]: unknown } | undefined;
  /** Headers that are added, or take the place of ours. The one with the token cannot be set. */
  extraHeaders?: { readonly [name: string]: string } | undefined;
}

/** What a listing takes besides its own arguments. */
export interface ListOptions extends CallOptions {
  /** Ends the listing after so many items. */
  limit?: number | undefined;
  /** Goes on behind the page that gave this text as its `checkpoint()`. */
  resume?: string | undefined;
  /** Is called after every page. */
  progress?: ((progress: ListProgress) => void) | undefined;
}

/** How far a listing is. */
export interface ListProgress {
  /** How many items came so far. */
  readonly items: number;
  /** How many there are in all; null where the API does not say. */
  readonly total: number | null;
}

/** What a job takes besides the arguments of the operation that starts it. */
export interface JobOptions extends CallOptions {
  /** Milliseconds for the whole job; 3,600,000 by default. */
  jobDeadlineMs?: number | undefined;
  /** Milliseconds between the first two looks at the job, from where they grow; 1,000 by default. */
  pollFromMs?: number | undefined;
  /** The longest time between two looks at the job, in milliseconds; 30,000 by default. */
  pollToMs?: number | undefined;
}

/** The arguments of a call by the operation's id. */
export interface CallParts {
  /** The arguments of the path, in order; a single one also by itself. */
  path?: Id | readonly Id[] | undefined;
  /** The parameters of the query. */
  query?: object | undefined;
  /** The body. */
  body?: unknown;
}

/** The arguments of a request past the catalog. */
export interface RequestParts {
  /** The parameters of the query. */
  query?: object | undefined;
  /** The body. */
  body?: unknown;
}

/** Time as a client sees it. */
export interface Clock {
  /** Milliseconds of a clock that never runs backwards. */
  now(): number;
  /** Calls back after so many milliseconds, unless what it returns is called first. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** One rate limit for several processes, kept in a Redis. */
export interface Fleet {
  /** What the processes have in common. It is part of a key in the store, and must not be the token. */
  name: string;
  /** A connected client, which stays yours to close. */
  redis: IoRedis | NodeRedis;
  /** Calls per window of ten seconds, until an answer has told the limit. */
  limitHint?: number | undefined;
  /** What becomes of calls when the store cannot be asked: they are sent (`"open"`, the default), or they fail (`"closed"`). */
  withoutStore?: "open" | "closed" | undefined;
}

/** What is used of a client of the package `ioredis`. */
export interface IoRedis {
  /** Runs a script that the store knows by its SHA-1. */
  evalsha(sha1: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  /** Runs a script. */
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** What is used of a client of the package `redis`. */
export interface NodeRedis {
  /** Runs a script that the store knows by its SHA-1. */
  evalSha(sha1: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  /** Runs a script. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client for Intercom's REST API. Every resource is a member, and every operation a method of its resource. */
export class Intercom {
  /** Makes a client. Throws ArgumentError when an option is wrong, or when there is no token. */
  constructor(options?: ClientOptions);
  /** The version of the API this client speaks. */
  get version(): string;
  /** Where requests go. */
  get baseUrl(): string;
  /** Makes a client with some options changed. It shares what this one has learned. Throws ArgumentError when an option is wrong. */
  withOptions(options: ChangedOptions): Intercom;
  /** Calls an operation that lists, by its id. */
  call<Item = unknown>(operation: ListOperationId, parts?: CallParts, options?: ListOptions): Listing<Item>;
  /** Calls an operation by its id, such as `contacts.update`, with `{ path, query, body }`. */
  call<Data = unknown>(operation: OperationId | (string & {}), parts?: CallParts, options?: CallOptions): Answer<Data>;
  /** Makes the request of an operation without sending it. Throws ArgumentError or NotInVersionError. */
  prepare(operation: OperationId | (string & {}), parts?: CallParts, options?: CallOptions): Prepared;
  /** Sends any method to any path below the base URL, past the catalog, with `{ query, body }`. */
  request<Data = unknown>(
    method: HttpMethod | Lowercase<HttpMethod>,
    path: string,
    parts?: RequestParts,
    options?: CallOptions,
  ): Answer<Data>;
  /** Starts a job with the arguments of its operation. Throws what the operation throws. */
  job<Id extends keyof JobOperations>(operation: Id, params?: JobOperations[Id], options?: JobOptions): Promise<Job>;
  /** Follows a job that was started before, here or elsewhere, by its handle. Throws ArgumentError when it is none. */
  resumeJob(handle: string, options?: JobOptions): Job;
  /** What `JSON.stringify` shows, which is not the token. */
  toJSON(): { version: string; baseUrl: string };
}
export interface Intercom extends Resources {}
