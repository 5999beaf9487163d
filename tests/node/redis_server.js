/** A Redis of one's own, for tests of what is kept in one. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** Starts a `redis-server` on a free port of loopback. */
export async function startRedis() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  const server = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
  for await (const text of server.stdout) if (String(text).includes("Ready to accept connections")) break;
  server.stdout.resume();
  return { port, stop: () => server.kill() };
}
