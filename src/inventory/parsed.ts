/** The result of the parsers in this folder: the value, or all errors of the text with their fixes. */
export { isObject as isMap } from "../json.ts";

export type Parsed<Value> = { readonly value: Value } | { readonly problems: readonly string[] };

export function refused(...problems: string[]): { readonly problems: readonly string[] } {
  return { problems };
}

export function problemsOf(parsed: Parsed<unknown>): readonly string[] {
  return "problems" in parsed ? parsed.problems : [];
}

/** Parses every entry of a list and returns all problems together. */
export function parseEach<Entry, Value>(
  entries: readonly Entry[],
  parse: (entry: Entry, index: number) => Parsed<Value>,
): Parsed<Value[]> {
  const all = entries.map(parse);
  const problems = all.flatMap(problemsOf);
  return problems.length > 0
    ? { problems }
    : { value: all.flatMap((parsed) => ("value" in parsed ? [parsed.value] : [])) };
}

/** The entries of a comma separated text, or of a list of such texts. Empty ones do not count. */
export function commaSeparated(input: string | readonly string[]): string[] {
  return [input]
    .flat()
    .flatMap((text) => text.split(","))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** Text for an error message: short, printable, on one line. Not for secrets. */
export function quoted(text: string): string {
  const printable = text.replace(/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/gu, "?");
  return `"${printable.length > 60 ? `${printable.slice(0, 60)}…` : printable}"`;
}

/** The type of a value in words. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "a number";
  return typeof value === "boolean" ? "true or false" : "a map";
}
