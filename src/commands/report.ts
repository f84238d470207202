/** `report`: the rows of a month → its page, its figures as JSON, its mail. */
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { Alert } from "../alerts/alert.ts";
import { memoryMs, newRules, type Rules } from "../alerts/rules.ts";
import { InputError } from "../inputs.ts";
import type { Attachment } from "../mail/message.ts";
import type { ReportOutcome } from "../output/reporter.ts";
import { monthMail } from "../report/mail/email.ts";
import { markdownWords } from "../report/month/markdown.ts";
import { monthPage } from "../report/month/month-page.ts";
import { openingSentence, reportSubject } from "../report/month/month-words.ts";
import { monthJson } from "../report/statistics/month-json.ts";
import type { MonthReport } from "../report/statistics/month-model.ts";
import { monthReport } from "../report/statistics/month-report.ts";
import { markdownCode, terminalText } from "../safe-text.ts";
import { openMonth } from "../store/month-rows.ts";
import { filesOfMonth, hasRows, monthsWithPage, type Results, rowsBetween } from "../store/results.ts";
import { type NewFile, openStore, type Store } from "../store/store.ts";
import { type Alerting, deliver, type Evaluation, evaluate, openAlerting, resultsUrl } from "./alerting.ts";
import type { Call } from "./call.ts";
import { messageOf, throwAll } from "./faults.ts";
import { storeSettings } from "./history.ts";
import { type Mailer, openMailer, recipients } from "./mailing.ts";

export async function report(call: Call): Promise<void> {
  const month = wantedMonth(call);
  const mailer = openMailer(call, recipients(call));
  const store = await openStore(storeSettings(call));
  const results = await store.results();
  requireRows(results, call);
  const { rules, unread } = await replayRules(month, results, call);
  const alerting = await openAlerting(call, { rules }, () => true);
  const evaluation = await evaluate(alerting, []);
  const model = await readMonth(month, { open: evaluation.open, unread }, call);
  model.damage.forEach(call.reporter.warn);
  const files = await attachedFiles(results, month.start);
  const [commit, unsaved] = await attempt(() => save({ model, files, results, store }));
  const unsent = await mail(model, files, mailer, call);
  const undelivered = month.alertsAt === call.now ? await sync(alerting, evaluation, call) : [];
  await call.reporter.reported(outcome(model, commit, call));
  throwAll([unsaved, unsent, ...undelivered]);
}

interface Month {
  readonly start: Date;
  /** The end of the month, or now while it is running. */
  readonly to: Date;
  readonly running: boolean;
  /** When alerts count as open: now, and for a month long past at its end. */
  readonly alertsAt: Date;
}

/** A report is read some days after the month, and what is open then matters more than what was. */
const recentMs = 8 * 86_400_000;

function wantedMonth({ inputs, now }: Call): Month {
  const [year, index] = [now.getUTCFullYear(), now.getUTCMonth()];
  const [, y, m] = /^(\d{4})-(\d\d)$/.exec(inputs.month) ?? [];
  const back = inputs.month === "previous" ? 1 : 0;
  const start = new Date(y === undefined ? Date.UTC(year, index - back) : Date.UTC(Number(y), Number(m) - 1));
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
  if (start > now) throw new InputError([`month: ${inputs.month} has not begun; expected this month or one before it`]);
  const running = end > now;
  const isRecent = now.getTime() - end.getTime() < recentMs;
  return { start, to: running ? now : end, running, alertsAt: isRecent ? now : end };
}

function requireRows(results: Results, { inputs }: Call): void {
  if (hasRows(results)) return;
  throw new InputError([
    `results: ${inputs.results} has no rows of any month; run a check first, or name the folder that has`,
  ]);
}

interface Past {
  readonly rules: Rules;
  /** Why they know nothing. */
  readonly unread: readonly string[];
}

/** A line that cannot be read costs the report its alerts, which follow from all rows, and no more. */
async function replayRules({ alertsAt }: Month, results: Results, call: Call): Promise<Past> {
  const rules = newRules(call.inputs);
  try {
    const from = new Date(alertsAt.getTime() - memoryMs);
    for await (const row of rowsBetween(results, from, alertsAt)) rules.add(row);
    return { rules, unread: [] };
  } catch (error) {
    const reason = messageOf(error).replaceAll(`${call.inputs.results}${sep}`, "");
    return { rules: newRules(call.inputs), unread: [`the alerts are not known: ${reason}`] };
  }
}

