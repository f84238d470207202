/** One action of the plan, done: what is said, in which order, so that it may be cut short anywhere and done again. */
import type { GitHubClient } from "../github/client.ts";
import {
  addComment,
  changeIssue,
  createIssue,
  ensureLabel,
  hasStatus,
  type Issue,
  type IssueChange,
  type Label,
  listComments,
  type NewIssue,
} from "../github/issues.ts";
import { GitHubError } from "../github/refusal.ts";
import { type Alert, type AlertKind, identityOf } from "./alert.ts";
import { type Action, acceptedLabel, type OwnIssue } from "./issue-plan.ts";
import { type IssueRecord, type Over, withRecord } from "./issue-record.ts";
import {
  changeWords,
  commentOf,
  type FindingDetail,
  type IssueContext,
  issueBody,
  issueTitle,
  recoveryWords,
  returnWords,
} from "./issue-text.ts";

export const ourLabel = "server-monitor";

export interface Delivery {
  readonly github: GitHubClient;
  readonly now: Date;
  readonly assignees: readonly string[];
  readonly resultsUrl: URL | undefined;
  readonly details: ReadonlyMap<string, readonly FindingDetail[]>;
  /** Labels that are known to be there. */
  readonly labels: Set<string>;
}

/** The issue as it is afterwards. */
export async function deliver(action: Action, delivery: Delivery): Promise<Issue> {
  switch (action.does) {
    case "open":
      return open(action.alert, delivery);
    case "keep":
      return action.own.issue;
    case "update":
      return update(action.alert, action.own, delivery);
    case "reopen":
      return reopen(action.alert, action.own, action.why, delivery);
    case "recover":
      return recover(action.own, action.why, delivery);
    case "close-duplicate":
      return closeDuplicate(action.own, action.first, delivery);
    case "accept":
      return accept(action.own, delivery);
    case "end-acceptance":
      return change(action.own, notAccepted(action.own), delivery);
  }
}

async function open(alert: Alert, delivery: Delivery): Promise<Issue> {
  const { kind, host, findings, since, flapping } = alert;
  const labels = [ourLabel, `alert:${kind}`];
  for (const label of labels) await ensure(label, delivery);
  const record: IssueRecord = { kind, host, findings, earlier: [], since, flapping, revision: 0, closed: undefined };
  const issue = await create({ ...textOf(alert, record, delivery), labels }, delivery);
  if (!issue.labels.includes(ourLabel))
    throw new GitHubError(
      `issue #${issue.number} was made without its labels: add \`permissions: { issues: write }\` to the job`,
      undefined,
      true,
    );
  return issue;
}

/** Somebody who left must not keep an alert from being raised. */
async function create(issue: NewIssue, { github, assignees }: Delivery): Promise<Issue> {
  if (assignees.length === 0) return createIssue(github, issue);
  try {
    return await createIssue(github, { ...issue, assignees });
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
    return createIssue(github, issue);
  }
}

async function update(alert: Alert, own: OwnIssue, delivery: Delivery): Promise<Issue> {
  const record = nextRecord(own, alert);
  const words = alert.flapping ? flappingWords(own.record, alert) : changeWords(own.record.findings, alert.findings);
  if (words !== "") await commentOnce(own, record, words, delivery);
  return change(own, { ...textOf(alert, record, delivery), ...notAccepted(own) }, delivery);
}

async function reopen(alert: Alert, own: OwnIssue, why: "back" | "lasts", delivery: Delivery): Promise<Issue> {
  const record = nextRecord(own, alert);
  const asNow = why === "back" ? { ...record, since: alert.since } : record;
  await commentOnce(own, record, returnWords(alert, why), delivery);
  const state = { state: "open", state_reason: "reopened" } as const;
  return change(own, { ...state, ...textOf(alert, asNow, delivery), ...notAccepted(own) }, delivery);
}

async function recover(own: OwnIssue, why: Over, delivery: Delivery): Promise<Issue> {
  const record: IssueRecord = { ...own.record, revision: own.record.revision + 1, closed: "recovered" };
  await commentOnce(own, record, recoveryWords(own.record, why, own.issue.created, delivery.now), delivery);
  const state = { state: "closed", state_reason: "completed" } as const;
  return change(own, { ...state, body: withRecord(own.issue.body, record) }, delivery);
}

