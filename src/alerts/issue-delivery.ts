/** One action of the plan, done: what is said, in which order, so that it may be cut short anywhere and done again. */
import { addComment, type Comment, type Issue, type IssueChange, listComments } from "../github/issues.ts";
import { GitHubError } from "../github/refusal.ts";
import { type Alert, identityOf } from "./alert.ts";
import { change, type Delivery, ensure, raise, textOf } from "./issue-creation.ts";
import { acceptedLabel } from "./issue-labels.ts";
import type { Action, OwnIssue } from "./issue-plan.ts";
import { type IssueRecord, type Over, recordAfter, withRecord } from "./issue-record.ts";
import { changeWords, commentOf, recoveryWords, returnWords } from "./issue-text.ts";

/** The issue as it is afterwards. One that somebody has deleted or moved since it was read is made anew, if there is need. */
export async function deliver(action: Action, delivery: Delivery): Promise<Issue> {
  try {
    return await perform(action, delivery);
  } catch (error) {
    if (!(error instanceof GitHubError && error.isGone) || action.does === "open") throw error;
    return "alert" in action ? raise(action.alert, delivery) : action.own.issue;
  }
}

function perform(action: Action, delivery: Delivery): Promise<Issue> | Issue {
  switch (action.does) {
    case "open":
      return raise(action.alert, delivery);
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

async function update(alert: Alert, own: OwnIssue, delivery: Delivery): Promise<Issue> {
  const record = recordAfter(own.record, alert);
  const words = alert.flapping ? flappingWords(own.record, alert) : changeWords(own.record.findings, alert.findings);
  if (words !== "") await commentOnce(own, record, words, delivery);
  return change(own, { ...textOf(alert, record, delivery), ...notAccepted(own) }, delivery);
}

async function reopen(alert: Alert, own: OwnIssue, why: "back" | "lasts", delivery: Delivery): Promise<Issue> {
  const record = recordAfter(own.record, alert);
  const asNow = why === "back" ? { ...record, since: alert.since } : record;
  await commentOnce(own, record, returnWords(alert, why, delivery.clock), delivery);
  const state = { state: "open", state_reason: "reopened" } as const;
  return change(own, { ...state, ...textOf(alert, asNow, delivery), ...notAccepted(own) }, delivery);
}

async function recover(own: OwnIssue, why: Over, delivery: Delivery): Promise<Issue> {
  const record: IssueRecord = { ...own.record, revision: own.record.revision + 1, closed: "recovered" };
  await commentOnce(own, record, recoveryWords(own.record, why, own.issue.created, delivery.clock), delivery);
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
  const labels = [...own.issue.labels, acceptedLabel];
  const labelled = await orIfRefused(change(own, { labels }, delivery), "was not labelled as accepted", own, delivery);
  return labelled ?? own.issue;
}

/** Of what comes and goes, only what this issue has never listed. */
function flappingWords({ findings = [], earlier }: IssueRecord, alert: Alert): string {
  const told = new Set([...findings, ...earlier]);
  return changeWords(findings, findings.concat(alert.findings.filter((finding) => !told.has(finding))));
}

/**
 * A comment comes before the change that makes it stale. If the change failed, the next run comes here again, and finds
 * what it would say already said.
 */
async function commentOnce(own: OwnIssue, record: IssueRecord, words: string, delivery: Delivery): Promise<void> {
  const { issue } = own;
  const { github } = delivery;
  const { mark, body } = commentOf(record, words);
  const isOurs = (comment: Comment) => comment.author === issue.author && comment.body.startsWith(mark);
  const find = async () => (await listComments(github, issue)).find(isOurs);
  if (issue.commentCount !== 0 && (await find()) !== undefined) return;
  const added = github.makeOnce(() => addComment(github, issue.number, body), find);
  await orIfRefused(added, "was changed without a comment", own, delivery);
}

/** A locked issue, or one of 2,500 comments, takes no more of them: that keeps nothing else from being done. */
async function orIfRefused<Value>(work: Promise<Value>, what: string, { issue, record }: OwnIssue, delivery: Delivery) {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GitHubError && error.isRefused) || error.isGone) throw error;
    delivery.warnings.push(`the issue of ${identityOf(record)} (#${issue.number}) ${what}: ${error.message}`);
    return undefined;
  }
}

/** Labels are replaced as a whole: only where one is to go. */
function notAccepted({ issue: { labels } }: OwnIssue): IssueChange {
  return labels.includes(acceptedLabel) ? { labels: labels.filter((label) => label !== acceptedLabel) } : {};
}
