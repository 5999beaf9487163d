/**
 * Queries for the searches of contacts, conversations, tickets and companies.
 *
 * ```js
 * const query = search.all(
 *   search.field("role").equals("user"),
 *   search.any(search.field("custom_attributes.plan").oneOf(["pro", "team"]), search.field("signed_up_at").greaterThan(new Date(2031, 0))),
 * );
 * for await (const contact of client.contacts.search({ query })) console.log(contact.id);
 * ```
 *
 * A condition is a plain object and becomes whatever it is told; `check` holds a query, built here or anywhere else, against what the
 * searches are known to take.
 */

import { engine } from "./engine.js";
import { described, guarded, refused } from "./failures.js";
import { written } from "./parts.js";

/** Begins a filter of this field; its methods compare it with something. */
export const field = (name) => new Subject(name);

/** Holds where all of these hold. */
export const all = (...conditions) => ({ operator: "AND", value: conditions });

/** Holds where one of these holds. */
export const any = (...conditions) => ({ operator: "OR", value: conditions });

/** Checks a query as `client.contacts.search` and its like take it, in a version of the API. Throws ArgumentError or NotInVersionError. */
export function check(resource, version, query, { unchecked = [] } = {}) {
  if (engine.searchCheck === undefined) {
    throw refused('queries are checked on a server, with the package "entryphone": a page would have to load every field of every search');
  }
  guarded(() => engine.searchCheck(resource, version, written(query) ?? "null", JSON.stringify(unchecked)));
}

/** A field that waits for what it is compared with. */
class Subject {
  #name;

  constructor(name) {
    if (typeof name !== "string" || name === "") throw refused('a filter is of a field, such as search.field("email")');
    this.#name = name;
  }

  /** Any operator with any value. */
  compare(operator, value) {
    return { field: this.#name, operator, value };
  }

  /** `IN` */
  oneOf(values) {
    return this.compare("IN", listed(values));
  }

  /** `NIN` */
  noneOf(values) {
    return this.compare("NIN", listed(values));
  }
}

/** Conversations, tickets and companies take `>` and `<` as "or equal". */
const OPERATORS = {
  equals: "=",
  notEquals: "!=",
  greaterThan: ">",
  lessThan: "<",
  atLeast: ">=",
  atMost: "<=",
  contains: "~",
  notContains: "!~",
  startsWith: "^",
  endsWith: "$",
};

for (const [name, operator] of Object.entries(OPERATORS)) {
  Subject.prototype[name] = function (value) {
    return this.compare(operator, value);
  };
}

/** A text would come apart into its characters. */
function listed(values) {
  if (typeof values !== "object" || typeof values?.[Symbol.iterator] !== "function") {
    throw refused(`the values to look for must be a list, not ${described(values)}`);
  }
  return [...values];
}
