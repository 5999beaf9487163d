/** A function of the form of `fetch`. It must not follow redirects unless `init` says so. */
export type Fetch = { send(url: string, init: RequestInit): Promise<FetchResponse> }["send"];

/** What is used of the answer of a function of the form of `fetch`. */
export interface FetchResponse {
  /** The HTTP status. */
  readonly status: number;
  /** The headers. */
  readonly headers: HeaderLines;
  /** The bytes of the body as they come. */
  readonly body: TransportBody;
}

/** What sends requests: one of them, once, without following redirects. What it throws should be a TransportFailure. */
export type Transport = (request: TransportRequest, signal: AbortSignal) => Promise<TransportAnswer>;

/** A request to be sent as it is. */
export interface TransportRequest {
  /** The HTTP method. */
  readonly method: HttpMethod;
  /** The whole address. */
  readonly url: string;
  /** Names and values, in order; the token is among them. */
  readonly headers: [name: string, value: string][];
  /** The bytes of the body; undefined when there is none. */
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  /** Whether the body of a success is read chunk by chunk, as long as it may be. */
  readonly stream: boolean;
  /** How many bytes of any other body are taken. */
  readonly maxBodyBytes: number;
}

/** What came back, as soon as its head is there. */
export interface TransportAnswer {
  /** The HTTP status. */
  status: number;
  /** The headers, without those about codings that were undone. */
  headers?: HeaderLines | undefined;
  /** The body without its codings. */
  body?: TransportBody | undefined;
}

/** The body of an answer: its bytes at once or as they come, or its text. */
export type TransportBody = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Uint8Array | ArrayBuffer | string | null;

/** Headers in any of the forms that they have in JavaScript. */
export type HeaderLines =
  | Headers
  | Iterable<readonly [name: string, value: string]>
  | { readonly [name: string]: string | readonly string[] | undefined }
  | null
  | undefined;

/** No whole answer came. What transports throw, and callers see as TransportError or TimeoutError. */
export class TransportFailure extends Error {
  /** `message` says for a person what went wrong; `sent` is "maybe" and `kind` is "connection" unless they are given. */
  constructor(message: string, options?: { kind?: LostKind | undefined; sent?: Sent | undefined; cause?: unknown });
  /** What failed. */
  readonly kind: LostKind;
  /** Whether the request can have reached the server. */
  readonly sent: Sent;
}

/** How a request was lost: no connection or a broken one, no answer in time, something that is not HTTP, or a body that is too long. */
export type LostKind = "connection" | "timeout" | "protocol" | "too_large";

/** Whether a request can have reached the server: when in doubt, it can. */
export type Sent = "no" | "maybe";
