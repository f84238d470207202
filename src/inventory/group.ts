/** `group`: what pages and mails list a server under, so it must be text that they can show as it is. */
import { type Parsed, refused } from "./parsed.ts";
import { cleaned } from "./pasted.ts";

export const groupLengthMax = 40;

export function parseGroup(text: string): Parsed<string> {
  const isShowable = text !== "" && text === cleaned(text).trim() && !/\p{C}/u.test(text);
  return isShowable && text.length <= groupLengthMax
    ? { value: text }
    : refused(
        `expected 1–${groupLengthMax} characters on one line, none of them invisible, without blanks around them`,
      );
}
