/** A server of two things: the built page, and the part of Intercom's API that it needs. */

import { once } from "node:events";
import { createServer } from "node:http";

import { Intercom } from "entryphone";
import { createProxy, toListener } from "entryphone/proxy";

import { readPages } from "./pages.js";

/** Where the page finds the API. */
const API = "/intercom";

/** What the page does, and so all that it may do. */
const ALLOWED = [
  "admins.identify",
  "contacts.find",
  "contacts.list",
  "contacts.listAttachedTags",
  "contacts.search",
  "contacts.update",
  "conversations.find",
  "conversations.reply",
  "conversations.search",
  "dataExport.cancel",
  "dataExport.create",
  "dataExport.download",
  "dataExport.find",
  "notes.create",
  "notes.list",
  "tags.create",
  "tags.list",
  "tags.tagContact",
  "tags.untagContact",
];

/**
 * Starts the server. `pages` is the folder of the built page, `client` the options of the client behind the proxy, and `origin` where
 * the page is reached, when that is not where the server listens.
 *
 * Everybody who reaches it acts with the token: put it behind a login of your own, and tell the proxy with `authorize` who may what.
 */
export async function startServer({ pages, host = "127.0.0.1", port = 0, client = {}, origin }) {
  const intercom = new Intercom(client);
  const page = await readPages(pages);
  const server = createServer((request, response) =>
    request.url.startsWith(`${API}/`) ? api(request, response) : page(request, response),
  );
  server.listen(port, host);
  await once(server, "listening");
  const url = `http://${host}:${server.address().port}`;
  // Named, so that no other name that leads here is taken for ours.
  const origins = origin ?? [url, `http://localhost:${server.address().port}`];
  const api = toListener(createProxy(intercom, { allow: ALLOWED, path: API, origin: origins }));
  return {
    url,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
