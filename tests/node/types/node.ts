// In a program for Node, whose compiler knows no page. Nothing runs this.

import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { Intercom, rows, webhooks } from "entryphone";
import { createProxy, type ProxyOptions, toListener } from "entryphone/proxy";
import { cassette, record, replay, VirtualClock } from "entryphone/testing";
import { Redis } from "ioredis";
import { createClient } from "redis";

export const clients = [
  new Intercom({ fleet: { name: "sync", redis: new Redis() } }),
  new Intercom({ fleet: { name: "sync", redis: createClient() } }),
  new Intercom({ fetch: globalThis.fetch }),
];

export const tapes = [
  cassette("contacts.jsonl", { mode: "none", hide: ["email"] }),
  record("contacts.jsonl", { fetch: globalThis.fetch, clock: new VirtualClock(), append: true }),
  replay("contacts.jsonl"),
].map(({ transport, clock }) => new Intercom({ token: "t", transport, clock }));
export const left: number = replay("contacts.jsonl").left;

export async function received(request: IncomingMessage, body: Buffer): Promise<string | null> {
  for await (const row of rows.csv(createReadStream("export.csv.gz"))) console.log(row.email);
  return webhooks.unwrap(body, request.headers, { secret: Buffer.from("secret") }).topic;
}

export async function proxied(client: Intercom): Promise<Response> {
  const options = {
    allow: ["contacts.list"],
    origin: ["https://admin.example.com"],
    path: "/intercom",
    maxRequestBytes: 1024,
    authorize: async (request, operation) => request.headers.has("cookie") && operation !== "contacts.delete",
  } satisfies Required<ProxyOptions>;
  const handler = createProxy(client, options);
  createServer(toListener(handler, { secure: true }));
  createServer(toListener(createProxy(client, { allow: [], origin: "https://admin.example.com", authorize: () => true })));
  // @ts-expect-error: what pages may call has to be said
  createProxy(client, { path: "/intercom" });
  // @ts-expect-error: only a handler listens
  toListener(client);
  return handler(new Request("https://admin.example.com/intercom/contacts"));
}
