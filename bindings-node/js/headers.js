/** Headers, in whatever form they come. */

/** Headers as the engine takes them: a line for each. */
export function lines(headers) {
  let text = "";
  for (const [name, value] of pairs(headers)) text += `${name}:${value}\n`;
  return text;
}

/** Headers as callers see them, whatever the transport has. */
export const asHeaders = (headers) => (headers instanceof Headers ? headers : new Headers([...pairs(headers)]));

/** What goes over names and values: a `Headers`, a `Map`, pairs, or the object that Node and Express have, with lists and nothing among its values. */
function pairs(headers) {
  if (headers === undefined || headers === null) return [];
  if (typeof headers[Symbol.iterator] === "function") return headers;
  return Object.entries(headers).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((one) => [name, one]) : value === undefined ? [] : [[name, value]],
  );
}
