/** Messages about odd characters in pasted text: a warning, but an error in a password, where they may be intended. */
import { withoutJsonComments } from "./json-text.ts";
import { characterName, cleaned, type Pasted, pastedIn } from "./pasted.ts";
import { valueRanges } from "./yaml-text.ts";

const passwordKeys: ReadonlySet<unknown> = new Set(["password", "passphrase"]);
const noticesMax = 5;

export interface PasteNotices {
  /** Errors: in a password such a character must be written as an escape. */
  readonly refusals: readonly string[];
  /** Replaced or removed without harm. */
  readonly notices: readonly string[];
}

export function pasteNotices(text: string): PasteNotices {
  const pasted = pastedIn(text);
  if (pasted.length === 0) return { refusals: [], notices: [] };
  const clean = cleaned(text);
  const passwords = valueRanges(withoutJsonComments(clean), passwordKeys);
  const isInPassword = ({ offset }: Pasted) => passwords.some(({ start, end }) => start <= offset && offset <= end);
  const outside = pasted.filter((each) => !isInPassword(each) && !isInComment(clean, each));
  return {
    refusals: pasted.filter(isInPassword).map(refusal),
    notices: limited(outside.map(notice)),
  };
}

function refusal({ position, character }: Pasted): string {
  const escaped = `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const meant = `if it belongs there, write ${escaped} instead, in double quotes`;
  return `${position}: ${characterName(character)} in a password; delete it; ${meant}`;
}

function notice({ position, character }: Pasted): string {
  const name = characterName(character);
  return cleaned(character) === ""
    ? `${position}: ${name}, ignored; delete it`
    : `${position}: ${name}, read as a blank; type a blank`;
}

/** A heuristic. If it is wrong, only a notice is missing. */
function isInComment(text: string, { offset }: Pasted): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /(?:^|\s)(?:#|\/\/)/.test(line);
}

function limited(notices: readonly string[]): string[] {
  const more = notices.length - noticesMax;
  return more > 0 ? [...notices.slice(0, noticesMax), `${more} more such characters`] : [...notices];
}
