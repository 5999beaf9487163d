/**
 * The machines themselves, for whoever brings a loop of their own. Settings and parts go in as JSON, steps and facts come out as JSON;
 * times are whole milliseconds of the host's clock, which must not run backwards, and headers are lines of `name:value`.
 *
 * What goes wrong is an `Error` whose message is the error as JSON.
 */
export namespace engine {
  /** The names right below a prefix, separated by commas: all resources below nothing. */
  function names(prefix: string): string;
  /** What must be known of an operation to offer it, as JSON; null when there is none. */
  function operation(id: string): string | null;
  /** What may have been meant by a name that none of these is, which are separated by commas; empty when nobody can tell. */
  function hint(wanted: string, names: string): string;
  /** The operations of a version, or of all versions, as JSON. */
  function operations(version?: string | null): string;
  /** The version of this package. */
  function version(): string;
  /** The text of bytes; throws when they are not UTF-8. */
  function decode(bytes: Uint8Array): string;
  /** Verifies a notification, and says what it is about, as JSON. */
  function webhookUnwrap(body: Uint8Array, headers: string, secrets: Uint8Array[]): string;
  /** Verifies a notification. */
  function webhookVerify(body: Uint8Array, headers: string, secrets: Uint8Array[]): void;
  /** The value of the header that Intercom would send with this body. */
  function webhookSign(body: Uint8Array, secret: Uint8Array): string;
  /** The topics that are known, separated by commas. */
  function webhookTopics(): string;
  /** The `user_hash` of a user. */
  function userHash(secret: Uint8Array, user: string): string;
  /** The `intercom_user_jwt` of a user, whose claims are JSON; it ends at these UNIX seconds. */
  function messengerJwt(secret: Uint8Array, claims: string, expiresAt?: number | null): string;
  /** Where an admin grants access. */
  function authorizeUrl(region: string, clientId: string, state: string, redirectUri?: string | null): string;
  /** Reads the answer to an exchange, as JSON. */
  function readGrant(body: string): string;
  /** Holds a query, which is JSON, against what a search is known to take; `unchecked` is a JSON list of fields. */
  function searchCheck(resource: string, version: string, query: string, unchecked: string): void;

  /** What the calls of one workspace share. */
  class Client {
    /** Makes a client, which shares its rate limit with those of the same token when it is registered. */
    constructor(settings: string, isRegistered: boolean);
    /** The version of the API it speaks. */
    get version(): string;
    /** Where requests go. */
    get baseUrl(): string;
    /** A client with some settings changed. */
    withSettings(settings: string): Client;
    /**
     * Starts a call. The contents of its files stand one behind the other in `bytes`; `seed` is the dice of its waits. A call that is
     * `over` becomes the new one, which is cheaper than another object.
     */
    start(operation: string, parts: string, bytes: Uint8Array, seed: number, over?: Call): Call;
    /** Starts a call past the catalog. */
    startRaw(method: string, path: string, parts: string, seed: number): Call;
    /** The request an operation would send. */
    prepare(operation: string, parts: string, bytes: Uint8Array): Prepared;
    /** Starts a listing, or goes on with one at a checkpoint. */
    pages(operation: string, parts: string, checkpoint: string | null | undefined, seed: number): Pager;
    /** Starts a job. */
    job(operation: string, parts: string, bytes: Uint8Array, options: string, seed: number): Job;
    /** Follows a job by its handle. */
    resumeJob(handle: string, options: string, seed: number): Job;
    /** Starts the exchange of a code for a token. */
    exchange(clientId: string, clientSecret: string, code: string, seed: number): Call;
  }

  /** One call. Each method tells it what happened, and answers with the step to do next. */
  class Call {
    private constructor();
    /** Begins. */
    start(nowMs: number): string;
    /** The body to send. */
    body(): Uint8Array;
    /** The head of an answer came. */
    head(nowMs: number, attempt: number, status: number, headers: string): string;
    /** The body is as it should be, and had so many bytes. */
    read(nowMs: number, attempt: number, bytes: number): string;
    /** The body, whose head was reported. */
    collected(nowMs: number, attempt: number, body: Uint8Array): string;
    /** A whole answer came. */
    answered(nowMs: number, attempt: number, status: number, headers: string, body: Uint8Array): string;
    /** No whole answer came. */
    lost(nowMs: number, attempt: number, kind: string, sent: string, message: string): string;
    /** The wait is over. */
    woke(nowMs: number): string;
    /** The provider gave a token. */
    token(nowMs: number, token: string): string;
    /** The provider gave none. */
    noToken(nowMs: number, message: string): string;
    /** The store ran the script. */
    reserved(nowMs: number, reply: number[]): string;
    /** The store could not be asked. */
    unavailable(nowMs: number, message: string): string;
    /** The caller wants no more of it. */
    cancel(nowMs: number): string;
    /** What the call did since it was last asked, as JSON. */
    drainEvents(): string;
  }

