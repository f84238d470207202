/** Alerts as the commands raise them: rows evaluated by the rules, issues brought up to date. */
import {
  type Alert,
  type AlertChange,
  alertKinds,
  identityOf,
  isToConfirm,
  limitedTo,
  nameOf,
} from "../alerts/alert.ts";
import { findingDetails, peerAddresses, withPeerNames } from "../alerts/finding-details.ts";
import type { CurrentAlerts, IssueTracker, IssueTrackerSettings } from "../alerts/issues.ts";
import { monitorHost } from "../alerts/outage.ts";
import type { Rules } from "../alerts/rules.ts";
import type { CheckResult } from "../check-result.ts";
import { type PeerNames, peerNames } from "../probes/peer-names.ts";
import { isNews } from "../report/alert-news.ts";
import type { Links } from "../report/links.ts";
import { rowOf } from "../row/row.ts";
import type { Call } from "./call.ts";

export interface Alerting {
  /** They have seen the rows of the last days. */
  readonly rules: Rules;
  /** undefined: there are no issues, and `why` says for what reason. */
  readonly tracker: IssueTracker | undefined;
  readonly why: string | undefined;
  /** Whose alerts this run answers for. */
  readonly isOurs: (host: string) => boolean;
  /** DNS names of addresses. */
  readonly lookUpNames: (addresses: readonly string[]) => Promise<PeerNames>;
}

export interface Evaluation {
  /** Open after this run, of all hosts, without what people have accepted. */
  readonly open: readonly Alert[];
  /** What this run's rows have opened, changed and resolved, of the hosts that it answers for, without what is accepted. */
  readonly changes: readonly AlertChange[];
  /** What the issues are to say. */
  readonly found: CurrentAlerts;
}

export interface Delivered {
  readonly issueUrl: (alert: Alert) => string | undefined;
  /** Sentences: what could not be delivered. */
  readonly faults: readonly string[];
  /** Sentences: what GitHub refused, and was done without. */
  readonly warnings: readonly string[];
}

/** The issues are asked for at once, and waited for when they are needed. */
export async function openAlerting(
  call: Call,
  { rules, unread }: { readonly rules: Rules; readonly unread?: unknown },
  isOurs: Alerting["isOurs"],
): Promise<Alerting> {
  // Without the rows of before nothing can be told of what is open and what is over.
  const tracker = unread === undefined ? await openIssueTracker(call) : "earlier rows could not be read";
  if (typeof tracker !== "string") void tracker.prepare();
  const known = typeof tracker === "string" ? { tracker: undefined, why: tracker } : { tracker, why: undefined };
  return {
    rules,
    ...known,
    lookUpNames: peerNames,
    isOurs: (host) => host === monitorHost || isOurs(host) || rules.standing("down", host) === "gone",
  };
}

/** Whether alerts can be issues. */
export function hasIssues({ inputs, surroundings }: Pick<Call, "inputs" | "surroundings">): boolean {
  return inputs.issues && surroundings.github.repository !== undefined && inputs.token !== undefined;
}

/** A text says why there are no issues. */
export async function openIssueTracker({ inputs, surroundings, now }: Call): Promise<IssueTracker | string> {
  const { apiUrl, repository, proxy } = surroundings.github;
  const { issues, token, confirm, assignees } = inputs;
  if (!issues) return "issues is false";
  if (repository === undefined) return "GITHUB_REPOSITORY does not say which repository they would be in";
  if (token === undefined) return "there is no token to write them with";
  const { issueTracker } = await import("../alerts/issues.ts");
  const timeZone = inputs.timeZone;
  const settings: IssueTrackerSettings = {
    now,
    timeZone,
    confirm,
    assignees,
    github: { apiUrl, repository, token, proxy },
  };
  return issueTracker({ ...settings, resultsUrl: resultsUrl({ inputs, surroundings }, "tree") });
}

/** Where people look at the results folder, or at a file in it. */
export function resultsUrl(
  { inputs, surroundings }: Pick<Call, "inputs" | "surroundings">,
  kind: "tree" | "blob",
  ...names: readonly string[]
): URL | undefined {
  const { serverUrl, repository } = surroundings.github;
  if (repository === undefined || inputs.resultsInRepository === undefined) return undefined;
  const path = [repository, kind, inputs.branch ?? "HEAD", inputs.resultsInRepository, ...names].join("/");
  return onGitHub(path, serverUrl);
}

function onGitHub(path: string, serverUrl: URL): URL {
  return new URL(path, `${serverUrl.href.replace(/\/+$/, "")}/`);
}