async function closeDuplicate(own: OwnIssue, first: number, delivery: Delivery): Promise<Issue> {
  const record: IssueRecord = { ...own.record, revision: own.record.revision + 1, closed: "duplicate" };
  await commentOnce(own, record, `Two issues for one alert: it goes on in #${first}.`, delivery);
  const state = { state: "closed", state_reason: "duplicate" } as const;
  return change(own, { ...state, body: withRecord(own.issue.body, record) }, delivery);
}

async function accept(own: OwnIssue, delivery: Delivery): Promise<Issue> {
  await ensure(acceptedLabel, delivery);
  return change(own, { labels: [...own.issue.labels, acceptedLabel] }, delivery);
}

/** Of what comes and goes, only what this issue has never listed. */
function flappingWords({ findings = [], earlier }: IssueRecord, alert: Alert): string {
  const told = new Set([...findings, ...earlier]);
  return changeWords(findings, findings.concat(alert.findings.filter((finding) => !told.has(finding))));
}

/** `since` never moves later while an issue is open: the rows that knew may no longer be read. */
function nextRecord({ record }: OwnIssue, { kind, host, findings, since, flapping }: Alert): IssueRecord {
  const earliest = record.since !== undefined && record.since < since ? record.since : since;
  const listed = new Set([...(record.findings ?? []), ...record.earlier]);
  const earlier = [...listed].filter((finding) => !findings.includes(finding));
  const revision = record.revision + 1;
  return { kind, host, findings, earlier, since: earliest, flapping, revision, closed: undefined };
}

function textOf(alert: Alert, record: IssueRecord, { now, resultsUrl, details }: Delivery) {
  const context: IssueContext = { now, resultsUrl, details: details.get(identityOf(alert)) ?? [] };
  return { title: issueTitle(alert), body: issueBody(alert, record, context) };
}

function change({ issue }: OwnIssue, to: IssueChange, { github }: Delivery): Promise<Issue> {
  return changeIssue(github, issue.number, to);
}

/**
 * A comment comes before the change that makes it stale. If the change failed, the next run comes here again, and finds
 * what it would say already said.
 */
async function commentOnce({ issue }: OwnIssue, record: IssueRecord, words: string, { github }: Delivery) {
  const { mark, body } = commentOf(record, words);
  const said = issue.commentCount === 0 ? [] : await listComments(github, issue.number, issue.created);
  if (said.some((comment) => comment.author === issue.author && comment.body.startsWith(mark))) return;
  await addComment(github, issue.number, body);
}

/** Labels are replaced as a whole: only where one is to go. */
function notAccepted({ issue: { labels } }: OwnIssue): IssueChange {
  return labels.includes(acceptedLabel) ? { labels: labels.filter((label) => label !== acceptedLabel) } : {};
}

async function ensure(name: string, { github, labels }: Delivery): Promise<void> {
  if (labels.has(name)) return;
  await ensureLabel(github, labelNamed(name));
  labels.add(name);
}

const red = "b60205";
const orange = "d93f0b";
const yellow = "fbca04";

const kindLabels: Readonly<Record<AlertKind, readonly [color: string, description: string]>> = {
  down: [red, "Nothing answers: ping, web page and SSH"],
  "host-key": [red, "The SSH host key changed or is unknown"],
  peer: [red, "A login or a lasting connection from an unknown address"],
  port: [orange, "A listener that the inventory does not know"],
  disk: [orange, "The root file system is nearly full"],
  ssh: [orange, "The host answers, but login or probe does not work"],
  http: [orange, "The web page does not work"],
  gpu: [orange, "A GPU that was there is gone"],
  cert: [yellow, "The certificate expires soon"],
  silent: [red, "The monitor itself writes no rows"],
};

function labelNamed(name: string): Label {
  if (name === acceptedLabel)
    return {
      name,
      color: "c2e0c6",
      description: "A person said that it is meant to be so: reopen it to take that back",
    };
  for (const [kind, [color, description]] of Object.entries(kindLabels))
    if (name === `alert:${kind}`) return { name, color, description };
  return { name, color: "1d76db", description: "Opened and closed by server-monitor" };
}
