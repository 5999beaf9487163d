/** Listings: one page, from which the others are reached. */

import { guarded, IntercomError, refused } from "./errors.js";
import { drive, tell } from "./drive.js";
import { engine } from "./engine.js";
import { watching } from "./progress.js";
import { withResponse } from "./response.js";
import { seed } from "./seed.js";

/** Ends a listing at a page behind which nobody will ask. */
let release;

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
    let last = page;
    try {
      for await (last of page.pages()) yield* last.data;
    } finally {
      // Of a scroll there is one at a time, and nobody else knows of this one.
      release(last);
    }
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

  static {
    // On a place of its own, since the page may still be asked for the one after it.
    release = (page) => page.#next.bookmark().limit(0);
  }

  constructor(source, next, items, body) {
    this.data = items;
    this.body = body;
    this.#source = source;
    this.#next = next;
  }

  /** Whether there is a further page. It may turn out to be empty. */
  get hasNext() {
    return !this.#next.isOver;
  }

  /** Fetches the page after this one; null after the last. */
  async nextPage() {
    const { page } = await fetchPage(this.#source, this.#next);
    return page;
  }

  /** The text with which the same listing goes on after this page, here or elsewhere: `list({…}, { resume: text })`. */
  checkpoint() {
    return guarded(() => this.#next.checkpoint());
  }

  /** Goes over this page and all that follow. */
  async *pages() {
    for (let page = this; page !== null; page = await page.nextPage()) yield page;
  }

  /** Goes over the items of this page and of all that follow. */
  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) yield* page.data;
  }
}

/** Fetches the first page of a listing, or the answer as it is when it holds no list. */
export async function firstPage(host, pager, signal, progress) {
  const source = { host, signal, told: watching(progress) };
  const { page, done } = await fetchPage(source, pager);
  // A listing that was resumed at its end, or may bring nothing, has an empty page.
  return { page: page ?? new Page(source, pager, [], null), done };
}

async function fetchPage(source, place) {
  const { host, signal, told } = source;
  const now = () => host.clock.now();
  const call = guarded(() => place.call(host.engine, now(), seed()));
  if (!call) return { page: null };
  // The place itself stays where it is, so that its page can be asked for again.
  const next = place.bookmark();
  let done;
  try {
    done = await drive(host, call, signal);
  } catch (error) {
    // A listing that starts again brings items twice, so it is the caller who starts it.
    if (!(error instanceof IntercomError) || next.fail(error.status ?? undefined) !== false) throw error;
    return { page: null };
  }
  const items = itemsAt(done.data, place.itemsPath);
  const count = guarded(() => next.turn(membersOf(done.data), items?.length, now()));
  tell(host, next);
  if (items === undefined) return { page: done.data, done };
  const page = new Page(source, next, count < items.length ? items.slice(0, count) : items, done.data);
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
  if (answer !== null && typeof answer === "object") {
    for (const name of known) if (Object.hasOwn(answer, name)) members[name] = answer[name];
  }
  return JSON.stringify(members);
}
