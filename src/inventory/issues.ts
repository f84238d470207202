/** valibot's issues → sentences with the place and the fix. Values under creds and credentials are never shown. */
import type { BaseIssue } from "valibot";
import { nearest } from "./nearest.ts";
import { isMap } from "./parsed.ts";
import { knownKeys } from "./schema.ts";

export type Place = readonly (string | number)[];
type Issue = BaseIssue<unknown>;

/** `place` is the path of the checked value. */
export function sentences(issues: readonly Issue[], place: Place = []): string[] {
  return [...new Set(issues.flatMap((issue) => sentencesOf(issue, place)))];
}

/** `servers[2].known_ports`. A key that is not a plain word is not shown. */
export function placeText(place: Place): string {
  if (place.length === 0) return "inventory";
  const steps = place.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return isWord(step) ? `.${step}` : '["…"]';
  });
  return steps.join("").replace(/^\./, "");
}

function sentencesOf(issue: Issue, before: Place): string[] {
  const place = [...before, ...(issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)))];
  const last = issue.path?.at(-1);
  if (last?.origin === "key") return keySentences(issue, last.input, place);
  const inner = (issue.issues ?? []).filter(isOfChosenForm);
  return inner.length > 0 ? sentences(inner, place) : [`${placeText(place)}: ${issue.message}`];
}

/** If several types are allowed (text or list), only the errors of the type that the value has are reported. */
function isOfChosenForm(issue: Issue): boolean {
  return issue.path !== undefined || issue.kind !== "schema";
}

function keySentences(issue: Issue, holder: unknown, place: Place): string[] {
  const around = place.slice(0, -1);
  if (!isMap(holder)) return [`${placeText(around)}: ${issue.message}`];
  if (issue.expected !== "never") return [`${placeText(place)}: missing; ${fixOf(place.at(-1))}`];
  // valibot stops at the first unknown key.
  const known = knownAt(around);
  return Object.entries(holder)
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => unknownKey(key, value, known, around));
}

/**
 * In `{ username: me, s3cret }` the password is a key. So an unknown key of a credential is shown only if it is close to a
 * known one.
 */
function unknownKey(key: string, value: unknown, known: readonly string[], around: Place): string {
  const meant = nearest(key, known);
  const isShown = known !== knownKeys.identity || (meant !== undefined && value !== null);
  const fix = meant === undefined ? `known are ${known.join(", ")}` : `did you mean "${meant}"?`;
  return `${placeText(isShown ? [...around, key] : around)}: unknown key; ${fix}`;
}

function knownAt(around: Place): readonly string[] {
  if (around.length === 0) return knownKeys.inventory;
  if (around.length === 1 && around[0] === "defaults") return knownKeys.defaults;
  return around.length === 2 && around[0] === "servers" ? knownKeys.server : knownKeys.identity;
}

function fixOf(key: string | number | undefined): string {
  if (key === "servers") return 'list the servers, each with an "ip"';
  return key === "username" ? "give the user to log in as" : "give its IPv4 address, IPv6 address or DNS name";
}

function isWord(text: string): boolean {
  return /^[A-Za-z0-9_][\w.:-]{0,62}$/.test(text);
}
