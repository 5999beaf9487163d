const DICE = new Uint32Array(256);
let next = DICE.length;

/** The dice of one call. Not from `Math.random`, whose sequence may be the same in every worker of a program. */
export function seed() {
  if (next === DICE.length) {
    crypto.getRandomValues(DICE);
    next = 0;
  }
  next += 2;
  return (DICE[next - 2] >>> 11) * 2 ** 32 + DICE[next - 1];
}
