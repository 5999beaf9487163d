/** The dice of one call. Not from `Math.random`, whose sequence may be the same in every worker of a program. */
export function seed() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high >>> 11) * 2 ** 32 + low;
}
