/** Alerts as the commands raise them: rows judged by the rules, issues brought up to date. */
import { type Alert, type AlertChange, alertKinds, identityOf, limitedTo } from "../alerts/alert.ts";
import type { FindingDetail } from "../alerts/issue-text.ts";
import type { DeskSettings, Found, IssueDesk } from "../alerts/issues.ts";
import { listenerWords } from "../alerts/listener-words.ts";
import type { Rules } from "../alerts/rules.ts";
import { type CheckResult, portText } from "../check-result.ts";
import { rowOf } from "../row/row.ts";
import type { Call } from "./call.ts";

export interface Watch {
  /** They have seen the rows of the last days. */
  readonly rules: Rules;
  /** undefined: there are no issues, and `why` says for what reason. */
  readonly desk: IssueDesk | undefined;
  readonly why: string | undefined;
  /** Whose alerts this run answers for. */
  readonly isOurs: (host: string) => boolean;
}

export interface Judged {
  /** Open after this run, of all hosts, without what people have accepted. */
  readonly open: readonly Alert[];
  /** What this run's rows have opened, changed and resolved, of the hosts that it answers for, without what is accepted. */
  readonly changes: readonly AlertChange[];
  /** What the issues are to say. */
  readonly found: Found;
}

export interface Delivered {
  readonly issueUrl: (alert: Alert) => string | undefined;
  /** Sentences: what could not be delivered. */
  readonly faults: readonly string[];
  /** Sentences: what GitHub refused, and was done without. */
  readonly warnings: readonly string[];
}

/** The issues are asked for at once, and waited for when they are needed. */
export async function openWatch(
  call: Call,
  { rules, unread }: { readonly rules: Rules; readonly unread?: unknown },
  isOurs: Watch["isOurs"],
): Promise<Watch> {
  // Without the rows of before nothing can be told of what is open and what is over.
  const desk = unread === undefined ? await openDesk(call) : "the rows of before could not be read";
  if (typeof desk !== "string") void desk.prepare();
  const known = typeof desk === "string" ? { desk: undefined, why: desk } : { desk, why: undefined };
  return { rules, ...known, isOurs: (host) => isOurs(host) || rules.standing("down", host) === "gone" };
}

/** A text says why there are no issues. */
export async function openDesk({ inputs, surroundings, now }: Call): Promise<IssueDesk | string> {
  const { apiUrl, repository, proxy } = surroundings.github;
  const { issues, token, confirm, assignees } = inputs;
  if (!issues) return "issues is false";
  if (repository === undefined) return "GITHUB_REPOSITORY does not say which repository they would be in";
  if (token === undefined) return "there is no token to write them with";
  const { issueDesk } = await import("../alerts/issues.ts");
  const settings: DeskSettings = { now, confirm, assignees, github: { apiUrl, repository, token, proxy } };
  return issueDesk({ ...settings, resultsUrl: resultsUrl({ inputs, surroundings }, "tree") });
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
  return new URL(path, `${serverUrl.href.replace(/\/+$/, "")}/`);
}

/** How long rows may wait for GitHub to say what has been accepted. */
const acceptedLimitMs = 5000;

export async function judge({ rules, desk, isOurs }: Watch, results: readonly CheckResult[]): Promise<Judged> {
  const made = results.flatMap((result) => rules.add(rowOf(result)));
  const changes = made.filter(({ alert }) => isOurs(alert.host));
  const alerts = rules.open();
  const { standing } = rules;
  const found = { alerts, kinds: watchedKinds, isOurs, standing, details: listenerDetails(results) };
  const asked = { ...found, alerts: [...alerts, ...changes.map(({ alert }) => alert)], isOurs: () => true };
  const left = await withoutAccepted(desk, asked);
  return {
    found,
    open: alerts.flatMap(left),
    changes: changes.flatMap((change) => left(change.alert).map((alert) => changeOf(change, alert))),
  };
}

/** Where all that was told before has been accepted, the alert is new to people. */
function changeOf(change: AlertChange, alert: Alert): AlertChange {
  const added = change.added.filter((finding) => alert.findings.includes(finding));
  const isNew = alert !== change.alert && change.what === "changed" && added.length === alert.findings.length;
  return { ...change, what: isNew ? "opened" : change.what, added, alert };
}

/** Where the rows of before are not known. */
export const nothingJudged: Judged = {
  open: [],
  changes: [],
  found: { alerts: [], kinds: [], isOurs: () => false, standing: () => "unknown" },
};

const watchedKinds = alertKinds.filter((kind) => kind !== "silent");

/** What is left of an alert: nothing, it, or it with fewer findings. */
async function withoutAccepted(desk: IssueDesk | undefined, found: Found): Promise<(alert: Alert) => readonly Alert[]> {
  const late = new Promise<[]>((resolve) => void setTimeout(() => resolve([]), acceptedLimitMs).unref());
  const accepted = found.alerts.length === 0 ? [] : await Promise.race([desk?.accepted(found) ?? [], late]);
  const byIdentity = new Map(accepted.map(({ identity, findings }) => [identity, findings]));
  return (alert) => {
    const rest = limitedTo(alert, (finding) => !byIdentity.get(identityOf(alert))?.includes(finding));
    return rest.findings.length === 0 ? [] : [rest];
  };
}

export async function deliver({ desk }: Watch, { found }: Judged): Promise<Delivered> {
  if (desk === undefined) return { issueUrl: () => undefined, faults: [], warnings: [] };
  const { open, closed, opened, undelivered, warnings } = await desk.sync(found);
  const links = [...closed, ...opened, ...open.map(({ alert, url }) => ({ identity: identityOf(alert), url }))];
  const urls = new Map(links.map(({ identity, url }) => [identity, url]));
  return { issueUrl: (alert) => urls.get(identityOf(alert)), faults: undelivered, warnings };
}

/** Who owns the ports that an alert is about: what a row does not say. */
function listenerDetails(results: readonly CheckResult[]): ReadonlyMap<string, readonly FindingDetail[]> {
  const details = results.map(({ host, facts }) => {
    const words = facts?.listeners?.map((each) => ({ finding: portText(each), words: listenerWords(each) })) ?? [];
    return [identityOf({ kind: "port", host }), words] as const;
  });
  return new Map(details);
}
