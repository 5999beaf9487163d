/** Listings: one page, from which the others are reached. */

import { IntercomError } from "./errors.js";
import { guarded, refused } from "./failures.js";
import { drive, tell } from "./drive.js";
import { engine, leave } from "./engine.js";
import { Place } from "./place.js";
import { watching } from "./progress.js";
import { withResponse } from "./response.js";
import { seed } from "./seed.js";

/**
 * A listing: awaited, it is its first page; iterated, the items of all pages. Nothing is sent before either.
 */
export class Listing {
  #begin;
  #first;

  constructor(begin) {
    this.#begin = begin;
  }

  /** The first page. */
  // biome-ignore lint/suspicious/noThenProperty: awaited, a listing is its first page
  then(onPage, onError) {
    return this.#start()
      .then(({ page }) => page)
      .then(onPage, onError);
  }

  /** As the method of a promise. */
  catch(onError) {
    return this.then(undefined, onError);
  }

  /** As the method of a promise. */
  finally(onEnd) {
    return this.then().finally(onEnd);
  }

  /** The first page together with the status, the headers, the request id, the rate limit and the attempts. */
  async withResponse() {
    const { page, done } = await this.#start();
    if (done === undefined) throw refused("the listing has no further page, so there is no response to it");
    return withResponse({ facts: done.facts, headers: done.headers, data: page });
  }

  /** It stands wherever a promise is asked for. */
  get [Symbol.toStringTag]() {
    return "Listing";
  }

  /** Goes over all pages. */
  async *pages() {
    const { page } = await this.#start();
    if (page instanceof Page) yield* page.pages();
  }

  /** Goes over the items of all pages. */
  async *[Symbol.asyncIterator]() {
    const { page } = await this.#start();
    if (!(page instanceof Page)) throw refused("the answer holds no list, so there is nothing to go over");
    yield* page;
  }

  #start() {
    this.#first ??= this.#begin();
    return this.#first;
  }
}

/**
 * One page of a listing. Iterating goes over the items of this page and of all that follow; `data` is this one's.
 *
 * Each page knows its successor, so that `nextPage()` can be asked again; only a scroll gives each page once.
 */
export class Page {
  /** The items of this page. */
  data;
  /** The whole answer: totals and whatever else stands around the items. Null when nothing was left to ask for. */
  body;
  #source;
  #next;

  constructor(source, pager, items, body) {
    this.data = items;
    this.body = body;
    this.#source = source;
    this.#next = new Place(source, pager);
    // Before the first page the listing was nowhere, and behind the last it goes nowhere.
    if (!source.hasBegun || this.#next.isOver) this.#next.shelve();
    source.hasBegun = true;
  }

  /** Whether there is a further page. It may turn out to be empty. */
  get hasNext() {
    return !this.#next.isOver;
  }

  /** Fetches the page after this one; null after the last. */
  async nextPage() {
    const { page } = await fetchPage(this.#source, this.#next.pager);
    this.#next.shelve();
    return page;
  }

  /** The text with which the same listing goes on after this page, here or elsewhere: `list({…}, { resume: text })`. */
  checkpoint() {
    return this.#next.checkpoint();
  }

  /** Goes over this page and all that follow. */
  async *pages() {
    let page = this;
    try {
      for (; page !== null; page = await page.nextPage()) yield page;
    } finally {
      page?.#next.release();
    }
  }

  /** Goes over the items of this page and of all that follow. */
  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) yield* page.data;
  }
}

/** Fetches the first page of the listing that a pager begins, with `{ host, operation, parts, signal, progress }`, or an answer that is no list. */
export async function firstPage(pager, listing) {
  const source = { ...listing, itemsPath: pager.itemsPath, told: watching(listing.progress) };
  let first;
  try {
    first = await fetchPage(source, pager);
  } finally {
    if (first?.page !== null) leave(pager);
  }
  // A listing that was resumed at its end, or may bring nothing, has an empty page too.
  return { page: first.page ?? new Page(source, pager, [], null), done: first.done };
}

/** Fetches the page at the place of a pager, which stays where it is, so that its page can be asked for again. */
async function fetchPage(source, pager) {
  const { host, signal, told } = source;
  const now = () => host.clock.now();
  const call = guarded(() => pager.call(host.engine, now(), seed()));
  if (!call) return { page: null };
  const next = pager.bookmark();
  let done;
  try {
    done = await drive(host, call, signal);
  } catch (error) {
    const isTheEnd = error instanceof IntercomError && next.fail(error.status ?? undefined) === false;
    leave(next);
    // A listing that starts again brings items twice, so it is the caller who starts it.
    if (!isTheEnd) throw error;
    return { page: null };
  }
  const items = itemsAt(done.data, source.itemsPath);
  const count = guarded(() => next.turn(membersOf(done.data), items?.length, now()));
  tell(host, next);
  if (items === undefined && done.data !== null) {
    leave(next);
    return { page: done.data, done };
  }
  // An empty body is an empty page.
  const own = count < items?.length ? items.slice(0, count) : (items ?? []);
  const page = new Page(source, next, own, done.data);
  told?.(page);
  return { page, done };
}

/** The items of an answer; none where null stands for them, and undefined when it holds no list. */
function itemsAt(answer, path) {
  let place = answer;
  for (const name of path === "" ? [] : path.split(".")) {
    if (place === null) break;
    place = Object.hasOwn(Object(place), name) ? place[name] : undefined;
  }
  if (place === null && answer !== null) return [];
  return Array.isArray(place) ? place : undefined;
}

let known;

/** Those members of an answer that say where its next page is. */
function membersOf(answer) {
  known ??= engine.Pager.members().split(",");
  const members = {};
  for (const name of known) if (Object.hasOwn(Object(answer), name)) members[name] = answer[name];
  return JSON.stringify(members);
}
