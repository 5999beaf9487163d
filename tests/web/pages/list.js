/** What every page of these tests does: it lists the contacts behind its own server. */

import { Intercom } from "entryphone-web";

export async function list() {
  const client = new Intercom({ baseUrl: "/intercom", token: null });
  const { headers } = client.contacts.list.prepare();
  if (headers.some(([name]) => name === "User-Agent")) throw new Error("a page leaves its name to the browser");
  const ids = [];
  for await (const contact of client.contacts.list({ per_page: 2 })) ids.push(contact.id);
  return ids;
}
