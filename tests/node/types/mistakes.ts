// What the compiler must object to: each line that says so, and no other. Nothing runs this.

import type { Contact, params, Resources } from "entryphone";

export async function methods(client: Resources) {
  client.contcts.list(); // wrong: a resource
  client.contacts.lst(); // wrong: a method
  client.helpCenters.colections.list(); // wrong: a resource inside another
  client.help_centers.list(); // wrong: the spelling of another language
  client.contacts.find(); // wrong: an argument of the path is missing
  client.contacts.find("x", {}, {}, {}); // wrong: one argument too many
  client.contacts.find(["x"]); // wrong: the type of an argument of the path
  client.contacts.create({ emial: "ada@example.com" }); // wrong: the name of an argument of the body
  client.contacts.create("ada@example.com"); // wrong: an argument of the body by position
  client.contacts.create({ email: 7 }); // wrong: the type of an argument of the body
  client.contacts.create({ signed_up_at: "yesterday" }); // wrong: a time
  client.contacts.create({ email: null }); // wrong: what cannot be cleared
  client.contacts.create({ name: null, phone: undefined });
  client.contacts.archive("x", { name: "Ada" }); // wrong: an argument of what takes none
  client.contacts.archive("x", {}, { signal: AbortSignal.timeout(1) });
  client.contacts.list({}, { limit: "10" }); // wrong: an option of listings
  client.contacts.list({}, { limit: 10 });
  client.contacts.find("x", {}, { limit: 10 }); // wrong: an option of listings where there is no list
  client.contacts.find("x", {}, { timeout: 10 }); // wrong: the name of an option
  client.contacts.update.prepare(); // wrong: an argument that a dry run lacks
  client.contacts.prepare("x"); // wrong: a dry run of nothing
}

export async function objects(client: Resources) {
  client.messages.create({ from: { type: "admin", id: "seven" } }); // wrong: the type of a member
  client.messages.create({ from: { typ: "admin" } }); // wrong: the name of a member
  client.messages.create({ from: { type: "robot", id: 7 } });
  client.contacts.search({ query: { field: "email", operater: "=", value: "x" } }); // wrong: a member of a filter
  client.contacts.search({ query: { field: "email", operator: "=", value: "x" } });
  client.contacts.search({ query: "email = x" }); // wrong: a query as text
  const to: params.Recipient = { type: "user", ident: "x" }; // wrong: a member of an object made apart
  client.tags.tagContact("x", { id: { id: "x" } }); // wrong: an object for a text
  return to;
}

export async function answers(client: Resources, contact: Contact) {
  contact.emial; // wrong: the name of a field
  contact.rol; // wrong: the name of a field with known values
  contact.email.toUpperCase(); // wrong: a field that may be missing
  contact.phone?.trim();
  const phone: string | undefined = contact.phone; // wrong: a field that may be null
  const text: string | undefined = contact.created_at; // wrong: the type of a field
  contact.tags.data; // wrong: an object that may be missing
  client.contacts.find(contact.owner_id); // wrong: an id that may be missing
  client.contacts.find(contact.id);
  (await client.contacts.find("x")).data; // wrong: the answer as if it stood inside a response
  (await client.contacts.find("x").withResponse()).data.id;
  client.contacts.find("x").id; // wrong: an answer that was not awaited
  (await client.contacts.list()).emails; // wrong: a page as if it were an item
  for await (const company of client.companies.list()) {
    company.email; // wrong: the field of another class
    company.name;
  }
  for (const company of client.companies.list()) company; // wrong: going over a listing without awaiting
  return [phone, text];
}
