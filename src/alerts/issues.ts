/**
 * Alerts as GitHub issues: read what is there, plan, deliver. An issue is ours by its author, its label and its marker.
 * Two requests tell a quiet run that nothing is to be done; only an alert without an issue makes it look further.
 *
 * The author: an Actions token (`ghs_…`) writes as `github-actions[bot]`, and nobody has to ask. The token of another app
 * begins with the same letters, and a person's says nothing: then GitHub is asked whose it is, once a run and only where
 * an issue with our label and marker is there to be judged.
 */
import { GitHubClient, type GitHubSettings, hastyPatience, type Patience } from "../github/client.ts";
import { type Issue, listIssues, ownerIfPerson, ownLogin } from "../github/issues.ts";
import { GitHubError } from "../github/refusal.ts";
import { count } from "../words/count.ts";
import { type Alert, type AlertKind, identityOf, relatedKinds } from "./alert.ts";
import type { FindingDetails } from "./finding-details.ts";
import type { Delivery } from "./issue-creation.ts";
import { deliver } from "./issue-delivery.ts";
import { acceptedLabel, ourLabel } from "./issue-labels.ts";
import { type Accepted, type Action, type OwnIssue, placedByIssues, planIssues, type Scope } from "./issue-plan.ts";
import { readRecord } from "./issue-record.ts";

export interface IssueTrackerSettings {
  readonly now: Date;
  /** Of the times in issues; by default UTC. */
  readonly timeZone?: string | undefined;
  /** Checks that must agree before an alert opens or closes. */
  readonly confirm: number;
  readonly github: GitHubSettings;
  /** Empty: the repository's owner, where that is a person. */
  readonly assignees?: readonly string[] | undefined;
  readonly resultsUrl?: URL | undefined;
  readonly patience?: Patience | undefined;
}

export interface CurrentAlerts extends Scope {
  /** What is open now. Those out of scope are nobody's business here, and neither are their issues. */
  readonly alerts: readonly Alert[];
  /** By identity: what else is known of a finding. */
  readonly details?: FindingDetails | undefined;
}

export interface IssueTracker {
  /** Reads the issues, so that what follows need not wait for them. */
  readonly prepare: () => Promise<void>;
  /** What people have accepted of these alerts; nothing where the issues cannot be read. */
  readonly accepted: (current: CurrentAlerts) => Promise<readonly Accepted[]>;
  /** The alerts as their issues list them; as they are where the issues cannot be read. */
  readonly placed: (alerts: readonly Alert[]) => Promise<readonly Alert[]>;
  /** Never throws for what GitHub says or does not say. */
  readonly sync: (current: CurrentAlerts) => Promise<IssueSyncResult>;
}

export interface AlertIssue {
  readonly alert: Alert;
  readonly number: number;
  readonly url: string;
}

export interface IssueLink {
  readonly identity: string;
  readonly number: number;
  readonly url: string;
}

export interface IssueSyncResult {
  /** Without the findings that were accepted. */
  readonly open: readonly AlertIssue[];
  readonly accepted: readonly Accepted[];
  /** New ones and reopened ones. */
  readonly opened: readonly IssueLink[];
  readonly closed: readonly IssueLink[];
  /** Identities left to the next run, so that a power cut does not become two hundred issues at once. */
  readonly waiting: readonly string[];
  /** Sentences: the step fails, and the next run tries again. */
  readonly undelivered: readonly string[];
  /** Sentences: it was done, but for something that GitHub refused. */
  readonly warnings: readonly string[];
}

/** Issues written in one run, of those that open and of those that close. */
const mostAtOnce = 30;
const actionsLogin = "github-actions[bot]";

export function issueTracker(settings: IssueTrackerSettings): IssueTracker {
  const github = new GitHubClient(settings.github, settings.now, settings.patience);
  const tracker: Tracker = {
    settings,
    github,
    ...ownership(settings.github, github),
    closed: closedIssues(github),
    assignees: assigneesOf(settings),
  };
  let reading: Promise<OwnIssue[]> | undefined;
  const read = () => {
    reading ??= readIssues(tracker);
    return reading;
  };
  return {
    prepare: () => orIfRefused(read(), undefined).then(() => undefined),
    accepted: async (current) => {
      const plan = await orIfRefused(
        read().then((issues) => planFor(current, tracker, issues)),
        undefined,
      );
      return plan?.accepted ?? [];
    },
    placed: async (alerts) => placedByIssues(alerts, await orIfRefused(read(), [])),
    sync: (current) => sync(current, tracker, read),
  };
}

