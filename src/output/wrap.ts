/** Breaks text into lines for a terminal. */

/** A word that is longer than a line, such as a path or an address, stands on a line of its own. */
export function wrapped(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && cellWidth(longer) <= width - indent.length) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}${line}`);
}

/** The same with longer words broken, too. */
export function broken(text: string, width: number): string[] {
  return wrapped(text, width).flatMap((line) => pieces(line, width));
}

function pieces(line: string, width: number): string[] {
  const lines = [""];
  for (const character of line) {
    const longer = `${lines.at(-1)}${character}`;
    if (cellWidth(longer) <= width || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(character);
  }
  return lines;
}

/** A text as lines, which keep its indent; those after the first are moved in by `hanging` more columns. */
export function indented(text: string, width: number, hanging: number): string[] {
  if (cellWidth(text) <= width) return [text];
  const [, indent = "", words = ""] = /^( *)(.*)$/s.exec(text) ?? [];
  const [first = "", ...rest] = wrapped(words, width - indent.length - hanging);
  return [`${indent}${first}`, ...rest.map((line) => `${indent}${" ".repeat(hanging)}${line}`)];
}

/** Characters of East Asian scripts and emoji take two columns, combining marks none. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

/** How many columns of a terminal a text takes. */
export function cellWidth(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  return [...text].reduce((sum, character) => sum + (/\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1), 0);
}

/** A text of at most so many columns; what is cut off is `…`. */
export function cut(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (cellWidth(kept + character) >= width) break;
    kept += character;
  }
  return `${kept}…`;
}
