/** What is done with a secret takes it as text or bytes. */
export type Secret = string | Uint8Array;

/** Notifications: whether Intercom sent them, and what they say. Not in a page. */
export namespace webhooks {
  /** A notification that was verified. Whatever it does not say is null. */
  interface Notification<Item = unknown> {
    /** What happened, such as `conversation.user.created`. Topics come without a new version. */
    readonly topic: string | null;
    /** The notification's own id. */
    readonly id: string | null;
    /** The same for every delivery of one notification: who must not act twice remembers it. */
    readonly dedupeKey: string | null;
    /** The workspace. */
    readonly appId: string | null;
    /** When it was made, in UNIX seconds. */
    readonly createdAt: number | null;
    /** When it was first sent, in UNIX seconds. */
    readonly firstSentAt: number | null;
    /** When it was delivered, in UNIX seconds. */
    readonly deliveredAt: number | null;
    /** How often its delivery was tried. */
    readonly deliveryAttempts: number | null;
    /** What became of its delivery. */
    readonly deliveryStatus: string | null;
    /** Its own address. */
    readonly selfUrl: string | null;
    /** The `type` of the whole, which is `notification_event`. */
    readonly objectType: string | null;
    /** Whether it only tests the endpoint. */
    readonly isPing: boolean;
    /** What it is about; null when there is nothing. */
    readonly item: Item;
    /** Addresses that belong to it. */
    readonly links: unknown;
    /** The whole body. */
    readonly body: unknown;
  }

  /** What notifications are verified with. */
  interface Verification {
    /** The client secret of the app, or several while a new one takes over. */
    secret: Secret | readonly Secret[];
  }

  /**
   * Verifies a notification, and only then reads it. `body` is the request's, exactly as it was received.
   *
   * Throws SignatureError when it was not shown to be Intercom's, and ApiError when the signature is right and the body is not JSON.
   */
  function unwrap<Item = unknown>(
    body: Uint8Array | ArrayBuffer | string,
    headers: HeaderLines,
    options: Verification,
  ): Notification<Item>;
  /** Verifies a notification, and does not read it. Throws SignatureError. */
  function verify(body: Uint8Array | ArrayBuffer | string, headers: HeaderLines, options: Verification): void;
  /** The value of the header X-Hub-Signature that Intercom would send with this body: for testing one's own endpoint. */
  function sign(body: Uint8Array | ArrayBuffer | string, secret: Secret): string;
  /** The topics that are known, sorted. There are others. */
  function knownTopics(): string[];
}

/** Proof of who a visitor of the Messenger is, made on the server and handed to the page. Not in a page. */
export namespace identity {
  /**
   * The `user_hash` of a user, which is the older way. `secret` is the identity verification secret of the platform, `user` the user's
   * id, or the email where there is no id. Throws ArgumentError when one of them is wrong.
   */
  function userHash(secret: Secret, user: string): string;
  /**
   * The `intercom_user_jwt` of a user, which is the way Intercom advises. `secret` is the Messenger API secret; `claims` has at least
   * `user_id`. Throws ArgumentError when one of them is wrong.
   */
  function messengerJwt(
    secret: Secret,
    claims: { readonly user_id: string; readonly [claim: string]: unknown },
    options?: {
      /** When it ends, as a Date or in UNIX seconds; it does not end by default. */
      expiresAt?: Date | number | undefined;
    },
  ): string;
}

/** Letting a workspace grant an app access: send its admin to `authorizeUrl`, and `exchange` the code that comes back. */
export namespace oauth {
  /** The address to send an admin to. Throws ArgumentError when something is missing or wrong. */
  function authorizeUrl(options: {
    /** The client id of the app. */
    clientId: string;
    /** A value that nobody can guess, which comes back with the code. */
    state: string;
    /** One of the addresses the app is registered with; by default the first. */
    redirectUri?: string | undefined;
    /** Where the workspace's data are; `"us"` by default. */
    region?: "us" | "eu" | "au" | undefined;
  }): string;
  /**
   * Exchanges the code of an admin who granted access for a token. A client with `token: null` will do. No error shows the secret or the
   * code; a code that is wrong or was used throws ApiError.
   */
  function exchange(
    client: Intercom,
    options: {
      /** The client id of the app. */
      clientId: string;
      /** The client secret of the app. */
      clientSecret: string;
      /** What came back with the admin. */
      code: string;
    },
    callOptions?: { signal?: AbortSignal | undefined },
  ): Promise<Grant>;

