import { IntercomClient } from "intercom-client";

const client = new IntercomClient({ environment: "/intercom", token: "none" });
for await (const contact of await client.contacts.list()) document.body.append(contact.email, "\n");