interface Known {
  readonly open: readonly Alert[];
  readonly unread: readonly string[];
}

async function readMonth({ start, to, running }: Month, { open, unread }: Known, { inputs }: Call) {
  const dayBefore = new Date(start.getTime() - 1);
  const [rows, before] = [await openMonth(inputs.results, start), await openMonth(inputs.results, dayBefore)];
  const model = monthReport({ rows, before, to, running, alerts: open });
  return { ...model, damage: [...model.damage, ...unread] };
}

interface MonthFileBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function attachedFiles(results: Results, month: Date): Promise<MonthFileBytes[]> {
  const names = filesOfMonth(results, month);
  return Promise.all(names.map(async (name) => ({ name, bytes: Buffer.from((await results.read(name)) ?? "") })));
}

interface Finished {
  readonly model: MonthReport;
  readonly files: readonly MonthFileBytes[];
  readonly results: Results;
  readonly store: Store;
}

async function save({ model, files, results, store }: Finished): Promise<string | undefined> {
  const pages = monthsWithPage(results);
  const jsonName = `${model.month}.json`;
  const page = monthPage(model, {
    previous: pages.findLast((month) => month < model.month),
    next: pages.find((month) => month > model.month),
    files: [...files.map(({ name }) => name), jsonName],
  });
  const all: NewFile[] = [
    { name: pageName(model), text: page.markdown },
    { name: jsonName, text: monthJson(model) },
    ...page.pictures.map(({ name, svg }) => ({ name, text: svg })),
  ];
  const subject = reportSubject(model).replace(/^Server report/, "report:");
  return store.saveFiles(all, subject);
}

function pageName({ month }: MonthReport): string {
  return `${month}.md`;
}

/** What could not be sent. */
async function mail(model: MonthReport, files: readonly MonthFileBytes[], mailer: Mailer | string, call: Call) {
  if (typeof mailer === "string") {
    call.reporter.info(mailer);
    return undefined;
  }
  const body = monthMail(model, { pagePath: pagePath(model, call), pageUrl: pageUrl(model, call)?.href });
  return (await mailer.send(body, attachments(files, call))).fault;
}

/** Base64 makes a third more of them, and servers take 20 MiB. */
const roomBytes = 14 * 1024 * 1024;
/** Phones open what is not packed. */
const plainBytes = 5 * 1024 * 1024;

function attachments(files: readonly MonthFileBytes[], { reporter }: Call): Attachment[] {
  const plain = files.map(({ name, bytes }) => ({ name, content: bytes }));
  if (sizeOf(plain) <= plainBytes) return plain;
  const packed = files.map(({ name, bytes }) => ({ name: `${name}.gz`, content: gzipSync(bytes) }));
  if (sizeOf(packed) <= roomBytes) return packed;
  reporter.warn("the month's files are too large for a mail, which goes without them; they are in the repository");
  return [];
}

function sizeOf(attached: readonly { readonly content: Uint8Array }[]): number {
  return attached.reduce((sum, { content }) => sum + content.length, 0);
}

async function sync(alerting: Alerting, evaluation: Evaluation, { reporter }: Call): Promise<readonly string[]> {
  const { faults, warnings } = await deliver(alerting, evaluation);
  warnings.forEach(reporter.warn);
  return faults;
}

function outcome(model: MonthReport, commit: string | undefined, call: Call): ReportOutcome {
  const [subject, path] = [reportSubject(model), pagePath(model, call)];
  const url = pageUrl(model, call)?.href;
  const where = commit === undefined ? path : `${path} in commit ${commit.slice(0, 10)}`;
  const link = url === undefined ? markdownCode(path) : `[${path}](${url})`;
  return {
    lines: [subject, openingSentence(model, terminalText), "", where],
    summary: `### ${subject}\n\n${openingSentence(model, markdownWords)}\n\n${link}\n`,
    ...{ path, commit, alertsOpen: model.alerts.length },
  };
}

function pagePath(model: MonthReport, { inputs }: Call): string {
  return join(inputs.resultsInRepository ?? inputs.results, pageName(model));
}

function pageUrl(model: MonthReport, call: Call): URL | undefined {
  return resultsUrl(call, "blob", pageName(model));
}

async function attempt<Value>(work: () => Promise<Value>): Promise<[Value | undefined, unknown]> {
  try {
    return [await work(), undefined];
  } catch (fault) {
    return [undefined, fault];
  }
}
