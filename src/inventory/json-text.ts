/** JSON as people write it: blanks out comments and trailing commas, and finds duplicate keys. */

/** `https://` and `a/*` are values of YAML. */
const commentPattern = /("(?:[^"\\\n]|\\.)*")|(?<![^\s,"{}[\]])(?:\/\/[^\n]*|\/\*.*?\*\/)/gs;
const trailingCommaPattern = /("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g;
const tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The text with blanks for comments and trailing commas, so that offsets do not change. */
export function plainJson(text: string): string {
  return blanked(blanked(text, commentPattern), trailingCommaPattern);
}

/** The same, if the result begins like JSON. In YAML `//` may be part of a value. */
export function withoutJsonComments(text: string): string {
  const json = plainJson(text);
  return /^\s*[{[]\s*["{[\]}]/.test(json) ? json : text;
}

/** Offsets of duplicate keys in a text that JSON.parse has accepted: JSON.parse silently keeps the last one. */
export function repeatedKeys(json: string): number[] {
  const repeated: number[] = [];
  const open: (Set<string> | undefined)[] = [];
  let text = { token: "", offset: 0 };
  for (const { 0: token, index: offset } of json.matchAll(tokenPattern)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ":") text = { token, offset };
    else if (!addNew(open.at(-1), String(JSON.parse(text.token)))) repeated.push(text.offset);
  }
  return repeated;
}

function addNew(keys: Set<string> | undefined, key: string): boolean {
  const isNew = !keys?.has(key);
  keys?.add(key);
  return isNew;
}

/** Blanks out what a pattern matches outside of strings. Strings are its first group. Line breaks stay. */
function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found, string?: string) => string ?? found.replace(/[^\n]/g, " "));
}
