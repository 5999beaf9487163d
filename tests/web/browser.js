/** A page in headless Chromium, and a server on loopback that it sees. */

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { chromium } from "playwright-core";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

const path = () => process.env.ENTRYPHONE_CHROMIUM ?? "/usr/bin/chromium";

/** Opens the browser that `ENTRYPHONE_CHROMIUM` names, by default Debian's. */
export const openBrowser = () => chromium.launch({ executablePath: path(), args: ["--no-sandbox"] });

/**
 * Serves folders by the first part of a path, and single paths by functions.
 *
 * @param {Record<string, string | ((request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => void)>} places
 */
export async function serve(places, headers = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const prefix = Object.keys(places).find((place) => pathname === place || pathname.startsWith(`${place}/`));
    if (typeof places[prefix] === "function") return places[prefix](request, response);
    const path = prefix === undefined ? undefined : join(places[prefix], normalize(pathname.slice(prefix.length)));
    const isFile =
      path !== undefined &&
      (await stat(path).then(
        (entry) => entry.isFile(),
        () => false,
      ));
    if (!isFile) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", ...headers });
    return createReadStream(path).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}
