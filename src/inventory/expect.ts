/** `expect`: checks that the host makes itself, by the name of their file, and how old each may be: `{ backup: 26h }`. */
import { durationSeconds } from "./durations.ts";
import { type Parsed, quoted, refused } from "./parsed.ts";

const namePattern = /^[A-Za-z0-9._-]{1,40}$/;
const mostNames = 100;
const longestSeconds = 400 * 86_400;

export function parseExpected(map: Readonly<Record<string, string | number>>): Parsed<ReadonlyMap<string, number>> {
  const all = Object.entries(map).map(([name, age]) => [name, parseAge(name, age)] as const);
  const problems = all.flatMap(([, age]) => (typeof age === "string" ? [age] : []));
  if (all.length > mostNames) problems.push(`at most ${mostNames} checks, got ${all.length}`);
  if (problems.length > 0) return refused(...problems);
  return { value: new Map(all.flatMap(([name, age]) => (typeof age === "number" ? [[name, age] as const] : []))) };
}

/** Seconds, or what is wrong. */
function parseAge(name: string, age: string | number): number | string {
  if (!namePattern.test(name)) return `expected names of 1–40 letters, digits, ".", "_" and "-", got ${quoted(name)}`;
  const seconds = durationSeconds(String(age));
  const isFitting = seconds !== undefined && seconds >= 60 && seconds <= longestSeconds;
  return isFitting ? seconds : `${name}: expected an age of 1m–400d such as 26h, got ${quoted(String(age))}`;
}
