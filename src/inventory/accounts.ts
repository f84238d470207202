/** `known_accounts`: names as /etc/passwd has them, in a text or in a list. */
import { commaSeparated, type Parsed, parseEach, quoted, refused } from "./parsed.ts";

/** As a host may have it: `alice`, `CORP.bob`, `host$`, `alice@corp.example`. */
const namePattern = /^[\w.][\w.@$-]{0,63}$/;

export function parseAccounts(input: string | readonly string[]): Parsed<string[]> {
  return parseEach(commaSeparated(input), (name) =>
    namePattern.test(name) ? { value: name } : refused(`expected the name of an account, got ${quoted(name)}`),
  );
}