  /** The token that an admin granted, to be kept where secrets are kept. It is not shown when the grant is printed. */
  class Grant {
    private constructor();
    /** The token. */
    get token(): string;
    /** How the token is sent, which is `Bearer`; null when the answer does not say. */
    readonly tokenType: string | null;
    /** What `JSON.stringify` shows, which is not the token. */
    toJSON(): { token: "***"; tokenType: string | null };
  }
}

/** Queries for the searches of contacts, conversations, tickets and companies. */
export namespace search {
  /** The operators that the searches have. */
  type Operator = "=" | "!=" | ">" | "<" | ">=" | "<=" | "~" | "!~" | "^" | "$" | "IN" | "NIN" | (string & {});
  /** What a field is compared with; a Date stands for its UNIX seconds. */
  type Value = string | number | bigint | boolean | Date | null;
  /** A condition on one field. */
  interface Filter {
    field: string;
    operator: Operator;
    value: Value | Value[];
  }
  /** Conditions of which all or one must hold. */
  interface Group {
    operator: "AND" | "OR";
    value: Condition[];
  }
  /** What a query is made of. */
  type Condition = Filter | Group;
  /** Begins a filter of this field; its methods compare it with something. Throws ArgumentError when it has no name. */
  function field(name: string): Subject;
  /** Holds where all of these hold. */
  function all(...conditions: Condition[]): Group;
  /** Holds where one of these holds. */
  function any(...conditions: Condition[]): Group;
  /**
   * Checks a query as the search of the resource takes it in a version of the API. Throws ArgumentError or NotInVersionError. Not in a
   * page.
   */
  function check(
    resource: "companies" | "contacts" | "conversations" | "tickets",
    version: Version,
    query: object,
    options?: {
      /** Fields that may be compared in any way. */
      unchecked?: readonly string[] | undefined;
    },
  ): void;

  /** A field that waits for what it is compared with. Conversations, tickets and companies take `>` and `<` as "or equal". */
  interface Subject {
    /** Any operator with any value. */
    compare(operator: Operator, value: Value | Value[]): Filter;
    /** `=` */
    equals(value: Value): Filter;
    /** `!=` */
    notEquals(value: Value): Filter;
    /** `>` */
    greaterThan(value: Value): Filter;
    /** `<` */
    lessThan(value: Value): Filter;
    /** `>=` */
    atLeast(value: Value): Filter;
    /** `<=` */
    atMost(value: Value): Filter;
    /** `~` */
    contains(value: Value): Filter;
    /** `!~` */
    notContains(value: Value): Filter;
    /** `^` */
    startsWith(value: Value): Filter;
    /** `$` */
    endsWith(value: Value): Filter;
    /** `IN` */
    oneOf(values: Iterable<Value>): Filter;
    /** `NIN` */
    noneOf(values: Iterable<Value>): Filter;
  }
}

/** An operation of the catalog. */
export interface Operation {
  /** Its id, such as `contacts.list`. */
  readonly id: OperationId;
  /** The HTTP method. */
  readonly method: HttpMethod;
  /** The path with the names of its arguments. */
  readonly path: string;
  /** The names of the arguments of the path, in order. */
  readonly pathParams: readonly string[];
  /** The names of the parameters of the query. */
  readonly query: readonly string[];
  /** The names of the members of the body. */
  readonly body: readonly string[];
  /** The first version that has it. */
  readonly since: Version;
  /** The last version that has it. */
  readonly until: Version;
  /** Where it stands in its life. */
  readonly status: "current" | "deprecated" | "withdrawn";
  /** What it does, in one line. */
  readonly doc: string;
  /** Intercom's own page about it. */
  readonly link: string | null;
  /** How it is paged; null when it lists nothing. */
  readonly paging: string | null;
  /** Whether sending it twice does no harm. */
  readonly repeatable: boolean;
}

/** The operations of a version, or of all versions, sorted by id. Throws ArgumentError when there is no such version. */
export function operations(version?: Version): Operation[];
