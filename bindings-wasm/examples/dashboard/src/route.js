/** Where in the dashboard one is: `#/contacts/5ba6…` as `{ page, id }`. */

import { signal } from "@preact/signals";

const read = () => {
  const [page = "", id] = location.hash.replace(/^#\//, "").split("/");
  return { page: page || "contacts", id: id === undefined || id === "" ? null : decodeURIComponent(id) };
};

export const route = signal(read());

addEventListener("hashchange", () => (route.value = read()));

/** The address of a page, or of one thing on it. */
export const linkTo = (page, id) => `#/${page}${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;
