/**
 * A tour of the Node client against the emulator: every step says what it did, and checks it.
 *
 * `cargo xtask demo` starts the emulator, installs the package, and runs this. It exits with 0 only if every check held.
 */

import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import {
  AbortError,
  ConflictError,
  Intercom,
  NotFoundError,
  NotInVersionError,
  operations,
  ServerError,
  search,
  webhooks,
} from "entryphone";

const EMULATOR = process.env.INTERCOM_BASE_URL;
const COLOUR = process.stdout.isTTY && !("NO_COLOR" in process.env);

const style = (code, text) => (COLOUR ? `\x1b[${code}m${text}\x1b[0m` : text);
const say = (text) => console.log(`    ${text}`);
const quietly = (text) => say(style("2", text));

/** Says what holds, or ends the tour with what does not. */
function check(holds, what) {
  if (!holds) {
    console.error(`    ${style("31", "NOT SO")}: ${what}`);
    process.exit(1);
  }
  say(`${style("32", "✓")} ${what}`);
}

/** Talks to the emulator's own door, which tells what really arrived and took effect. */
async function control(door, body) {
  const answer = await fetch(`${EMULATOR}/_emulator/${door}`, { method: body ? "POST" : "GET", body: body && JSON.stringify(body) });
  return answer.json();
}

const arrived = async (method, path) => (await control("requests")).filter((seen) => seen.method === method && seen.path === path).length;

/** The error that a promise is rejected with. */
const failure = (promise) =>
  promise.then(
    () => check(false, "the failure is thrown"),
    (error) => error,
  );

const steps = {
  async "Say hello"(client) {
    const me = await client.admins.identify();
    say(String(JSON.stringify(client)));
    check(me.type === "admin", `GET /me answers ${me.name} of ${me.app.name}`);
  },

  async "Look before sending: a dry run shows the exact request and no token"(client) {
    const prepared = client.contacts.create.prepare({ role: "user", email: "grace@example.com" });
    for (const line of prepared.curl().split("\n")) quietly(line);
    check(!JSON.stringify(prepared).includes(process.env.INTERCOM_ACCESS_TOKEN), "the token is nowhere in it");
  },

  async "Create a contact, and meet the conflict of creating it again"(client) {
    const grace = await client.contacts.create({
      role: "user",
      email: "grace@example.com",
      name: "Grace Hopper",
      external_id: "demo-grace",
    });
    check(grace.email === "grace@example.com", `${grace.name} has the id ${grace.id}`);
    const error = await failure(client.contacts.create({ role: "user", email: "grace@example.com", external_id: "demo-grace" }));
    quietly(error.message);
    check(error instanceof ConflictError && error.requestId, "the second one is a ConflictError with a request id");
  },

  async "List over several pages, and find with a query that is built"(client) {
    const before = await arrived("GET", "/contacts");
    const ids = new Set();
    for await (const contact of client.contacts.list({ per_page: 10 })) ids.add(contact.id);
    check((await arrived("GET", "/contacts")) - before === Math.ceil(ids.size / 10), `${ids.size} contacts came over pages of 10`);
    const query = search.all(search.field("role").equals("user"), search.field("email").endsWith("@example.com"));
    search.check("contacts", client.version, query);
    const found = await client.contacts.search({ query });
    check(
      found.data.some(({ email }) => email === "grace@example.com"),
      `Grace is among the ${found.body.total_count} found`,
    );
  },

  async "Meet a 429 and wait it out; meet a 503 on a POST and do not repeat it"(client) {
    await control("faults", [{ status: 429, headers: { "Retry-After": "1" } }]);
    const { attempts } = await client.tags.create({ name: "waited" }).withResponse();
    for (const attempt of attempts) quietly(`attempt ${attempt.number}: ${attempt.status}, waited ${attempt.waitedMs ?? 0} ms`);
    check(attempts.length === 2, "a refused POST was sent again, as it may be");
    await control("faults", [{ match: { method: "POST", path: "/contacts" }, status: 503 }]);
    const before = await arrived("POST", "/contacts");
    const error = await failure(client.contacts.create({ role: "lead", name: "Once Only" }));
    quietly(error.message);
    check(error instanceof ServerError && error.maybeApplied, "the error says that it may have taken effect");
    check((await arrived("POST", "/contacts")) - before === 1, "the emulator has seen it exactly once");
  },

  async "Change one's mind while waiting"(client) {
    await control("faults", [{ status: 429, headers: { "Retry-After": "50" } }]);
    const started = performance.now();
    const error = await failure(client.tags.create({ name: "never" }, { signal: AbortSignal.timeout(200) }));
    quietly(error.message);
    check(error instanceof AbortError && performance.now() - started < 10_000, "the wait for the next window ended with the signal");
    check(!error.maybeApplied, "and nothing was applied");
  },

  async "Export, follow the job, and keep the file"(client) {
    const job = await client.job("data_export.create", { created_at_after: 1, created_at_before: 2_000_000_000 }, { pollFromMs: 50 });
    say(`the job ${job.id} can be followed elsewhere: ${job.handle}`);
    const followed = client.resumeJob(job.handle, { pollFromMs: 50 });
    check((await followed.wait()) === "complete", "it is complete");
    const folder = await mkdtemp(path.join(tmpdir(), "entryphone-"));
    const file = path.join(folder, "export.zip");
    const { bytes } = await (await followed.download()).toFile(file);
    check((await stat(file)).size === bytes, `${bytes} bytes are in the file, and it is whole`);
    await rm(folder, { recursive: true });
  },

  async "Receive a notification"() {
    const body = JSON.stringify({ type: "notification_event", topic: "contact.user.created", id: "n1", data: { item: { id: "c1" } } });
    const headers = { "x-hub-signature": webhooks.sign(body, "client-secret") };
    const notification = webhooks.unwrap(body, headers, { secret: ["new-secret", "client-secret"] });
    check(notification.topic === "contact.user.created", `${notification.topic} about ${notification.item.id}, signed by Intercom`);
  },

  async "Ask for what is not there, in any version"(client) {
    const error = await failure(client.contacts.find("no-such-contact"));
    quietly(error.message);
    check(error instanceof NotFoundError, "a NotFoundError, with the request id support asks for");
    say(["2.7", "2.14", "2.16", "Preview"].map((version) => `${version}: ${operations(version).length} operations`).join(" · "));
    const early = await failure(client.withOptions({ version: "2.14" }).macros.list());
    quietly(early.message);
    check(early instanceof NotInVersionError, "an operation of tomorrow is refused today, before anything is sent");
  },
};

console.log(style("1", `\nentryphone for Node ${process.versions.node}: a tour, against the emulator at ${EMULATOR}`));
const client = new Intercom({ baseUrl: EMULATOR });
for (const [at, [headline, take]] of Object.entries(steps).entries()) {
  console.log(`\n${style("1;36", `${String(at + 1).padStart(2)}.`)} ${style("1", headline)}`);
  await take(client);
}
console.log(style("1;32", `\nAll ${Object.keys(steps).length} steps did what they said.\n`));
