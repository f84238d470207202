/** The input `credentials`: identities by the names that `creds` uses. */
import * as v from "valibot";
import { type Given, identitySchema, namePattern, nameRule } from "./creds-schema.ts";
import type { Identity } from "./host.ts";
import { sentences } from "./issues.ts";
import { isMap, kindOf } from "./parsed.ts";

export interface Credentials {
  readonly identities: ReadonlyMap<string, Identity>;
  readonly errors: readonly string[];
}

/** Every name in the text, also of credentials with mistakes in them. */
export function credentialNames(tree: unknown): ReadonlySet<string> {
  return new Set(isMap(tree) ? Object.keys(tree).filter((name) => namePattern.test(name)) : []);
}

export function checkCredentials(tree: unknown, given: Given): Credentials {
  const identities = new Map<string, Identity>();
  const formProblem = problemWithForm(tree);
  if (formProblem !== undefined) return { identities, errors: [`credentials: ${formProblem}`] };
  const schema = identitySchema(given);
  const errors = Object.entries(tree ?? {}).flatMap(([name, value], index) => {
    const entryProblem = problemWithEntry(name, value);
    if (entryProblem !== undefined) return `credentials: entry ${index + 1}: ${entryProblem}`;
    const checked = v.safeParse(schema, value);
    if (checked.success) identities.set(name, checked.output);
    return checked.success ? [] : sentences(checked.issues, ["credentials", name]);
  });
  return { identities, errors };
}

function problemWithForm(tree: unknown): string | undefined {
  if (tree === null || tree === undefined) return undefined;
  if (!isMap(tree))
    return `expected a map of names to credentials, or the path of a file that has one, got ${kindOf(tree)}`;
  return typeof tree["username"] === "string" ? "a credential without a name; put it under a name" : undefined;
}

/** Such an entry is told by its number: what stands as a name may be a password in the wrong place. */
function problemWithEntry(name: string, value: unknown): string | undefined {
  if (!namePattern.test(name)) return `the name: ${nameRule}`;
  return isMap(value) ? undefined : `expected a credential (a map with a username), got ${kindOf(value)}`;
}
