/** JSON or YAML text → plain values of bounded size. Problems name line and column, and quote nothing. */
import { plainJson, repeatedKeys, withoutJsonComments } from "./json-text.ts";
import { type Parsed, refused } from "./parsed.ts";
import { position } from "./pasted.ts";
import { duplicateKey, parseYaml, type YamlOptions } from "./yaml-text.ts";

/**
 * An inventory is five levels deep. A much deeper tree, or one that aliases make much larger than its text, is an attack or
 * a mistake.
 */
const depthMax = 32;
const nodesMin = 100_000;

export function parseTree(text: string, options: YamlOptions = {}): Parsed<unknown> {
  // The YAML parser also gives the place of a mistake in JSON.
  const tree = parseJson(text) ?? parseJson(plainJson(text)) ?? parseYaml(withoutJsonComments(text), options);
  if ("problems" in tree || fits(tree.value, Math.max(nodesMin, text.length))) return tree;
  return refused("too deep or too large; an alias (*name) may be inside the value that it repeats");
}

/** undefined: it is not JSON. */
function parseJson(text: string): Parsed<unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const problems = repeatedKeys(text).map((offset) => `${position(text, offset)}: ${duplicateKey}`);
    return problems.length > 0 ? { problems } : { value };
  } catch {
    return undefined;
  }
}

/** Counts values, repeated by aliases, without recursion, because a circular alias would never end. */
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
