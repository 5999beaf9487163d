/** Where a listing stands behind one of its pages. */

import { leave } from "./engine.js";
import { guarded } from "./failures.js";
import { seed } from "./seed.js";

/** A place in the listing of a source: a machine of the engine, or the text that resumes it, which is made a machine when it is needed. */
export class Place {
  /** Whether there is no page at this place. */
  isOver;
  #source;
  #pager;
  #text;

  constructor(source, pager) {
    this.isOver = pager.isOver;
    this.#source = source;
    this.#pager = pager;
  }

  /** The machine. */
  get pager() {
    const { host, operation, parts } = this.#source;
    this.#pager ??= guarded(() => host.engine.pages(operation, parts, this.#text, seed()));
    return this.#pager;
  }

  /** The text that resumes the listing here. */
  checkpoint() {
    return this.#text ?? guarded(() => this.#pager.checkpoint());
  }

  /**
   * Keeps the text and lets go of the machine, so that a page that somebody keeps holds none. A machine knows besides where the listing has
   * been, so this is for places where that is of no use: behind the last page, or when the next one has come. Amid a scroll there is no text.
   */
  shelve() {
    if (!this.#pager) return;
    try {
      this.#text = this.#pager.checkpoint();
    } catch {
      return;
    }
    leave(this.#pager);
    this.#pager = undefined;
  }

  /** Makes room for another scroll, of which there is one at a time, unless somebody asks for the page at this place all the same. */
  release() {
    this.shelve();
    if (!this.#pager) return;
    const end = this.#pager.bookmark();
    end.limit(0);
    leave(end);
  }
}
