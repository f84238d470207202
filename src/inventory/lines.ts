/** The seed's `ping_targets`: one host per line, `#` comments. Problems name the line and never quote it. */
import { isIP } from "node:net";
import { parseAddress } from "./addresses.ts";
import { type Parsed, problemsOf, refused } from "./parsed.ts";

interface Line {
  readonly number: number;
  readonly content: string;
}

/** Whether a text is a plain list: no line has JSON or YAML syntax, or most lines are addresses. */
export function isLines(text: string): boolean {
  const contents = linesOf(text).map(({ content }) => content);
  const marked = contents.filter((content) => yamlMark.test(content) && isIP(content) === 0);
  const addresses = contents.filter((content) => "value" in parseAddress(content));
  return marked.length === 0 || addresses.length > contents.length / 2;
}

const yamlMark = /^[-{["'&*!|>%@`?]|:(?:\s|$)/;

/** The addresses, in order. */
export function parseLines(text: string): Parsed<string[]> {
  const seen = new Map<string, number>();
  const problems: string[] = [];
  for (const { number, content } of linesOf(text)) {
    const address = parseAddress(content);
    problems.push(...problemsOf(address).map((problem) => `line ${number}: ${problem}`));
    if (!("value" in address)) continue;
    const before = seen.get(address.value);
    if (before === undefined) seen.set(address.value, number);
    else problems.push(`line ${number}: the same host as line ${before}; keep one`);
  }
  if (problems.length > 0) return { problems };
  return seen.size > 0 ? { value: [...seen.keys()] } : refused("holds no host; give one per line, or JSON or YAML");
}

function linesOf(text: string): Line[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ number: index + 1, content: line.replace(/(?:^|\s)#.*$/, "").trim() }))
    .filter(({ content }) => content !== "");
}
