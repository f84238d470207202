/** `email_dest`: one address, several with commas between them, or a list. Each is checked by itself. */
import { commaSeparated, type Parsed, parseEach, refused } from "./parsed.ts";
import { cleaned } from "./pasted.ts";

/** Stricter than RFC 5322 on purpose: nothing passes that a mail header could take for a second recipient. */
const addressPattern = /^[^\s@<>,;:"\\\u2018-\u201f]+@[^\s@<>,;:"\\\u2018-\u201f]+$/;

export function parseMailAddresses(input: string | readonly string[]): Parsed<string[]> {
  return parseEach(commaSeparated([input].flat().map(cleaned)), (entry, index) =>
    addressPattern.test(entry)
      ? { value: entry }
      : refused(`entry ${index + 1}: expected a mail address such as me@example.com`),
  );
}
