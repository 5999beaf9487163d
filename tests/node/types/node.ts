// In a program for Node, whose compiler knows no page. Nothing runs this.

import { createReadStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Intercom, rows, webhooks } from "entryphone";
import { Redis } from "ioredis";
import { createClient } from "redis";

export const clients = [
  new Intercom({ fleet: { name: "sync", redis: new Redis() } }),
  new Intercom({ fleet: { name: "sync", redis: createClient() } }),
  new Intercom({ fetch: globalThis.fetch }),
];

export async function received(request: IncomingMessage, body: Buffer): Promise<string | null> {
  for await (const row of rows.csv(createReadStream("export.csv.gz"))) console.log(row.email);
  return webhooks.unwrap(body, request.headers, { secret: Buffer.from("secret") }).topic;
}
