/** Loads one input, from its source to values that are not validated yet. */
import { isLines, parseLines } from "./lines.ts";
import { type Parsed, problemsOf, refused } from "./parsed.ts";
import { pasteNotices } from "./paste-notices.ts";
import { cleaned } from "./pasted.ts";
import { readSource } from "./source.ts";
import { parseTree } from "./text.ts";

export interface Loaded {
  /** The parsed JSON or YAML; undefined if there is none or it could not be read. */
  readonly tree?: unknown;
  /** Addresses, if the text is a plain list of hosts. */
  readonly addresses?: readonly string[] | undefined;
  readonly errors: readonly string[];
  /**
   * Characters that were replaced or removed. They are warnings, or errors if the text has errors that they may have
   * caused.
   */
  readonly pasted: readonly string[];
  readonly warnings: readonly string[];
}

const expectedText = "give the path of a file, or JSON, YAML or one host per line";

export function loadInventory(input: string, home: string): Loaded {
  return load("inventory", input, home, (text) => {
    if (text.trim() === "") return refused(`${input.trim() === "" ? "missing" : "the file is empty"}; ${expectedText}`);
    return isLines(text) ? asAddresses(parseLines(text)) : asTree(parseTree(text));
  });
}

export function loadCredentials(input: string, home: string): Loaded {
  return load("credentials", input, home, (text) => (text.trim() === "" ? { value: {} } : asTree(parseTree(text))));
}

type Content = Pick<Loaded, "tree" | "addresses">;

function load(label: string, input: string, home: string, parse: (text: string) => Parsed<Content>): Loaded {
  const source = readSource(label, input, home);
  if ("problems" in source) return { errors: labelled(label, source.problems), pasted: [], warnings: [] };
  const text = source.value.text.replace(/\r\n?/g, "\n");
  const content = parse(cleaned(text));
  const { refusals, notices } = pasteNotices(text);
  return {
    ...("value" in content && content.value),
    errors: labelled(label, [...refusals, ...problemsOf(content)]),
    pasted: labelled(label, notices),
    warnings: labelled(label, source.value.warnings),
  };
}

function labelled(label: string, sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `${label}: ${sentence}`);
}

function asTree(parsed: Parsed<unknown>): Parsed<Content> {
  return "value" in parsed ? { value: { tree: parsed.value } } : parsed;
}

function asAddresses(parsed: Parsed<string[]>): Parsed<Content> {
  return "value" in parsed ? { value: { addresses: parsed.value } } : parsed;
}
