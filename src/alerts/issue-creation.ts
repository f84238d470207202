/** Raises an alert as a new issue: once, with its labels, assigned to whom it can be. */
import type { GitHubClient } from "../github/client.ts";
import {
  changeIssue,
  createIssue,
  createLabel,
  hasLabel,
  hasStatus,
  type Issue,
  type IssueChange,
  isAssignable,
  listIssues,
  listIssuesOf,
  type NewIssue,
} from "../github/issues.ts";
import { GitHubError } from "../github/refusal.ts";
import type { Clock } from "../words/instant.ts";
import { type Alert, identityOf } from "./alert.ts";
import { detailsFor, type FindingDetails } from "./finding-details.ts";
import { labelNamed, ourLabel } from "./issue-labels.ts";
import type { OwnIssue } from "./issue-plan.ts";
import { type IssueRecord, recordAfter } from "./issue-record.ts";
import { type IssueContext, issueBody, issueTitle } from "./issue-text.ts";

export interface Delivery {
  readonly github: GitHubClient;
  /** Picks the issues that our own account wrote. */
  readonly ours: (issues: readonly Issue[]) => Promise<OwnIssue[]>;
  /** Our account. */
  readonly login: () => Promise<string>;
  /** Now, and the zone of all times. */
  readonly clock: Clock;
  /** Who is assigned to new issues. Asked for only where there is a new one. */
  readonly assignees: () => Promise<readonly string[]>;
  readonly resultsUrl: URL | undefined;
  readonly details: FindingDetails;
  /** Labels that are known to be there, or cannot be made. */
  readonly labels: Set<string>;
  /** Our open issues that have lost their label, because somebody has deleted it. */
  readonly unlabelled: OwnIssue[];
  /** Assignees whom GitHub does not take. */
  readonly unassignable: Set<string>;
  /** Sentences: what GitHub refused, and the alert was delivered without. */
  readonly warnings: string[];
}

/** A new issue, or one that has lost its label. */
export async function raise(alert: Alert, delivery: Delivery): Promise<Issue> {
  const { kind, host, findings, since, flapping } = alert;
  const labels = [ourLabel, `alert:${kind}`];
  for (const label of labels) await ensure(label, delivery);
  const unlabelled = delivery.unlabelled.find(isOf(alert));
  if (unlabelled !== undefined) return labelAnew(unlabelled, alert, labels, delivery);
  const record: IssueRecord = { kind, host, findings, earlier: [], since, flapping, revision: 0, closed: undefined };
  const text = textOf(alert, record, delivery);
  const made = () => create({ ...text, labels }, delivery);
  const issue = await delivery.github.makeOnce(made, () => openIssueOf(alert, delivery));
  if (!issue.labels.includes(ourLabel))
    throw new GitHubError(
      `issue #${issue.number} was made without its labels: add \`permissions: { issues: write }\` to the job`,
      undefined,
      true,
    );
  return issue;
}

async function openIssueOf(alert: Alert, { github, ours }: Delivery): Promise<Issue | undefined> {
  const own = await ours(await listIssues(github, "open", [ourLabel, `alert:${alert.kind}`]));
  return own.find(isOf(alert))?.issue;
}

function isOf(alert: Alert): (own: OwnIssue) => boolean {
  return ({ record }) => identityOf(record) === identityOf(alert);
}

function labelAnew(own: OwnIssue, alert: Alert, labels: readonly string[], delivery: Delivery): Promise<Issue> {
  const all = [...new Set([...own.issue.labels, ...labels])];
  return change(own, { ...textOf(alert, recordAfter(own.record, alert), delivery), labels: all }, delivery);
}

/** Somebody who left must not keep an alert from being raised. */
async function create(issue: NewIssue, delivery: Delivery): Promise<Issue> {
  const assignees = (await delivery.assignees()).filter((login) => !delivery.unassignable.has(login));
  if (assignees.length === 0) return createIssue(delivery.github, issue);
  try {
    return await createIssue(delivery.github, { ...issue, assignees });
  } catch (error) {
    if (!hasStatus(error, 422)) throw error;
    return createForTheRest(issue, assignees, delivery);
  }
}

/** Where all of them can be assigned, it may still be that they are too many: then nobody is. */
async function createForTheRest(issue: NewIssue, asked: readonly string[], delivery: Delivery): Promise<Issue> {
  const { github, unassignable, warnings } = delivery;
  const assignable: string[] = [];
  for (const login of asked) if (await isAssignable(github, login)) assignable.push(login);
  const assignees = assignable.length < asked.length ? assignable : [];
  const made = await createIssue(github, { ...issue, assignees });
  const gone = asked.filter((login) => !assignees.includes(login));
  for (const login of gone) unassignable.add(login);
  warnings.push(
    `assignees: GitHub does not assign issues to ${gone.join(", ")}: give them access to the repository, or take them out of the input`,
  );
  return made;
}

export function textOf(alert: Alert, record: IssueRecord, { clock, resultsUrl, details }: Delivery) {
  const context: IssueContext = { clock, resultsUrl, details: detailsFor(alert, details) };
  return { title: issueTitle(alert), body: issueBody(alert, record, context) };
}

export function change({ issue }: OwnIssue, to: IssueChange, { github }: Delivery): Promise<Issue> {
  return changeIssue(github, issue.number, to);
}

/** GitHub makes a label that an issue names and nobody knows, only without its color and description. */
export async function ensure(name: string, delivery: Delivery): Promise<void> {
  const { github, labels } = delivery;
  if (labels.has(name)) return;
  const isThere = await labelTask(hasLabel(github, name), true, name, delivery);
  if (!isThere && name === ourLabel) await findUnlabelled(delivery);
  labels.add(name);
  if (!isThere) await labelTask(createLabel(github, labelNamed(name)), undefined, name, delivery);
}

async function labelTask<Value>(task: Promise<Value>, otherwise: Value, name: string, { warnings }: Delivery) {
  try {
    return await task;
  } catch (error) {
    if (!(error instanceof GitHubError) || error.isFinal) throw error;
    warnings.push(`the label ${name} could not be looked up or made: ${error.message}`);
    return otherwise;
  }
}

/** By our label issues are found. Where somebody has deleted it, they are there without it. */
async function findUnlabelled({ github, ours, login, unlabelled }: Delivery): Promise<void> {
  unlabelled.push(...(await ours(await listIssuesOf(github, "open", await login()))));
}
