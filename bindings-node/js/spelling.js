/** Names of the core as JavaScript spells them, and back. */

const camel = new Map();
const snake = new Map();

/** `rate_limit` as `rateLimit`. */
export const toCamel = (name) => remembered(camel, name, () => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()));

/** `rateLimit` as `rate_limit`. */
export const toSnake = (name) => remembered(snake, name, () => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** What the core says of itself, with its names in camel case all the way down. Never for what Intercom says. */
export function camelCased(value) {
  if (Array.isArray(value)) return value.map(camelCased);
  if (value === null || typeof value !== "object") return value;
  const members = {};
  for (const name in value) members[toCamel(name)] = camelCased(value[name]);
  return members;
}

function remembered(known, name, make) {
  let made = known.get(name);
  if (made === undefined) {
    made = make();
    known.set(name, made);
  }
  return made;
}
