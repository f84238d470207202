/**
 * What has to be done to the issues so that they say what the alerts say. The only memory is the issues themselves: planned
 * twice, nothing is done twice. Pure.
 *
 * - open, and the alert lasts: rewritten when its findings change, else left alone;
 * - closed as *not planned* (or *duplicate*) by a person: what it lists is accepted. Ports and peers for ever, other kinds
 *   until the alert has recovered once. The label `alert:accepted` makes it quick to find;
 * - closed as *completed* by a person: believed, until `confirm` checks after that still find it, or it lasts a day;
 * - gone and back within a day of its closing: reopened; later: a new issue;
 * - reopened by a person after it recovered: left open until the alert has come and gone.
 */
import type { Issue } from "../github/issues.ts";
import {
  type Alert,
  type AlertKind,
  firstDayKinds,
  identityOf,
  isFirstDayKind,
  isToConfirm,
  limitedTo,
  nameOf,
  relatedKinds,
  type Standing,
} from "./alert.ts";
import { worstFirst } from "./alert-words.ts";
import { acceptedLabel } from "./issue-labels.ts";
import { placed } from "./issue-placement.ts";
import { type IssueRecord, type Over, recordable } from "./issue-record.ts";
import { hasParts } from "./issue-text.ts";
import { isSameLogin } from "./logins.ts";

export interface OwnIssue {
  readonly issue: Issue;
  readonly record: IssueRecord;
}

/** Whose alerts this run decides about. */
export interface Scope {
  readonly kinds: readonly AlertKind[];
  readonly isOurs: (host: string) => boolean;
  /** Of what is not open: an issue is closed only where the rows say that it is over. */
  readonly standing: (kind: AlertKind, host: string) => Standing;
}

export interface PlanInput extends Scope {
  readonly alerts: readonly Alert[];
  readonly issues: readonly OwnIssue[];
  readonly now: Date;
  /** Checks that must agree. */
  readonly confirm: number;
}

export type Action =
  | { readonly does: "open"; readonly alert: Alert }
  | { readonly does: "keep" | "update"; readonly alert: Alert; readonly own: OwnIssue }
  | { readonly does: "reopen"; readonly alert: Alert; readonly own: OwnIssue; readonly why: "back" | "lasts" }
  | { readonly does: "accept" | "end-acceptance"; readonly own: OwnIssue }
  | { readonly does: "recover"; readonly own: OwnIssue; readonly why: Over }
  | { readonly does: "close-duplicate"; readonly own: OwnIssue; readonly first: number };

export interface Accepted {
  readonly identity: string;
  readonly findings: readonly string[];
}

export interface IssuePlan {
  /** The worst alerts first, then what ends. */
  readonly actions: readonly Action[];
  readonly accepted: readonly Accepted[];
}

const dayMs = 86_400_000;

export function planIssues(input: PlanInput): IssuePlan {
  const known = input.issues.filter(isIn(input));
  const issues = Map.groupBy(known, ({ record }) => identityOf(record));
  const alerts = worstFirst(placedByIssues(input.alerts.filter(isInScope(input)), known));
  const lasting = alerts.map((alert) => planAlert(alert, issues, input));
  const alerted = new Set(alerts.map(identityOf));
  const ended = [...issues].flatMap(([identity, own]) => (alerted.has(identity) ? [] : planEnd(own, input)));
  return {
    actions: once([...lasting.flatMap(({ actions }) => actions), ...ended]),
    accepted: lasting.flatMap(({ accepted }) => accepted),
  };
}

/** Alerts of hosts that were new, as the issues list their findings. */
export function placedByIssues(alerts: readonly Alert[], issues: readonly OwnIssue[]): Alert[] {
  const isListing = (own: OwnIssue) =>
    own.issue.isOpen || (own.record.closed === undefined && !isAcceptance(own) && isStillMeant(own, alerts));
  const listers = issues.filter(isListing).map((own) => ({
    ...{ kind: own.record.kind, host: own.record.host },
    lists: (finding: string) => own.record.findings?.includes(finding) === true,
  }));
  return placed(alerts, listers);
}

/** A person has closed it as completed, and what it lists has not been over since. */
function isStillMeant(own: OwnIssue, alerts: readonly Alert[]): boolean {
  const { host } = own.record;
  const isOf = ({ kind }: Alert) => kind === "new-host" || isFirstDayKind(kind);
  return alerts.some((alert) => alert.host === host && isOf(alert) && alert.since <= closedAt(own));
}

