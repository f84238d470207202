/** Reads the rows of a month file piece by piece. */
import type { Row } from "../row/row.ts";
import type { OnDamage, Reading } from "./csv.ts";
import { pieceReader } from "./rows.ts";
import { isSeedText } from "./seed.ts";

export interface MonthReader {
  /** undefined: there are no more in this piece. */
  readonly next: () => Row | undefined;
  /** The first row of the next piece that has one. undefined: there are no more at all. */
  readonly nextPiece: () => Promise<Row | undefined>;
  readonly close: () => Promise<void>;
}

/** A file that cannot be read is damage, too, so that the others are still read. */
export function monthReader(
  pieces: AsyncIterator<string, void>,
  path: string,
  { from, onDamage }: Pick<Reading, "from" | "onDamage">,
): MonthReader {
  const [readPiece, tell] = [pieceReader(path), tellOnce(onDamage)];
  let [header, firstLine]: [string, number | undefined] = ["", undefined];
  let rows: Iterator<Row, void> = [].values();
  const read = async () => {
    try {
      return await nextText(pieces, firstLine === undefined);
    } catch (cause) {
      tell(cause instanceof Error ? cause : new Error(String(cause)));
      return undefined;
    }
  };
  const next = () => rows.next().value ?? undefined;
  const nextPiece = async (): Promise<Row | undefined> => {
    for (let text = await read(); text !== undefined; text = await read()) {
      rows = readPiece(`${header}${text}`, { from, onDamage: tell, firstLine });
      if (firstLine === undefined) header = headerOf(text);
      firstLine = (firstLine ?? 1) + linesIn(text);
      const row = next();
      if (row !== undefined) return row;
    }
    return undefined;
  };
  return { next, nextPiece, close: async () => void (await pieces.return?.()) };
}

/** A header that cannot be read is so with each piece. */
function tellOnce(onDamage: OnDamage): OnDamage {
  let told = "";
  return (damage) => {
    if (damage.message !== told) onDamage(damage);
    told = damage.message;
  };
}

/** A file whose first line is no header of its own is taken as a whole: one of the program before ours, which is small. */
async function nextText(pieces: AsyncIterator<string, void>, isFirst: boolean): Promise<string | undefined> {
  const text = await nextOf(pieces);
  if (!isFirst || text === undefined || !(isSeedText(text) || headerOf(text).includes('"'))) return text;
  return text + (await restOf(pieces));
}

function headerOf(text: string): string {
  return text.slice(0, text.indexOf("\n") + 1);
}

async function nextOf(pieces: AsyncIterator<string, void>): Promise<string | undefined> {
  const { done, value } = await pieces.next();
  return done === true ? undefined : value;
}

async function restOf(pieces: AsyncIterator<string, void>): Promise<string> {
  const texts: string[] = [];
  for (let text = await nextOf(pieces); text !== undefined; text = await nextOf(pieces)) texts.push(text);
  return texts.join("");
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
