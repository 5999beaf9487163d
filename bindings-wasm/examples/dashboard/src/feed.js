/** Lists that grow as they are read. */

import { signal } from "@preact/signals";

import { onRecovery } from "./connection.js";

/** The items of a listing, page by page. */
export class Feed {
  items = signal([]);
  total = signal(null);
  isLoading = signal(false);
  isOver = signal(false);
  error = signal(null);
  /** Whether what is shown is of the listing before. */
  isStale = signal(false);
  #begin;
  #page = null;
  #controller = new AbortController();
  #forget;

  /** `begin(signal)` begins the listing: a promise of its first page. */
  constructor(begin) {
    this.#begin = begin;
    this.#forget = onRecovery(() => this.error.value && this.more());
  }

  /** Ends it, when nobody looks at it any more. */
  end() {
    this.#forget();
    this.#controller.abort();
  }

  /** Begins again, with another listing when one is given. What is shown stays until the new first page is there. */
  restart(begin = this.#begin) {
    this.#controller.abort();
    this.#controller = new AbortController();
    this.#begin = begin;
    this.#page = null;
    this.isLoading.value = false;
    this.isOver.value = false;
    this.isStale.value = true;
    return this.more();
  }

  /** Fetches the next page, or the one that failed. */
  async more() {
    if (this.isLoading.value || this.isOver.value) return;
    const { signal } = this.#controller;
    this.isLoading.value = true;
    this.error.value = null;
    try {
      const isFirst = this.#page === null;
      const page = isFirst ? await this.#begin(signal) : await this.#page.nextPage();
      if (!signal.aborted) this.#take(page, isFirst);
    } catch (error) {
      if (!signal.aborted) this.error.value = error;
    } finally {
      if (!signal.aborted) this.isLoading.value = false;
    }
  }

  /** Shows an item as it now is. */
  replace(changed) {
    this.items.value = this.items.value.map((item) => (item.id === changed.id ? changed : item));
  }

  #take(page, isFirst) {
    const items = page?.data ?? [];
    this.items.value = isFirst ? items : [...this.items.value, ...items];
    this.isStale.value = false;
    this.total.value = page?.body?.total_count ?? this.total.value;
    this.isOver.value = !page?.hasNext;
    this.#page = page;
  }
}
