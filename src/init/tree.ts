/** JSON or YAML of a source → plain values, and typed access to them: everything else counts as not given. */
import { isMap } from "../inventory/parsed.ts";
import { cleaned } from "../inventory/pasted.ts";
import { parseTree } from "../inventory/text.ts";
import { SourceError } from "./found.ts";

export type Tree = Readonly<Record<string, unknown>>;

/** `shown` names the source in errors. */
export function readTree(text: string, shown: string): Tree {
  const parsed = parseTree(cleaned(text), { anyTag: true });
  if ("problems" in parsed) throw new SourceError(parsed.problems.map((problem) => `${shown}: ${problem}`).join("\n"));
  if (!isMap(parsed.value)) throw new SourceError(`${shown}: expected a map; is it the right file?`);
  return parsed.value;
}

/** undefined for a key that is missing or not text; numbers count as text. */
export function textAt(tree: unknown, key: string): string | undefined {
  const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
  return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
}

export function numberAt(tree: unknown, key: string): number | undefined {
  const text = textAt(tree, key);
  return text === undefined ? undefined : Number(text);
}

export function isTrueAt(tree: unknown, key: string): boolean {
  const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
  return value === true || value === 1;
}

/** Empty for a key that is missing or no list. */
export function listAt(tree: unknown, key: string): readonly unknown[] {
  const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** Empty for a key that is missing or no map. */
export function mapAt(tree: unknown, key: string): Tree {
  const value = isMap(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined;
  return isMap(value) ? value : {};
}
