import { Intercom, init } from "entryphone-web/manual";
import module_or_path from "entryphone-web/wasm";

await init({ module_or_path });
const client = new Intercom({ baseUrl: "/intercom", token: null });
const ids = [];
for await (const contact of client.contacts.list({ per_page: 2 })) ids.push(contact.id);
document.title = ids.join(" ");
