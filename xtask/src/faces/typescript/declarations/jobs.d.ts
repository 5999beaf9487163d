/** How a job ended well: with everything, with some items failed, or with nothing to export. */
export type JobEnd = "complete" | "partial" | "empty";

/** A job that was started: an export, a bulk change, a ticket to be made. Whatever goes wrong here, it goes on there. */
export interface Job {
  /** The server's name for it; empty when it has none. */
  readonly id: string;
  /** The text that `client.resumeJob` takes, also in another process. It holds no token and no host. */
  readonly handle: string;
  /** How it came to a good end; null before. */
  readonly end: JobEnd | null;
  /** The server's last word about it, such as `in_progress`. */
  readonly status: string | null;
  /** The server's last answer about it. Of a job that makes no file, the last one is the result. */
  readonly answer: unknown;
  /**
   * Follows the job to its end, and tells how it ended. After whatever interrupted it, `wait` may be called again.
   *
   * Throws JobError when the job failed or was canceled, TimeoutError when its time is over, and AbortError after the signal.
   */
  wait(options?: {
    /** Ends the wait, and not the job. */
    signal?: AbortSignal | undefined;
    /** Is called after every look at the job. */
    progress?: ((job: Job) => void) | undefined;
    /** Milliseconds for the wait; by default what is left of the hour since its start. */
    deadlineMs?: number | undefined;
  }): Promise<JobEnd>;
  /** Asks Intercom to cancel the job. It ends when the server says so, which `wait` sees. */
  cancel(options?: { signal?: AbortSignal | undefined }): Promise<void>;
  /** Downloads what the finished job made. Its bytes come when they are read. */
  download(options?: {
    /** Ends the download with AbortError, also while its bytes are read. */
    signal?: AbortSignal | undefined;
    /** Is called after every chunk. */
    progress?: ((progress: DownloadProgress) => void) | undefined;
  }): Promise<Download>;
  /** What `JSON.stringify` shows. */
  toJSON(): { id: string; status: string | null; end: JobEnd | null; handle: string };
}

/** How far a download is. */
export interface DownloadProgress {
  /** How many bytes came so far. */
  readonly bytes: number;
  /** How many there will be; null when the server does not say. */
  readonly total: number | null;
}

/** What a download turned out to be. */
export interface DownloadSummary {
  /** How many bytes came. */
  readonly bytes: number;
  /** What they look like; null when they are too few to tell. */
  readonly format: "gzip" | "zip" | "tar" | "text" | "binary" | (string & {}) | null;
  /** What shows that it is whole: its own checksum, the length that was announced, or no more than the end of the connection. */
  readonly proof: "checksum" | "length" | "framing";
}

/** A file that Intercom made. Its bytes come when they are read, once, and nothing holds more than a chunk of them. */
export interface Download extends AsyncIterable<Uint8Array, void, undefined> {
  /** How many bytes will come; null when the server does not say. */
  readonly contentLength: number | null;
  /** The name the server gives the file, made harmless: one name without folders. */
  readonly fileName: string | null;
  /** The media type, as the server has it. */
  readonly contentType: string | null;
  /** What came; null before the last byte. */
  readonly summary: DownloadSummary | null;
  /** The bytes as a stream, once. It fails at its end with TransportError when something is missing. */
  readonly body: ReadableStream<Uint8Array>;
  /** All bytes at once. Throws TransportError when something is missing. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** Writes the file to a path, in Node. It is there whole or not at all. */
  toFile(path: string | URL): Promise<DownloadSummary>;
  /** The rows of the file while they come: of CSV objects of texts, of JSON lines the values. */
  rows(options: RowOptions & { syntax: "csv" }): rows.Rows<rows.CsvRow>;
  /** The rows of the file while they come. Without a `syntax` it is told by the first byte. */
  rows<Row = unknown>(options?: RowOptions & { syntax?: "jsonl" | "csv" | "sniff" | undefined }): rows.Rows<Row>;
  /** Goes over the bytes in chunks. */
  [Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined>;
}

/** How rows are read. */
export interface RowOptions {
  /** The longest row, in bytes; a longer one ends the reading with ApiError. */
  maxRowBytes?: number | undefined;
}

/** What brings bytes: a stream, a download, anything that is gone over, or the bytes themselves. */
export type ByteSource = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array;

/**
 * Rows out of exports, while they come: inflated, unpacked and parsed in bounded memory. Gzip data and tar archives are told by their
 * bytes. Data that ends too early throws TransportError, a row that cannot be read ApiError, and the rows before it come first.
 */
export namespace rows {
  /** A row of CSV by the names of its columns. */
  type CsvRow = { [column: string]: string };
  /** Reads CSV with a line of names. */
  function csv<Row = CsvRow>(chunks: ByteSource, options?: RowOptions): Rows<Row>;
  /** Reads JSON lines. */
  function jsonl<Row = unknown>(chunks: ByteSource, options?: RowOptions): Rows<Row>;
  /** Reads JSON lines where a file begins with a brace or a bracket, and otherwise CSV. */
  function sniff<Row = unknown>(chunks: ByteSource, options?: RowOptions): Rows<Row>;

  /** Rows that come while they are gone over, once. */
  class Rows<Row = unknown> implements AsyncIterable<Row, void, undefined> {
    private constructor();
    /** Goes over the rows as they come out of the bytes: about a megabyte of them at a time. */
    batches(): AsyncGenerator<Batch<Row>, void, undefined>;
    /** Goes over the rows. */
    [Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined>;
  }

  /** Rows of one file. */
  class Batch<Row = unknown> {
    private constructor();
    /** The name of the file in the archive; null outside archives. */
    readonly file: string | null;
    /** The names of the columns; of JSON lines there are none. */
    readonly columns: string[];
    /** Whether file and columns are other than those of the batch before. */
    readonly beginsFile: boolean;
    /** The rows of CSV as lists, which hide no column when two have one name; of JSON lines the values. */
    readonly values: unknown[];
    /** The rows of CSV as objects; of JSON lines the values. */
    get rows(): Row[];
  }
}
