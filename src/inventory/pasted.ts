/**
 * Characters that web pages, chats and word processors add to copied text: blanks that parsers do not accept as blanks, and
 * invisible characters.
 */

const blankClass = "\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const invisibleClass = "\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff";
const oddBlank = new RegExp(`[${blankClass}]`);
const oddBlanks = new RegExp(`[${blankClass}]`, "g");
const invisibles = new RegExp(`[${invisibleClass}]`, "g");
const either = new RegExp(`[${blankClass}${invisibleClass}]`, "g");

/** One character that was replaced or removed. */
export interface Pasted {
  /** Where it was, in the cleaned text. */
  readonly offset: number;
  /** `line 2, column 5` of the text as it came. */
  readonly position: string;
  readonly character: string;
}

/** Replaces special blanks by blanks, and removes invisible characters. */
export function cleaned(text: string): string {
  return text.replace(oddBlanks, " ").replace(invisibles, "");
}

/** What `cleaned` would change. */
export function pastedIn(text: string): Pasted[] {
  let removed = 0;
  return [...text.matchAll(either)].map(({ 0: character, index }) => {
    const offset = index - removed;
    if (!oddBlank.test(character)) removed += 1;
    return { offset, position: position(text, index), character };
  });
}

/** `a no-break space (U+00A0)` */
export function characterName(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  if (character === "\u00a0") return `a no-break space (${code})`;
  return oddBlank.test(character) ? `a special space (${code})` : `an invisible character (${code})`;
}

/** `line 2, column 5` */
export function position(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