/** An issue that accepts findings of several kinds is marked once. */
function once(actions: readonly Action[]): Action[] {
  const marked = new Set<number>();
  return actions.filter((action) => {
    if (action.does !== "accept") return true;
    const { number } = action.own.issue;
    return !marked.has(number) && marked.add(number);
  });
}

function isInScope({
  kinds,
  isOurs,
}: Pick<Scope, "kinds" | "isOurs">): (one: { readonly kind: AlertKind; readonly host: string }) => boolean {
  return ({ kind, host }) => kinds.includes(kind) && isOurs(host);
}

function isIn(scope: Scope): (own: OwnIssue) => boolean {
  const inScope = isInScope(scope);
  return ({ record }) => inScope(record);
}

type Issues = ReadonlyMap<string, readonly OwnIssue[]>;

function planAlert(alert: Alert, issues: Issues, input: PlanInput): IssuePlan {
  const own = issues.get(identityOf(alert)) ?? [];
  const covering = acceptorsOf(alert, issues).filter((one) => isAcceptance(one) && covers(one, alert));
  const accepted = acceptedOf(alert, covering, openOnes(own));
  const left = limitedTo(alert, (finding) => !accepted.includes(finding));
  const isAccepted = !isToConfirm(left);
  const marks = accepted.length === 0 ? [] : covering.filter((one) => !isMarked(one));
  return {
    actions: [
      ...marks.map((one): Action => ({ does: "accept", own: one })),
      ...(isAccepted ? openOnes(own).flatMap((one) => recovery(one, "accepted")) : planLasting(left, own, input)),
    ],
    accepted: acceptedByKind(alert, accepted),
  };
}

/** The issue of a first day accepts findings of the kinds that it lists, and their issues accept findings of a first day. */
function acceptorsOf({ kind, host }: Alert, issues: Issues): readonly OwnIssue[] {
  return relatedKinds(kind).flatMap((each) => issues.get(identityOf({ kind: each, host })) ?? []);
}

/** By the kinds that single findings have. */
function acceptedByKind({ kind, host }: Alert, accepted: readonly string[]): Accepted[] {
  const byKind = Map.groupBy(
    accepted.map((finding) => nameOf(kind, finding)),
    (name) => name.kind,
  );
  return [...byKind].map(([each, names]) => ({
    identity: identityOf({ kind: each, host }),
    findings: names.map(({ finding }) => finding),
  }));
}

/** Of what is accepted until it recovers, an open issue is the last word. */
function acceptedOf(alert: Alert, covering: readonly OwnIssue[], open: readonly OwnIssue[]): readonly string[] {
  const listedBy = (issues: readonly OwnIssue[]) => (finding: string) => issues.some((one) => lists(one, finding));
  const accepted = alert.findings.filter((finding) => covering.some((one) => accepts(one, alert.kind, finding)));
  return hasParts(alert) ? accepted : accepted.filter((finding) => !listedBy(open)(finding));
}

function planLasting(alert: Alert, own: readonly OwnIssue[], input: PlanInput): Action[] {
  const [first, ...others] = openOnes(own);
  if (first !== undefined) {
    const does = isCurrent(first, alert) ? "keep" : "update";
    return [{ does, alert, own: first }, ...others.map((one) => duplicate(one, first))];
  }
  const latest = latestClosed(own);
  if (latest === undefined) return [{ does: "open", alert }];
  return planReturn(alert, latest, input);
}

/** The alert is here, and the newest of its issues was closed because it was gone or said to be done. */
function planReturn(alert: Alert, own: OwnIssue, input: PlanInput): Action[] {
  const closed = closedAt(own);
  const isSame = own.record.closed === undefined && alert.since <= closed && listsAll(own, alert);
  if (isSame) return isStillFound(alert, closed, input) ? [{ does: "reopen", alert, own, why: "lasts" }] : [];
  const isSoon = input.now.getTime() - closed.getTime() < dayMs;
  return [isSoon ? { does: "reopen", alert, own, why: "back" } : { does: "open", alert }];
}

function planEnd(own: readonly OwnIssue[], { standing }: PlanInput): Action[] {
  const [now] = own.map(({ record }) => standingOf(record, standing));
  if (now !== "well" && now !== "gone" && now !== "left") return [];
  const [first, ...others] = openOnes(own);
  const ended = own.filter((one) => isAcceptance(one) && !hasParts(one.record) && isMarked(one));
  return [
    ...(first === undefined ? [] : [...others.map((one) => duplicate(one, first)), ...recovery(first, now)]),
    ...ended.map((one): Action => ({ does: "end-acceptance", own: one })),
  ];
}