interface Tracker extends Pick<Delivery, "assignees"> {
  readonly settings: IssueTrackerSettings;
  readonly github: GitHubClient;
  /** Picks the issues that our own account wrote. */
  readonly ours: (issues: readonly Issue[]) => Promise<OwnIssue[]>;
  /** Our account, as GitHub says when it is asked. */
  readonly login: () => Promise<string>;
  /** Of a kind, as they were when first asked for. */
  readonly closed: (kind: AlertKind) => Promise<Issue[]>;
}

async function orIfRefused<Value, Other>(work: Promise<Value>, otherwise: Other): Promise<Value | Other> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GitHubError) return otherwise;
    throw error;
  }
}

async function sync(
  current: CurrentAlerts,
  tracker: Tracker,
  read: () => Promise<OwnIssue[]>,
): Promise<IssueSyncResult> {
  try {
    const plan = await planFor(current, tracker, await read());
    return { ...(await deliverAll(plan.actions, deliveryOf(current, tracker))), accepted: plan.accepted };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const open =
      current.alerts.length === 0 ? "" : `, so ${count(current.alerts.length, "alert")} could not be reported`;
    const undelivered = [`the issues could not be read${open}: ${error.message}`];
    return { open: [], accepted: [], opened: [], closed: [], waiting: [], undelivered, warnings: [] };
  }
}

async function readIssues({ github, ours }: Tracker): Promise<OwnIssue[]> {
  const open = await listIssues(github, "open", [ourLabel]);
  const accepted = await listIssues(github, "closed", [acceptedLabel]);
  return await ours([...open, ...accepted]);
}

/** What would be opened may have been there before, or been accepted: closed issues are looked at only then. */
async function planFor(
  current: CurrentAlerts,
  { settings, ours, closed: closedOf }: Tracker,
  issues: readonly OwnIssue[],
) {
  const plan = planIssues({ ...current, ...settings, issues });
  const kinds = new Set(
    plan.actions.flatMap((action) => (action.does === "open" ? relatedKinds(action.alert.kind) : [])),
  );
  if (kinds.size === 0) return plan;
  const closed: Issue[] = [];
  for (const kind of kinds) closed.push(...(await closedOf(kind)));
  const known = new Set(issues.map(({ issue }) => issue.number));
  const more = await ours(closed.filter(({ number }) => !known.has(number)));
  return planIssues({ ...current, ...settings, issues: [...issues, ...more] });
}

function closedIssues(github: GitHubClient): Tracker["closed"] {
  const lists = new Map<AlertKind, Promise<Issue[]>>();
  return (kind) => {
    const list = lists.get(kind) ?? listIssues(github, "closed", [ourLabel, `alert:${kind}`]);
    lists.set(kind, list);
    return list;
  };
}

function ownership({ token }: GitHubSettings, github: GitHubClient): Pick<Tracker, "ours" | "login"> {
  const isPersonal = /^(ghp_|github_pat_|gho_|ghu_)/.test(token.reveal());
  let asked: Promise<string> | undefined;
  const login = () => {
    asked ??= ownLogin(github);
    return asked;
  };
  const ours: Tracker["ours"] = async (issues) => {
    const marked = issues.flatMap((issue): OwnIssue[] => {
      const record = readRecord(issue.body);
      return record === undefined ? [] : [{ issue, record }];
    });
    const isUnclear = marked.some(({ issue }) => isPersonal || (issue.isByBot && issue.author !== actionsLogin));
    const author = await (isUnclear ? login() : (asked ?? actionsLogin));
    return marked.filter(({ issue }) => issue.author === author);
  };
  return { ours, login };
}

