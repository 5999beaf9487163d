import { Intercom } from "entryphone-web";

const client = new Intercom({ baseUrl: "/intercom", token: null });
for await (const contact of client.contacts.list()) document.body.append(contact.email, "\n");
