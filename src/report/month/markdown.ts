/** Pieces of a Markdown page as GitHub shows it, and a host's words in them. Pure. */
import { htmlText, markdownCode, type Shown, terminalText } from "../../safe-text.ts";

const longestWords = 80;

/** Words in which Markdown, and GitHub after it, find nothing to do: no links, emphasis, mentions, emojis or lists. */
const plain =
  /^(?!.*www\.|.*:[a-z\d+-]+:|\d+[.)](?: |$))[a-z\d](?:[a-z\d ,;.()%°-]|(?<=[a-z\d])'(?=[a-z])|:(?=[a-z\d ])|\/(?=[a-z\d])|(?<=[a-z\d])_(?=[a-z\d]))*$/i;

/** A host's words as they are where they are plain, else as code; never so long that they push the rest aside. */
export function markdownWords(words: Shown): string {
  const line = terminalText(words);
  const shown = line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
  return plain.test(shown) ? shown : markdownCode(shown);
}

/** A host's name as it is where Markdown has nothing to read in it: `2001:100::1` holds an emoji, `www.…` a link. */
export function hostWords(host: string): string {
  return /^(?!www\.)[a-z\d](?:[a-z\d.-]|_(?=[a-z\d]))*$/i.test(host) ? host : markdownCode(host);
}

/** Cells are Markdown already. The first row is the header. */
export function table([header = [], ...rows]: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** As wide as the page. */
export function imageOf(path: string, alt: Shown): string {
  return `<img src="${path}" alt="${htmlText(alt)}" width="100%">`;
}

/** Folded away under a summary, which is HTML already. */
export function folded(summary: string, paragraphs: readonly string[]): string {
  return [`<details>\n<summary>${summary}</summary>`, ...paragraphs, "</details>"].join("\n\n");
}

/** The first so many lines, and one that says how many there are beside them. */
export function atMost(most: number, lines: readonly string[], more: (number: number) => string): string[] {
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), more(lines.length - most)];
}

/** GitHub squeezes columns as narrow as their blanks allow. */
export function unbroken(words: string): string {
  return words.replaceAll(" ", "\u00a0");
}

/** Hyphens at which GitHub does not break a name; a name in code is broken anywhere. */
export function unbrokenName(host: string): string {
  const words = markdownWords(host);
  return words.startsWith("`") ? words : words.replaceAll("-", "\u2011");
}

/** `14,880` */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
