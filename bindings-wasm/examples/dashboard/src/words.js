/** Times, names and numbers for people. */

const numbers = new Intl.NumberFormat();
const days = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const spans = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const DAY_S = 86_400;

export const number = (value) => numbers.format(value);

/** A moment of the API, in UNIX seconds. */
export const moment = (seconds) => moments.format(seconds * 1000);

/** How long ago, when that is no more than a week, and else the day. */
export function ago(seconds) {
  const past = Date.now() / 1000 - seconds;
  if (past > 7 * DAY_S || past < 0) return days.format(seconds * 1000);
  if (past < 60) return spans.format(0, "second");
  const [size, unit] = past >= DAY_S ? [DAY_S, "day"] : past >= 3600 ? [3600, "hour"] : [60, "minute"];
  return spans.format(-Math.floor(past / size), unit);
}

/** How many bytes, in the unit that suits. */
export function bytes(count) {
  const units = ["B", "KB", "MB", "GB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** What a contact is called. */
export const nameOf = (contact) => contact.name || contact.email || contact.phone || "Unnamed contact";

/** The letters that stand for a name: of its first and last word, whatever the script. */
export function initials(name) {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = (word) => [...new Intl.Segmenter().segment(word)][0]?.segment ?? "";
  return (words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0] ?? "?")).toLocaleUpperCase();
}

/** The text of a message's HTML, with its paragraphs. */
export function textOf(html) {
  const { body } = new DOMParser().parseFromString(html ?? "", "text/html");
  for (const end of body.querySelectorAll("br, p, li, div")) end.append("\n");
  for (const line of body.querySelectorAll("br")) line.replaceWith("\n");
  return body.textContent.trim();
}

/** A text as the HTML of a message. */
export function htmlOf(text) {
  const escaped = text.trim().replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character]);
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>")}</p>`)
    .join("");
}
