/** JSON whose integers keep all their digits, as vectors have some on purpose: a bigint where a number would lose them. */

const MARK = "\u0000bigint:";
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Reads JSON. */
export function parse(text) {
  const marked = text.replace(TOKENS, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? JSON.stringify(MARK + token) : token,
  );
  return JSON.parse(marked, (_, value) => (typeof value === "string" && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value));
}

/** Writes JSON. */
export function write(value) {
  const text = JSON.stringify(value, (_, member) => (typeof member === "bigint" ? MARK + member : member));
  return text?.replace(/"\\u0000bigint:(-?\d+)"/g, "$1");
}
