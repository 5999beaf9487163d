/** What the runners of vectors use of `node:assert`, for a page. */

class AssertionError extends Error {}

const shown = (value) => JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `${member}n` : member));

function isEqual(one, other) {
  if (Object.is(one, other)) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object") return false;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]));
}

function fail(message) {
  throw new AssertionError(message);
}

export default {
  fail,
  ok: (value, message) => value || fail(message ?? `${shown(value)} is not true`),
  equal: (actual, expected, message) => Object.is(actual, expected) || fail(message ?? `${shown(actual)} is not ${shown(expected)}`),
  deepEqual: (actual, expected, message) =>
    isEqual(actual, expected) || fail(`${message ?? ""} ${shown(actual)} is not ${shown(expected)}`),
};