  /** A place in a listing. */
  class Pager {
    private constructor();
    /** The members of an answer that `turn` is told, separated by commas. */
    static members(): string;
    /** Where the items stand in an answer: names with dots between them. */
    get itemsPath(): string;
    /** Whether there is no page at this place. */
    get isOver(): boolean;
    /** The same place once more. */
    bookmark(): Pager;
    /** Ends the listing after so many items. */
    limit(items: number): void;
    /** The call for the page at this place; null when there is none. */
    call(client: Client, nowMs: number, seed: number): Call | null;
    /** Goes to the place after the page that came, and tells how many of its items belong to the listing. */
    turn(members: string, items: number | null | undefined, nowMs: number): number;
    /** Takes in that the page's call failed, and tells whether the listing starts again; null when the failure is the caller's to see. */
    fail(status?: number | null): boolean | null;
    /** The text that resumes the listing at this place. */
    checkpoint(): string;
    /** What the listing itself did since it was last asked, as JSON. */
    drainEvents(): string;
  }

  /** One job, as a machine that is asked what to do. */
  class Job {
    private constructor();
    /** The server's name for the job. */
    get id(): string | null;
    /** The server's last word about it. */
    get status(): string | null;
    /** The text that resumes it. */
    get handle(): string | null;
    /** What to do now, as JSON. */
    next(client: Client, nowMs: number): string;
    /** The call that `next` spoke of, once. */
    call(): Call | null;
    /** The call came to a good end. `answer` is its body as JSON. */
    answered(nowMs: number, answer?: string | null, retryAfterMs?: number | null): void;
    /** The call failed. One that is still under way is given up. */
    failed(nowMs: number, call: Call): void;
    /** Asks Intercom to cancel the job, as the next thing to do. */
    cancel(): void;
    /** The call that downloads what a finished job made. */
    download(client: Client): Call;
    /** What the job itself did since it was last asked, as JSON. */
    drainEvents(): string;
  }

  /** Watches one download. */
  class Download {
    /** Reads the head with which a streaming call was done: whether codings are undone, and whether gzip data is inflated to be checked. */
    constructor(nowMs: number, status: number, headers: string, decoded: boolean, verify: boolean);
    /** How many bytes have come. */
    get received(): number;
    /** What the bytes look like; null before enough of them came. */
    get format(): string | null;
    /** Until when silence is no failure. */
    get stallsAtMs(): number;
    /** What the head says of the file, as JSON. */
    head(): string;
    /** The host waits for bytes again. */
    resume(nowMs: number): void;
    /** These bytes came. */
    onChunk(nowMs: number, chunk: Uint8Array): void;
    /** So many bytes came, and they are not shown. */
    onLength(nowMs: number, length: number): void;
    /** Nothing came until now. */
    check(nowMs: number): void;
    /** No more will come; how it ended, as JSON. */
    onEnd(): string;
  }

  /** Turns the bytes of a download into batches of rows, which are JSON. */
  class Rows {
    /** Reads `csv` or `jsonl`; `sniff` looks which of them it is. */
    constructor(syntax: string, maxRowBytes?: number | null);
    /** Takes the next bytes, and gives the rows they complete. As long as more follows, push nothing to have it. */
    push(chunk: Uint8Array): string;
    /** There are no more bytes: gives the rows that were still open. */
    finish(): string;
  }

  /**
   * What went over the wire once. A request is JSON of `method`, `url` and `headers`, which are pairs; what was heard is JSON of `took_ms`,
   * `status`, `headers` and `lost`, of which `status` or `lost` may be null.
   */
  class Cassette {
    /** An empty one that hides members of the names in a list of JSON, to record with; or what a text holds. */
    constructor(hide: string, text?: string | null);
    /** The first line of its text. */
    head(): string;
    /** The line of an exchange. What was heard has `at_ms` besides. */
    line(request: string, body: Uint8Array | null | undefined, heard: string, answerBody: Uint8Array): string;
    /** What was recorded for a request. */
    play(request: string, body?: Uint8Array | null): string;
    /** The body of what was played last. */
    body(): Uint8Array<ArrayBuffer>;
    /** How many exchanges have not been played. */
    readonly left: number;
  }

  /** A request that is looked at and not sent. Its token is masked. */
  class Prepared {
    private constructor();
    /** All but the body, as JSON. */
    toJson(): string;
    /** The body. */
    body(): Uint8Array;
  }
}
