import { initials } from "../words.js";

const COLORS = 8;

/** The letters of a name, in a color that stays with it. */
export function Avatar({ name, size }) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return (
    <span class={`avatar color-${sum % COLORS}${size ? ` ${size}` : ""}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
