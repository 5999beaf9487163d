/** The catalog is read on a server: of most operations a page has no more than it needs to call them. */

import { refused } from "./failures.js";

/** What Node's package tells of the operations of a version. */
export function operations() {
  throw refused(
    'the catalog is read on a server, with the package "entryphone": a page would have to load what is said of every operation',
  );
}
