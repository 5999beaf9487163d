/** Resources and their methods, made from the catalog when they are first named. */

import { drive } from "./drive.js";
import { engine } from "./engine.js";
import { guarded } from "./errors.js";
import { Listing, firstPage } from "./page.js";
import { NOTHING, sorted, sortedNow } from "./parts.js";
import { Prepared } from "./prepared.js";
import { Answer } from "./response.js";
import { seed } from "./seed.js";
import { toCamel } from "./spelling.js";

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

/** A part of the API. Its members are its methods and the resources inside it. */
class Resource {
  constructor(host, id) {
    define(this, id, () => host);
  }
}

/** One operation: `method(…path, params?, options?)` sends it, and `method.prepare(…)` shows what would be sent. */
function method(host, row) {
  const call = (...args) => invoke(host, row, () => sorted(row, args));
  call.prepare = (...args) => {
    const { text, bytes, options } = sortedNow(row, args);
    return new Prepared(guarded(() => host.with(options).engine.prepare(row.id, text, bytes)));
  };
  return Object.defineProperty(call, "name", { value: row.id });
}

/** Calls an operation, whose parts were sorted: an answer, or a listing. */
export function invoke(host, row, sorted) {
  return row.paging === null ? Answer.of(run(host, row, sorted)) : new Listing(() => list(host, row, sorted));
}

async function run(host, row, sorted) {
  const { text, bytes = NOTHING, options } = await sorted();
  const own = host.with(options);
  return drive(own, guarded(() => own.engine.start(row.id, text, bytes, seed())), options.signal);
}

async function list(host, row, sorted) {
  const { text, options } = await sorted();
  const own = host.with(options);
  const pager = guarded(() => own.engine.pages(row.id, text, options.resume, seed()));
  if (options.limit !== undefined) pager.limit(options.limit);
  return firstPage(own, pager, options.signal, options.progress);
}
