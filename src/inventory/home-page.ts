/** `home_page`: an http(s) address without credentials. Nothing of it but the scheme is ever shown: it may hold a token. */
import { type Parsed, quoted, refused } from "./parsed.ts";
import { cleaned } from "./pasted.ts";

const expected = "expected an address such as https://example.com/health";

export function parseHomePage(text: string): Parsed<URL> {
  const address = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]{0,15}):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) return refused(`${expected}; it does not begin with https:// or http://`);
  if (scheme !== "http" && scheme !== "https") return refused(`${expected}, got the scheme ${quoted(scheme)}`);
  if (/^[^:]+:\/\/[^/?#]*@/.test(address)) return refused("must not contain a user name or password; remove them");
  // URL would drop tabs and line breaks and turn a backslash round; whoever wrote one meant something else.
  const isOdd = cleaned(address) !== address || /[\s\\\x00-\x1f\x7f]/.test(address);
  const url = isOdd ? null : URL.parse(address);
  return url === null ? refused(expected) : { value: url };
}