function deliveryOf(
  { details = new Map() }: CurrentAlerts,
  { settings, github, ours, login, assignees }: Tracker,
): Delivery {
  const { now, timeZone = "UTC", resultsUrl } = settings;
  const clock = { near: now, zone: timeZone };
  const current = { labels: new Set<string>(), unlabelled: [], unassignable: new Set<string>(), warnings: [] };
  return { github, ours, login, clock, assignees, resultsUrl, details, ...current };
}

/**
 * A phone gets a notification of an assignment, and none of a new issue: without names, the owner is assigned. That this
 * may not be asked for must not end the delivery, so the question has a client of its own.
 */
function assigneesOf({ assignees = [], github, now }: IssueTrackerSettings): () => Promise<readonly string[]> {
  let owner: Promise<string | undefined> | undefined;
  return async () => {
    if (assignees.length > 0) return assignees;
    owner ??= ownerIfPerson(new GitHubClient(github, now, hastyPatience));
    return [(await owner) ?? []].flat();
  };
}

type Delivered = Omit<IssueSyncResult, "accepted">;
type Done = { readonly action: Action; readonly issue: Issue };
type Failed = { readonly action: Action; readonly error: GitHubError };

async function deliverAll(actions: readonly Action[], delivery: Delivery): Promise<Delivered> {
  const { now: chosen, later } = share(actions);
  const [done, failed]: [Done[], Failed[]] = [[], []];
  for (const action of chosen) {
    const outcome = await attempt(action, delivery);
    if ("issue" in outcome) done.push(outcome);
    else failed.push(outcome);
  }
  const standing = [...failed.map(({ action }) => action), ...later].flatMap(standingIssue);
  return {
    open: [...done.flatMap(openIssue), ...standing],
    opened: done.filter(({ action }) => action.does === "open" || action.does === "reopen").map(linkOf),
    closed: done.filter(({ action }) => action.does === "recover").map(linkOf),
    waiting: later.map(nameOf),
    undelivered: sentences(failed),
    warnings: delivery.warnings,
  };
}

async function attempt(action: Action, delivery: Delivery): Promise<Done | Failed> {
  try {
    return { action, issue: await deliver(action, delivery) };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { action, error };
  }
}

/** The rest has its turn in the next run. */
function share(actions: readonly Action[]): { now: Action[]; later: Action[] } {
  const starts = actions.filter((action) => "alert" in action && action.does !== "keep");
  const ends = actions.filter((action) => !("alert" in action));
  const later = new Set([...starts.slice(mostAtOnce), ...ends.slice(mostAtOnce)]);
  return { now: actions.filter((action) => !later.has(action)), later: [...later] };
}

function openIssue({ action, issue: { number, url } }: Done): AlertIssue[] {
  return "alert" in action ? [{ alert: action.alert, number, url }] : [];
}

/** An issue that could not be brought up to date is open all the same. */
function standingIssue(action: Action): AlertIssue[] {
  if (action.does !== "update") return [];
  const { number, url } = action.own.issue;
  return [{ alert: action.alert, number, url }];
}

function linkOf({ action, issue: { number, url } }: Done): IssueLink {
  return { identity: nameOf(action), number, url };
}

function nameOf(action: Action): string {
  return identityOf("alert" in action ? action.alert : action.own.record);
}

const tasks: Readonly<Record<Action["does"], string>> = {
  open: "was not raised",
  keep: "was not kept",
  update: "was not brought up to date",
  reopen: "was not reopened",
  recover: "was not closed",
  "close-duplicate": "is still open twice",
  accept: "was not labelled as accepted",
  "end-acceptance": "is still labelled as accepted",
};

const mostNamed = 5;

/** One for each reason and task. */
function sentences(failed: readonly Failed[]): string[] {
  const byReason = Map.groupBy(failed, ({ action, error }) => `${tasks[action.does]}: ${error.message}`);
  return [...byReason].map(([reason, group]) => {
    const names = group.slice(0, mostNamed).map(({ action }) => nameOf(action));
    const more = group.length > mostNamed ? ` and ${group.length - mostNamed} more` : "";
    return `the issue of ${names.join(", ")}${more} ${reason}`;
  });
}
