// What the compiler must object to: each line that says so, and no other. Nothing runs this.

import type { CallEvent, ClientOptions, Contact, Job, params, Resources, WithResponse } from "entryphone";
import { identity, Intercom, IntercomError, NotFoundError, oauth, operations, rows, search, TransportFailure, webhooks } from "entryphone";
import { engine } from "entryphone/machine";

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
  client.messages.create({ from: { type: "admin", id: true } }); // wrong: the type of a member
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

export function clients(client: Intercom) {
  new Intercom({ tokn: "x" }); // wrong: the name of an option of a client
  new Intercom({ token: 7 }); // wrong: a token that is no text
  new Intercom({ token: async () => 7 }); // wrong: a function that gives no token
  new Intercom({ region: "us-east" }); // wrong: a region
  new Intercom({ version: 2.14 }); // wrong: a version as a number
  new Intercom({ version: "3.0" });
  new Intercom({ lane: "fast" }); // wrong: a lane
  new Intercom({ fetch: async () => "{}" }); // wrong: a fetch that gives no answer
  new Intercom({ transport: async ({ url }) => ({ status: url }) }); // wrong: a status that is no number
  new Intercom({ transport: async () => ({ status: 200 }) });
  new Intercom({ fleet: { name: "sync" } }); // wrong: a fleet without its store
  new Intercom({ fleet: { name: "sync", redis: {} } }); // wrong: a store that runs no scripts
  new Intercom({ onEvent: (event) => event.at }); // wrong: the name of a field of events
  client.withOptions({ clock: { now: () => 0, after: () => () => {} } }); // wrong: a clock for a client that has one
  client.version = "2.14"; // wrong: a version that is set afterwards
  const options = { timeout: 5 } satisfies ClientOptions; // wrong: the name of an option of an object made apart
  return options;
}

export async function calls(client: Intercom, signal: AbortSignal) {
  client.call("contacts.fnd", { pth: "c1" }); // wrong: the name of a part of a call
  client.call("contacts.find", {}, { limit: 1 }); // wrong: an option of listings for a call by id
  client.request("FETCH", "/contacts"); // wrong: a method of HTTP
  client.request("get", "/contacts");
  (await client.request("GET", "/contacts/c1")).id; // wrong: the field of an answer that nothing is known of
  (await client.request<Contact>("GET", "/contacts/c1")).id;
  client.job("contacts.create", {}); // wrong: a job that none is
  client.job("data_export.create", { created_before: 1 }); // wrong: the name of an argument of a job
  client.job("data_export.create", {}, { pollFrom: 1 }); // wrong: the name of an option of jobs
  client.companies.retrieve({ company_id: "x" }).pages(); // wrong: pages of what is one thing
  client.companies.retrieve({ tag_id: "x" }).pages();
  (await client.companies.retrieve({ tag_id: "x" })).name; // wrong: the field of an item of a page
  (await client.companies.retrieve({ company_id: "x" })).name;
  client.events.list({ user_id: "x", summary: true }).pages(); // wrong: pages of a summary
  for await (const { count } of client.events.list({ user_id: "x" })) count;
  (await client.contacts.list()).nextPage().data; // wrong: a page that was not awaited
  (await (await client.contacts.list()).nextPage()).data; // wrong: the page after the last one
  client.contacts.list({}, { progress: ({ total }) => total.toFixed() }); // wrong: a total that nobody may know
  client.contacts.list({}, { signal, resume: 7 }); // wrong: a checkpoint that is no text
}

export function outcomes(response: WithResponse<Contact>, error: unknown, event: CallEvent, job: Job) {
  const id: string = response.requestId; // wrong: a request id that may be missing
  response.rateLimit.remaining; // wrong: a rate limit that may be missing
  response.data.id = response.headers.get("date"); // wrong: a header that may be missing
  response.status = 200; // wrong: a fact that is changed
  if (error instanceof NotFoundError) error.kind === "conflict"; // wrong: the kind of another class
  if (error instanceof IntercomError) error.statusCode; // wrong: the name of a field of errors
  if (error instanceof IntercomError) error.status.toFixed(); // wrong: a status that may be missing
  if (event.event === "wait") event.status; // wrong: the field of another event
  if (event.event === "waited") event.operation; // wrong: the name of an event
  new TransportFailure("gone", { kind: "lost" }); // wrong: the kind of a failure
  job.end === "failed"; // wrong: an end that is an error
  job.wait({ timeoutMs: 1 }); // wrong: the name of an option of a wait
  job.download().bytes(); // wrong: a download that was not awaited
  return id;
}

export function functions(client: Intercom) {
  webhooks.unwrap({ topic: "x" }, {}, { secret: "x" }); // wrong: a body that was parsed
  webhooks.unwrap("{}", {}); // wrong: a notification without a secret
  webhooks.unwrap("{}", {}, { secret: "x" }).item.id; // wrong: the field of an item that nothing is known of
  webhooks.unwrap<Contact>("{}", {}, { secret: "x" }).item.id;
  webhooks.unwrap("{}", {}, { secret: "x" }).topic.length; // wrong: a topic that may be missing
  identity.userHash("x", 7); // wrong: a user that is no text
  identity.messengerJwt("x", { email: "a@b.c" }); // wrong: claims without a user
  identity.messengerJwt("x", { user_id: "7" }, { expiresAt: "soon" }); // wrong: an end that is no time
  oauth.authorizeUrl({ clientId: "x" }); // wrong: an address without a state
  oauth.exchange(client, { clientId: "x", code: "y" }); // wrong: an exchange without the secret
  new oauth.Grant({ token: "x" }); // wrong: a grant that nobody granted
  search.field("email").equal("x"); // wrong: the name of an operator
  search.field("email").oneOf(7); // wrong: a list that is none
  search.all([search.field("email").equals("x")]); // wrong: a list of conditions
  search.check("admins", "2.14", {}); // wrong: a resource that has no search
  rows.csv("a,b"); // wrong: rows of a text
  rows.csv([], { maxRowLength: 1 }); // wrong: the name of an option of rows
  operations(2.14); // wrong: the version of a catalog as a number
  operations()[0].id; // wrong: an operation that may not be there
  new engine.Call(); // wrong: a machine that only a client makes
  new engine.Client({ token: "x" }, false); // wrong: settings that are no text
}
