/** YAML text → plain values. The messages are our own, because those of the library quote the text, which holds secrets. */
import { type Document, type ErrorCode, isScalar, parseDocument, visit, type YAMLError } from "yaml";
import { type Parsed, refused } from "./parsed.ts";
import { position } from "./pasted.ts";

/** 200 hosts may share a credential with an alias each; the library's limit of 100 is too low for that. */
const aliasesMax = 10_000;

export const duplicateKey = "this key appears twice; keep one";

export interface YamlOptions {
  /** Whether values may have tags, such as `!vault`, which are then ignored. */
  readonly anyTag?: boolean;
}

export function parseYaml(text: string, { anyTag = false }: YamlOptions = {}): Parsed<unknown> {
  try {
    const document = documentOf(text);
    // Other warnings are about style, such as the position of a bracket.
    const unknownTags = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED" && !anyTag);
    const errors = [...document.errors, ...unknownTags].filter(isWorthTelling).map((error) => wording(text, error));
    const problems = [...typographyIn(document, text), ...errors];
    return problems.length > 0 ? { problems } : { value: document.toJS({ maxAliasCount: aliasesMax }) };
  } catch {
    return refused("an alias (*name) or merge key (<<) that leads nowhere, or too many of them");
  }
}

/** The positions of the values of these keys in a YAML or JSON text: offsets of the first and past the last character. */
export function valueRanges(text: string, keys: ReadonlySet<unknown>): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  visit(documentOf(text), {
    Pair: (_place, { key, value }) => {
      const wanted = isScalar(key) && keys.has(key.value) && isScalar(value);
      if (wanted && value.range) ranges.push({ start: value.range[0], end: value.range[1] });
    },
  });
  return ranges;
}

function documentOf(text: string): Document.Parsed {
  return parseDocument(text, {
    schema: "core",
    merge: true,
    stringKeys: true,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: "error",
  });
}

/** Curly quotes and long dashes are no YAML syntax: they would become part of the value. */
function typographyIn(document: Document.Parsed, text: string): string[] {
  const problems: string[] = [];
  visit(document, {
    Scalar: (_place, { type, range }) => {
      if (type !== "PLAIN" || !range) return;
      const problem = typographyAt(text.slice(range[0], range[1]));
      if (problem !== undefined) problems.push(`${position(text, range[0])}: ${problem}`);
    },
  });
  return problems;
}

function typographyAt(value: string): string | undefined {
  if (/^[\u2018-\u201f\u00ab\u00bb]/.test(value)) return `a curly quote; quote with " or '`;
  return /^[\u2010-\u2015\u2022\u2212]\s/.test(value) ? "a dash that is no hyphen; begin list items with -" : undefined;
}

/** Errors after the first one are mostly its consequences, except for duplicate keys. */
function isWorthTelling(error: YAMLError, index: number): boolean {
  return index === 0 || error.code === "DUPLICATE_KEY";
}

const quotes = "put a value with special characters in quotes";
const indentation = "wrong indentation (keys of one map start in the same column) or a missing bracket";
const wordings: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: duplicateKey,
  BAD_INDENT: indentation,
  TAB_AS_INDENT: "a tab in the indentation; use spaces",
  MISSING_CHAR: "something is missing here, such as a comma, a colon, a quote or a closing bracket",
  BAD_ALIAS: "an alias (*name) without its anchor (&name); put a value that starts with * or & in quotes",
  BAD_SCALAR_START: "a value cannot start with this character; put it in quotes",
  BAD_DQ_ESCAPE: "an unknown escape after a backslash; double the backslash",
  BLOCK_AS_IMPLICIT_KEY: `a second ": " in one line (${quotes}), or wrong indentation of this line or the next`,
  MULTILINE_IMPLICIT_KEY: `a key without ": ", or ${indentation}`,
  MULTIPLE_DOCS: "a second document (---) begins here; keep one",
  NON_STRING_KEY: "a key must be plain text",
  RESOURCE_EXHAUSTION: "nested too deep",
  TAG_RESOLVE_FAILED: "tags (!name) are not known here; write the value itself",
  UNEXPECTED_TOKEN: `unexpected text; ${quotes}`,
};

/** What the library says of a line between the columns of two lists or maps, under the code of a missing character. */
const misplacedLine = "Sequence item without -";

function wording(text: string, { code, message, pos }: YAMLError): string {
  const words = message.startsWith(misplacedLine)
    ? "this line is not indented like any line before it that it could belong to; keys of one map start in the same column"
    : (wordings[code] ?? "this is neither JSON nor YAML");
  return `${position(text, pos[0])}: ${words}`;
}
