/**
 * JSON or YAML text → plain values of bounded size. The libraries' own messages quote the text, which holds secrets:
 * problems name line and column in our words.
 */
import { type ErrorCode, parseDocument, type YAMLError } from "yaml";
import { repeatedKeys } from "./json-keys.ts";
import { type Parsed, refused } from "./parsed.ts";

/** An inventory is five levels deep; what is much deeper, or larger than its text by aliases, is an attack or a mistake. */
const depthMax = 32;
const nodesMin = 100_000;
/** 200 hosts may share an identity by one anchor each; yaml's own limit of 100 is too low for that. */
const aliasesMax = 10_000;

export function parseTree(text: string): Parsed<unknown> {
  const tree = parseJson(text) ?? parseYaml(text);
  if ("problems" in tree || fits(tree.value, Math.max(nodesMin, text.length))) return tree;
  return refused("too deep or too large; an alias (*name) may stand in the value that it repeats");
}

function parseJson(text: string): Parsed<unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const problems = repeatedKeys(text).map((offset) => `${position(text, offset)}: ${wordings.DUPLICATE_KEY}`);
    return problems.length > 0 ? { problems } : { value };
  } catch {
    // Not JSON; perhaps YAML, which also tells the place of a mistake in JSON.
    return undefined;
  }
}

function parseYaml(text: string): Parsed<unknown> {
  try {
    const document = parseDocument(text, {
      schema: "core",
      merge: true,
      stringKeys: true,
      resolveKnownTags: false,
      prettyErrors: false,
      logLevel: "error",
    });
    // Other warnings are matters of taste, such as where a bracket closes.
    const unknownTags = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
    const problems = [...document.errors, ...unknownTags].filter(isWorthTelling).map((error) => wording(text, error));
    return problems.length > 0 ? { problems } : { value: document.toJS({ maxAliasCount: aliasesMax }) };
  } catch {
    return refused("an alias (*name) or merge key (<<) that leads nowhere, or too many of them");
  }
}

/** After the first mistake the others are mostly its consequences; a key that stands twice is not. */
function isWorthTelling(error: YAMLError, index: number): boolean {
  return index === 0 || error.code === "DUPLICATE_KEY";
}

const quotes = "put a value with special characters in quotes";
const indentation = "wrong indentation (keys of one map start in the same column) or a missing bracket";
const wordings: Partial<Record<ErrorCode, string>> & { readonly DUPLICATE_KEY: string } = {
  DUPLICATE_KEY: "this key stands twice; keep one",
  BAD_INDENT: indentation,
  TAB_AS_INDENT: "a tab in the indentation; use spaces",
  MISSING_CHAR: "something is missing here, such as a comma, a colon, a quote or a closing bracket",
  BAD_ALIAS: "an alias (*name) without its anchor (&name); put a value that starts with * or & in quotes",
  BAD_SCALAR_START: "a value cannot start with this character; put it in quotes",
  BAD_DQ_ESCAPE: "an unknown escape after a backslash; double the backslash",
  BLOCK_AS_IMPLICIT_KEY: `a second ": " in one line; ${quotes}`,
  MULTILINE_IMPLICIT_KEY: `a key without ": ", or ${indentation}`,
  MULTIPLE_DOCS: "a second document (---) begins here; keep one",
  NON_STRING_KEY: "a key must be plain text",
  RESOURCE_EXHAUSTION: "nested too deep",
  TAG_RESOLVE_FAILED: "tags (!name) are not known here; write the value itself",
  UNEXPECTED_TOKEN: `unexpected text; ${quotes}`,
};

function wording(text: string, error: YAMLError): string {
  return `${position(text, error.pos[0])}: ${wordings[error.code] ?? "this is neither JSON nor YAML"}`;
}

function position(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Counts values as often as aliases repeat them; not by recursion, which a circular alias would keep busy for ever. */
function fits(tree: unknown, nodesMax: number): boolean {
  const waiting = [{ value: tree, depth: 0 }];
  let nodes = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    const children: unknown[] = Object.values(value);
    nodes += children.length;
    if (nodes > nodesMax || depth >= depthMax) return false;
    for (const child of children) waiting.push({ value: child, depth: depth + 1 });
  }
  return true;
}
