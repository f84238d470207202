/** Parts of schema.ts: valibot schemas with our messages. */
import * as v from "valibot";
import { kindOf, type Parsed } from "./parsed.ts";
import { portMax, portMin } from "./ports.ts";

/** A key that may be left out; `null` also means left out. */
export function setting<const Schema extends v.GenericSchema>(
  schema: Schema,
  description: string,
  examples: readonly unknown[] = [],
) {
  return v.pipe(v.nullish(schema), v.metadata({ description, ...(examples.length > 0 && { examples }) }));
}

export function text() {
  return v.string(expected("text"));
}

/** One text, possibly with commas, or a list of texts. */
export function texts(what: string) {
  return v.union([v.string(), v.array(text(), expected("a list"))], expected(what));
}

export function portNumber() {
  const range = (issue: v.BaseIssue<unknown>) => `expected a port ${portMin}–${portMax}, got ${String(issue.input)}`;
  return v.pipe(
    v.number(expected(`a port ${portMin}–${portMax} without quotes`)),
    v.integer(range),
    v.minValue(portMin, range),
    v.maxValue(portMax, range),
  );
}

/** The message for a value of the wrong type. Shows the type, never the value. */
export function expected(what: string) {
  return (issue: v.BaseIssue<unknown>): string => {
    // valibot reports a list in place of a map as a map with missing keys.
    const key = issue.path?.at(-1);
    const input = key?.origin === "key" ? key.input : issue.input;
    const isUnquoted = what === "text" && (typeof input === "number" || typeof input === "boolean");
    return `expected ${what}, got ${kindOf(input)}${isUnquoted ? "; put it in quotes" : ""}`;
  };
}

/** Runs one of our parsers. Each problem becomes an issue, so that all are reported together. */
export function parsed<Input, Output>(parse: (input: Input) => Parsed<Output>) {
  return v.rawTransform<Input, Output>(({ dataset, addIssue, NEVER }) => {
    const result = parse(dataset.value);
    if ("value" in result) return result.value;
    for (const message of result.problems) addIssue({ message });
    return NEVER;
  });
}