/** What a new host had on its first day is over when the rows tell of each kind, and no alert has it. */
function standingOf({ kind, host, findings = [] }: IssueRecord, standing: Scope["standing"]): Standing {
  if (kind !== "new-host") return standing(kind, host);
  const listed = firstDayKinds.filter(
    (each) => each !== "account" && findings.some((text) => nameOf(kind, text).kind === each),
  );
  const all = (listed.length === 0 ? (["port", "peer"] as const) : listed).map((each) => standing(each, host));
  if (all.includes("unknown")) return "unknown";
  const [first = "well"] = all;
  return first !== "open" && all.every((each) => each === first) ? first : "well";
}

/** A person who reopens what had recovered wants it open. */
function recovery(own: OwnIssue, why: Over): Action[] {
  return own.record.closed === undefined ? [{ does: "recover", own, why }] : [];
}

function duplicate(own: OwnIssue, first: OwnIssue): Action {
  return { does: "close-duplicate", own, first: first.issue.number };
}

/** The oldest first. */
function openOnes(own: readonly OwnIssue[]): OwnIssue[] {
  return own.filter(({ issue }) => issue.isOpen).toSorted((a, b) => a.issue.number - b.issue.number);
}

function latestClosed(own: readonly OwnIssue[]): OwnIssue | undefined {
  const closed = own.filter((one) => !one.issue.isOpen && !isAcceptance(one) && one.record.closed !== "duplicate");
  return closed.toSorted((a, b) => closedAt(b).getTime() - closedAt(a).getTime())[0];
}

function closedAt({ issue }: OwnIssue): Date {
  return issue.closed ?? issue.created;
}

/** Whether a person has said that it is meant to be so. */
function isAcceptance({ issue, record }: OwnIssue): boolean {
  const isSaid = issue.reason === "not_planned" || issue.reason === "duplicate";
  return !issue.isOpen && isSaid && record.closed === undefined;
}

function covers(own: OwnIssue, alert: Alert): boolean {
  if (!alert.findings.some((finding) => accepts(own, alert.kind, finding))) return false;
  return hasParts(alert) || isMarked(own) || alert.since <= closedAt(own);
}

/** Of an issue whose list nobody can read any more, ports and peers are not taken for accepted. */
function lists({ record }: OwnIssue, finding: string): boolean {
  return record.findings?.includes(finding) ?? !hasParts(record);
}

/** Who is accepted from an address is accepted from its network. */
function accepts(own: OwnIssue, kind: AlertKind, finding: string): boolean {
  const wanted = nameOf(kind, finding);
  const { findings } = own.record;
  if (findings === undefined) return lists(own, finding);
  return findings.some((text) => {
    const known = nameOf(own.record.kind, text);
    if (known.kind !== wanted.kind) return false;
    return known.finding === wanted.finding || (known.kind === "peer" && isSameLogin(known.finding, wanted.finding));
  });
}

/** Accounts of the first day count as known after some days: that is no news. */
function isKnownAccount(kind: AlertKind, finding: string): boolean {
  return kind === "new-host" && nameOf(kind, finding).kind === "account";
}

function isMarked({ issue }: OwnIssue): boolean {
  return issue.labels.includes(acceptedLabel);
}

function listsAll(own: OwnIssue, alert: Alert): boolean {
  return alert.findings.every((finding) => lists(own, finding));
}

function isStillFound({ evidence }: Alert, closed: Date, { now, confirm }: PlanInput): boolean {
  const after = evidence.filter(({ time }) => time > closed).length;
  return after >= confirm || now.getTime() - closed.getTime() >= dayMs;
}

function isCurrent({ issue, record }: OwnIssue, alert: Alert): boolean {
  const [listed, found] = [record.findings, recordable(alert.findings)];
  const isListed = listed !== undefined && found.every((finding) => listed.includes(finding));
  const isFound = listed?.every((finding) => found.includes(finding) || isKnownAccount(record.kind, finding));
  return (
    isListed &&
    isFound === true &&
    record.flapping === alert.flapping &&
    record.closed === undefined &&
    !isMarked({ issue, record })
  );
}
