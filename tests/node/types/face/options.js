// The options of clients and of calls.

import { Intercom } from "entryphone";

import { client, equal, json, scripted } from "./script.js";

/** @import { CallOptions, ChangedOptions, ClientOptions, Fleet, ListOptions } from "entryphone" */

/** @type {{ [subject: string]: () => Promise<void> | void }} */
export const subjects = {
  "the options of clients": async () => {
    const settings = /** @satisfies {Required<import("entryphone").Settings>} */ ({
      version: "2.14",
      timeoutMs: 1000,
      idleTimeoutMs: 1000,
      deadlineMs: 5000,
      maxAttempts: 2,
      maxBodyBytes: 1024,
      lane: "bulk",
      limiter: true,
      anyVersion: true,
      strict: false,
    });
    /** @type {Fleet[]} */
    const fleets = [
      { name: "sync", redis: { evalsha: async () => [1, 0], eval: async () => [1, 0] } },
      { name: "sync", redis: { evalSha: async () => [1, 0], eval: async () => [1, 0] }, limitHint: 100, withoutStore: "closed" },
    ];
    const others = /** @satisfies {Required<Omit<ClientOptions, keyof typeof settings | "region" | "fetch">>} */ ({
      ...settings,
      token: async () => "secret",
      baseUrl: "http://localhost:1/api",
      transport: scripted(json({ id: "c1" })),
      clock: { now: () => performance.now(), after: () => () => {} },
      onEvent: (event) => void event.atMs,
      fleet: fleets[1] ?? null,
      dangerouslyAllowBrowser: false,
    });
    const made = new Intercom(others);
    equal([made.version, made.baseUrl, made.toJSON()], ["2.14", others.baseUrl, { version: "2.14", baseUrl: others.baseUrl }]);

    /** @type {ClientOptions[]} */
    const more = [
      { token: "x", region: "eu" },
      { token: null, baseUrl: new URL("http://localhost:1") },
      { token: () => "x" },
      { token: undefined, region: undefined, baseUrl: "http://localhost:1", version: undefined },
      { token: "x", fetch: globalThis.fetch },
      { token: "x", fetch: async (url, init) => globalThis.fetch(url, { ...init, keepalive: true }) },
      { token: "x", fleet: fleets[0] },
    ];
    for (const options of more.filter(({ token }) => token !== undefined)) new Intercom(options);
    /** @type {ChangedOptions} */
    const changed = { token: "other", onEvent: undefined, fleet: null, timeoutMs: 1 };
    equal(made.withOptions(changed) instanceof Intercom, true);
  },

  "the options of calls": async () => {
    const { signal } = new AbortController();
    const options = /** @satisfies {Required<Omit<ListOptions, "resume">>} */ ({
      signal,
      version: "2.16",
      timeoutMs: 20_000,
      idleTimeoutMs: 20_000,
      deadlineMs: 60_000,
      maxAttempts: 2,
      maxBodyBytes: 1024,
      lane: "interactive",
      limiter: false,
      anyVersion: false,
      strict: true,
      repeatable: true,
      extraQuery: { a: 1 },
      extraBody: {},
      extraHeaders: { "x-a": "b" },
      limit: 1,
      progress: ({ items, total }) => equal([items, total], [1, null]),
    });
    equal((await client(json({ type: "list", data: [{ id: "c1" }] })).contacts.list({}, options)).data, [{ id: "c1" }]);
    /** @type {CallOptions} */
    const call = { ...options, extraBody: undefined };
    equal(call.limiter, false);
  },
};
