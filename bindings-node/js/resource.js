/** Resources and their methods, made from the catalog when they are first named. */

import { drive } from "./drive.js";
import { engine, left } from "./engine.js";
import { guarded, refused } from "./failures.js";
import { Listing, firstPage } from "./page.js";
import { sorted, sortedNow } from "./parts.js";
import { Prepared } from "./prepared.js";
import { Answer } from "./response.js";
import { seed } from "./seed.js";
import { toCamel, toSnake } from "./spelling.js";

/** Gives an object what the catalog has below a prefix: resources and methods, each made when it is first named. */
export function define(target, prefix, hostOf) {
  for (const name of engine.names(prefix).split(",")) {
    const id = prefix === "" ? name : `${prefix}.${name}`;
    Object.defineProperty(target, toCamel(name), {
      configurable: true,
      enumerable: prefix !== "",
      get() {
        const host = hostOf(this);
        const row = engine.operation(id);
        const member = row ? method(host, JSON.parse(row)) : new Resource(host, id);
        Object.defineProperty(this, toCamel(name), { value: member, configurable: true, enumerable: prefix !== "" });
        return member;
      },
    });
  }
}

/**
 * What stands behind an object in its chain of prototypes: a name that is nowhere else, and almost one that is, is a mistake. Any other
 * name is undefined, as ever: libraries look for names of their own.
 */
export const misspelled = (prefix) =>
  new Proxy(Object.create(null), {
    get(_, name, target) {
      if (typeof name !== "string" || name in Object.prototype) return Object.prototype[name];
      const id = prefix ?? target[Symbol.toStringTag];
      const hint = engine.hint(toSnake(name), engine.names(id));
      if (hint === "" || name === "then") return undefined;
      const nearest = toCamel(hint.split('"')[1]);
      throw refused(
        `there is no ${JSON.stringify(name)} in ${id === "" ? "the client" : `client.${id}`}; did you mean ${JSON.stringify(nearest)}?`,
      );
    },
  });

/** A part of the API. Its members are its methods and the resources inside it. */
class Resource {
  constructor(host, id) {
    Object.defineProperty(this, Symbol.toStringTag, { value: id });
    define(this, id, () => host);
  }
}
Object.setPrototypeOf(Resource.prototype, misspelled());

/** One operation: `method(…path, params?, options?)` sends it, and `method.prepare(…)` shows what would be sent. */
function method(host, row) {
  const call = (...args) => invoke(host, row, args);
  call.prepare = (...args) => {
    const { text, bytes, options } = sortedNow(row, args);
    return new Prepared(guarded(() => host.with(options).engine.prepare(row.id, text, bytes)));
  };
  return Object.defineProperty(call, "name", { value: row.id });
}

/** Calls an operation with the arguments of its method: an answer, or a listing. */
const invoke = (host, row, args) => answerOf(host, row, () => (row.is_form ? sorted(row, args) : sortedNow(row, args)));

/** Calls an operation, whose parts somebody sorts: an answer, or a listing. */
export function answerOf(host, row, sort) {
  return row.paging === null ? Answer.of(run(host, row, sort)) : new Listing(() => list(host, row, sort));
}

async function run(host, row, sort) {
  const made = sort();
  const { text, bytes, options } = made instanceof Promise ? await made : made;
  const own = host.with(options);
  return drive(
    own,
    guarded(() => own.engine.start(row.id, text, bytes, seed(), left())),
    options.signal,
  );
}

async function list(host, row, sort) {
  const { text, options } = await sort();
  const own = host.with(options);
  const pager = guarded(() => own.engine.pages(row.id, text, options.resume, seed()));
  if (options.limit !== undefined) pager.limit(options.limit);
  return firstPage(pager, { ...options, host: own, operation: row.id, parts: text });
}
