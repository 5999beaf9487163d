// What needs no client, and the machine below it.

import { SignatureError, identity, oauth, operations, search, webhooks } from "entryphone";
import { engine } from "entryphone/machine";

import { client, equal, json } from "./script.js";

/** @import { Operation } from "entryphone" */

/** @type {{ [subject: string]: () => Promise<void> | void }} */
export const subjects = {
  webhooks: () => {
    const body = '{"type":"notification_event","topic":"contact.created","id":"n1","data":{"item":{"id":"c1"}}}';
    const headers = { "x-hub-signature": webhooks.sign(body, "secret"), host: undefined, "set-cookie": ["a", "b"] };
    const notification = webhooks.unwrap(body, headers, { secret: ["new", "secret"] });
    const { topic, id, dedupeKey, appId, createdAt, firstSentAt, deliveredAt, deliveryAttempts, deliveryStatus } = notification;
    const { selfUrl, objectType, isPing, item, links } = notification;
    equal([topic, id, dedupeKey, objectType, isPing, item], ["contact.created", "n1", "n1", "notification_event", false, { id: "c1" }]);
    equal([appId, createdAt, firstSentAt, deliveredAt, deliveryAttempts, deliveryStatus, selfUrl, links], Array(8).fill(null));
    equal(typeof notification.body, "object");
    webhooks.verify(new TextEncoder().encode(body), new Headers({ "x-hub-signature": headers["x-hub-signature"] }), { secret: "secret" });
    try {
      webhooks.verify(body, new Map(), { secret: "secret" });
    } catch (error) {
      equal(error instanceof SignatureError && error.kind, "signature");
    }
    equal(webhooks.knownTopics().includes("article.created"), true);
  },

  "identity and OAuth": async () => {
    equal(identity.userHash("secret", "u1").length, 64);
    equal(
      identity.messengerJwt(new Uint8Array(32), { user_id: "u1", plan: "pro" }, { expiresAt: new Date(2_000_000_000_000) }).split(".")
        .length,
      3,
    );
    const address = oauth.authorizeUrl({ clientId: "i", state: "s", redirectUri: "https://example.com/back", region: "eu" });
    equal(address.startsWith("https://"), true);
    const given = { clientId: "i", clientSecret: "s", code: "c" };
    const grant = await oauth.exchange(client(json({ token: "t", token_type: "Bearer" })), given, { signal: AbortSignal.timeout(10_000) });
    equal([grant instanceof oauth.Grant, grant.token, grant.tokenType, grant.toJSON().token], [true, "t", "Bearer", "***"]);
  },

  searches: async () => {
    const on = (/** @type {string} */ name) => search.field(name);
    const query = search.all(
      search.any(on("role").equals("user"), on("role").notEquals("lead"), on("email").contains("a"), on("email").notContains("b")),
      search.any(on("email").startsWith("a"), on("email").endsWith("b"), on("id").oneOf(["1"]), on("id").noneOf(new Set(["2"]))),
      search.any(on("signed_up_at").greaterThan(new Date(0)), on("signed_up_at").lessThan(2), on("created_at").compare("<", 3)),
    );
    search.check("contacts", "2.14", query, { unchecked: ["created_at"] });
    equal([on("a").atLeast(1).operator, on("a").atMost(1).operator], [">=", "<="]);
    const text = client().contacts.search.prepare({ query }).text();
    equal(text?.includes('"operator":"AND"'), true);
  },

  "the catalog and the machine": () => {
    /** @type {Operation[]} */
    const all = operations("2.14");
    const row = all.find(({ id }) => id === "contacts.list");
    if (row === undefined) throw new Error("there is no contacts.list");
    const { method, path, pathParams, query, body, since, until, status, doc, link, paging, repeatable } = row;
    equal([method, path, pathParams, body, status, paging, repeatable], ["GET", "/contacts", [], [], "current", "cursor_query", true]);
    equal(
      [typeof since, typeof until, typeof doc, typeof link, query.length > 0, operations().length >= all.length],
      ["string", "string", "string", "string", true, true],
    );
    const call = new engine.Client('{"token":"t"}', false).start("contacts.find", '{"path":["c1"]}', new Uint8Array(), 1);
    equal(call.start(0).startsWith('{"send":'), true);
  },
};
