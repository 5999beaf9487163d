/** Rows of exports are read on a server: what inflates and parses them has no place in a page. */

import { refused } from "./failures.js";

/** What Node's package makes of the bytes of an export. */
export class Rows {
  constructor() {
    throw refused('rows are read on a server, with the package "entryphone"; a page has download.bytes()');
  }
}

export const csv = () => new Rows();

export const jsonl = csv;

export const sniff = csv;