/** Where people look at the issues. */
export function issuesUrl({ surroundings }: Pick<Call, "surroundings">): URL | undefined {
  const { serverUrl, repository } = surroundings.github;
  return repository === undefined ? undefined : new URL(`${serverUrl.href.replace(/\/+$/, "")}/${repository}/issues`);
}

export function linksOf(call: Pick<Call, "inputs" | "surroundings">): Links {
  const { serverUrl, repository, runId } = call.surroundings.github;
  const inRepository = (path: string) =>
    repository === undefined ? undefined : onGitHub(`${repository}/${path}`, serverUrl).href;
  return {
    page: resultsUrl(call, "tree")?.href,
    run: runId === undefined ? undefined : inRepository(`actions/runs/${runId}`),
    commit: (sha) => inRepository(`commit/${sha}`),
    issues: inRepository("issues?q=is%3Aopen+label%3Aserver-monitor"),
  };
}

/** How long rows may wait for GitHub to say what has been accepted. */
const acceptedLimitMs = 5000;

export async function evaluate(
  { rules, tracker, isOurs, lookUpNames }: Alerting,
  results: readonly CheckResult[],
): Promise<Evaluation> {
  const made = rules.add(results.map(rowOf));
  const changes = made.filter(({ alert }) => isOurs(alert.host));
  const alerts = rules.open();
  const { standing } = rules;
  const changed = changes.filter((change) => change.what !== "resolved" && isNews(change)).map(({ alert }) => alert);
  const naming = lookUpNames(peerAddresses(changed));
  const scope = { alerts, kinds: watchedKinds, isOurs, standing };
  const asked = { ...scope, alerts: [...alerts, ...changes.map(({ alert }) => alert)], isOurs: () => true };
  const { left, open } = await asPeopleKnow(tracker, asked, alerts);
  const names = await naming;
  const details = withPeerNames(findingDetails(results), changed, (address) => names.get(address));
  return {
    found: { ...scope, details },
    open: open.flatMap(left),
    changes: changes.flatMap((change) => left(change.alert).map((alert) => changeOf(change, alert))),
  };
}

/** Where all that was told before has been accepted, the alert is new to people. */
function changeOf(change: AlertChange, alert: Alert): AlertChange {
  const added = change.added.filter((finding) => alert.findings.includes(finding));
  const isMore = change.what === "changed" || change.what === "reopened";
  const isNew = alert !== change.alert && isMore && added.length === alert.findings.length;
  return { ...change, what: isNew ? "opened" : change.what, added, alert };
}

/** Where the rows of before are not known. */
export const noEvaluation: Evaluation = {
  open: [],
  changes: [],
  found: { alerts: [], kinds: [], isOurs: () => false, standing: () => "unknown" },
};

const watchedKinds = alertKinds.filter((kind) => kind !== "silent");

/** `left`: what is left of an alert without what is accepted: nothing, it, or it with fewer findings. */
async function asPeopleKnow(tracker: IssueTracker | undefined, found: CurrentAlerts, alerts: readonly Alert[]) {
  const late = new Promise<[]>((resolve) => void setTimeout(() => resolve([]), acceptedLimitMs).unref());
  const isAsked = tracker !== undefined && found.alerts.length > 0;
  const asked = isAsked ? Promise.all([tracker.accepted(found), tracker.placed(alerts)]) : [];
  const [accepted = [], open = alerts] = await Promise.race([asked, late]);
  const isAccepted = ({ kind, host }: Alert, text: string) => {
    const { finding, ...name } = nameOf(kind, text);
    const identity = identityOf({ ...name, host });
    return accepted.some((each) => each.identity === identity && each.findings.includes(finding));
  };
  const left = (alert: Alert): readonly Alert[] => {
    const rest = limitedTo(alert, (finding) => !isAccepted(alert, finding));
    return isToConfirm(rest) ? [rest] : [];
  };
  return { left, open };
}

export async function deliver({ tracker }: Alerting, { found }: Evaluation): Promise<Delivered> {
  if (tracker === undefined) return { issueUrl: () => undefined, faults: [], warnings: [] };
  const { open, closed, opened, undelivered, warnings } = await tracker.sync(found);
  const links = [...closed, ...opened, ...open.map(({ alert, url }) => ({ identity: identityOf(alert), url }))];
  const urls = new Map(links.map(({ identity, url }) => [identity, url]));
  return { issueUrl: (alert) => urls.get(identityOf(alert)), faults: undelivered, warnings };
}
