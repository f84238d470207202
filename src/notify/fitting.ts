/** Lines of text, as many as a service takes. Pure. */

export interface Room {
  readonly most: number;
  /** How a service counts. Default: characters, as JavaScript does. */
  readonly sizeOf?: (text: string) => number;
  /** Escapes a line. Escaping makes it longer. */
  readonly quote?: (line: string) => string;
}

/** For `and 100 more`. */
const moreSize = 20;

/** The first lines, and how many are left out; a line that does not fit by itself is cut. */
export function fittingText(lines: readonly string[], { most, sizeOf = lengthOf, quote = asItIs }: Room): string {
  const quoted = lines.map(quote);
  if (sizeOf(quoted.join("\n")) <= most) return quoted.join("\n");
  const shown = quoted.filter((_, at) => sizeOf(quoted.slice(0, at + 1).join("\n")) <= most - moreSize);
  const left = lines.length - shown.length;
  if (shown.length === 0) return cut(lines[0] ?? "", { most: most - moreSize, sizeOf, quote }) + more(left - 1);
  return shown.join("\n") + more(left);
}

function more(left: number): string {
  return left === 0 ? "" : `\nand ${left} more`;
}

function cut(line: string, { most, sizeOf, quote }: Required<Room>): string {
  let shown = line.slice(0, most);
  while (sizeOf(quote(`${shown}…`)) > most) shown = shown.slice(0, Math.floor(shown.length * 0.9));
  return quote(`${shown.toWellFormed()}…`);
}

function lengthOf({ length }: string): number {
  return length;
}

function asItIs(line: string): string {
  return line;
}
