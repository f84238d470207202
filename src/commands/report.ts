/** `report`: the rows of a month → its page, its figures as JSON, its mail. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { memoryMs, newRules, type Rules } from "../alerts/rules.ts";
import { InputError } from "../inputs.ts";
import type { Attachment } from "../mail/message.ts";
import type { ReportOutcome } from "../output/reporter.ts";
import { monthMail } from "../report/mail/email.ts";
import { markdownWords } from "../report/month/markdown.ts";
import { monthPage } from "../report/month/month-page.ts";
import { inOrderOfUrgency, openingSentence, reportSubject } from "../report/month/month-words.ts";
import { monthJson, readHostsBefore } from "../report/statistics/month-json.ts";
import type { MonthReport } from "../report/statistics/month-model.ts";
import { type MonthOrder, monthBefore, monthReport } from "../report/statistics/month-report.ts";
import { markdownCode, terminalText } from "../safe-text.ts";
import { readDowntimes } from "../store/downtimes.ts";
import { maintenanceName } from "../store/month-file.ts";
import {
  filesOfMonth,
  hasEarlierRows,
  hasRows,
  hasRowsBefore,
  monthsWithPage,
  type Results,
  runsBetween,
} from "../store/results.ts";
import { type NewFile, openStore, type Store } from "../store/store.ts";
import { monthWords } from "../words/instant.ts";
import { type Alerting, deliver, evaluate, linksOf, openAlerting, resultsUrl } from "./alerting.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";
import { throwAll } from "./faults.ts";
import { storeSettings } from "./history.ts";
import { hostAtHand, hostsAtHand } from "./host-rules.ts";
import { type Mailer, openMailer, recipients } from "./mailing.ts";

export async function report(call: Call): Promise<void> {
  const month = wantedMonth(call);
  const mailer = openMailer(call, recipients(call));
  call.reporter.doing("reading the rows of the month");
  const store = await openStore(storeSettings(call));
  const results = await store.results();
  requireRows(results, call);
  if (isBeforeFirstRow(month, results)) return call.reporter.info(nothingYet(month, call));
  const isComplete = !(await hasEarlierRows(results, new Date(month.start.getTime() - memoryMs)));
  const rules = newRules({ confirm: call.inputs.confirm, isComplete, hostOf: hostAtHand(call) });
  const alerting = await openAlerting(call, { rules }, () => true);
  const figures = await readMonth(month, results, rules, await forPeople(results, call));
  figures.damage.forEach(call.reporter.warn);
  const model = inOrderOfUrgency({ ...figures, open: (await evaluate(alerting, [])).open });
  const files = filesOfMonth(results, month.start);
  call.reporter.doing("writing the report");
  const [commit, unsaved] = await attempt(() => save({ model, files, results, store }));
  if (typeof mailer !== "string") call.reporter.doing("sending mail");
  const unsent = await mail(model, { results, files }, mailer, call);
  if (alerting.tracker !== undefined) call.reporter.doing("updating issues");
  const undelivered = month.isRecent ? await sync(alerting, model, { results, call }) : [];
  await call.reporter.reported(outcome(model, commit, call));
  throwAll([unsaved, unsent, ...undelivered]);
}

interface Month {
  readonly start: Date;
  /** The end of the month, or now while it is running. */
  readonly to: Date;
  readonly running: boolean;
  /** Whether its rows, and those since, tell which alerts are open now. */
  readonly isRecent: boolean;
}

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
  return { start, to: running ? now : end, running, isRecent };
}

function requireRows(results: Results, { inputs }: Call): void {
  if (hasRows(results)) return;
  throw new InputError([
    `results: ${inputs.results} has no rows of any month; run a check first, or name the folder that has`,
  ]);
}

/** A month that ended before there was a monitor: not a month in which it was silent. */
function isBeforeFirstRow({ start }: Month, results: Results): boolean {
  return filesOfMonth(results, start).length === 0 && !hasRowsBefore(results, start);
}

function nothingYet({ start, running }: Month, { inputs }: Call): string {
  const month = monthWords(start.toISOString().slice(0, 7));
  const words = `no report: ${inputs.results} has no rows of ${month} or before`;
  return running ? words : `${words}; for the month so far, give \`month: current\``;
}

/** What the rows do not tell, but people read. */
type ForPeople = Pick<MonthOrder, "zone" | "groupOf" | "reasonOf">;

async function forPeople(results: Results, call: Call): Promise<ForPeople> {
  const groups = new Map(hostsAtHand(call)?.map(({ id, group }) => [id, group]));
  const text = await results.read(maintenanceName).catch(() => undefined);
  const { downtimes } = readDowntimes(text ?? "", results.pathOf(maintenanceName));
  return {
    zone: clockOf(call).zone,
    groupOf: (host) => groups.get(host),
    reasonOf: ({ host, why, from, to }) =>
      why.includes("maintenance")
        ? downtimes.find((each) => [undefined, host].includes(each.host) && each.from < to && each.to > from)?.why
        : undefined,
  };
}

/** A line that cannot be read is named, and costs the report no more than that line. */
async function readMonth({ start, to, running }: Month, results: Results, rules: Rules, people: ForPeople) {
  const damage: string[] = [];
  const onDamage = (error: Error) => {
    if (damage.length < mostDamage) damage.push(withoutFolder(error.message, results));
  };
  const before = await readBefore(results, monthBefore(start));
  const first = before === undefined ? monthBefore(start) : new Date(start.getTime() - memoryMs);
  const runs = runsBetween(results, first, to, onDamage);
  const isFirst = !hasRowsBefore(results, start);
  return monthReport({ start, to, running, isFirst, ...people, runs, before, rules, damage });
}

/** From the JSON of that month's report, which is quicker to read than its rows. */
async function readBefore(results: Results, start: Date) {
  const month = start.toISOString().slice(0, 7);
  const json = await results.read(`${month}.json`).catch(() => undefined);
  return json === undefined ? undefined : readHostsBefore(json, month);
}

/** More would only be a longer way to say that a file is broken. */
const mostDamage = 50;

/** The page lies beside the files, and is the same wherever it is made. */
function withoutFolder(message: string, { names, pathOf }: Results): string {
  return names.reduce((text, name) => text.replaceAll(pathOf(name), name), message);
}

interface Finished {
  readonly model: MonthReport;
  /** The month's own, by name. */
  readonly files: readonly string[];
  readonly results: Results;
  readonly store: Store;
}

async function save({ model, files, results, store }: Finished): Promise<string | undefined> {
  const pages = monthsWithPage(results);
  const jsonName = `${model.month}.json`;
  const page = monthPage(model, {
    previous: pages.findLast((month) => month < model.month),
    files: [...files, jsonName],
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

type Enclosed = Pick<Finished, "results" | "files">;

/** What could not be sent. */
async function mail(model: MonthReport, enclosed: Enclosed, mailer: Mailer | string, call: Call) {
  if (typeof mailer === "string") {
    call.reporter.info(mailer);
    return undefined;
  }
  const body = monthMail(model, {
    pagePath: pagePath(model, call),
    pageUrl: pageUrl(model, call)?.href,
    links: linksOf(call),
  });
  return (await mailer.send(body, await attachments(enclosed, call))).fault;
}

/** Base64 makes a third more of them, and servers take 20 MiB. */
const roomBytes = 14 * 1024 * 1024;

/** The files of a month, each packed: a year of hosts has many megabytes. */
async function attachments({ results, files }: Enclosed, { reporter }: Call): Promise<Attachment[]> {
  const packed = (await Promise.all(files.map((name) => attachmentOf(name, results)))).flat();
  if (sizeOf(packed) <= roomBytes) return packed;
  reporter.warn("the month's files are too large for a mail, which goes without them; they are in the repository");
  return [];
}

/** The report has said what cannot be read. */
async function attachmentOf(name: string, results: Results): Promise<(Attachment & { content: Uint8Array })[]> {
  const text = await results.read(name).catch(() => undefined);
  return text === undefined ? [] : [{ name: `${name}.gz`, content: gzipSync(text) }];
}

function sizeOf(attached: readonly { readonly content: Uint8Array }[]): number {
  return attached.reduce((sum, { content }) => sum + content.length, 0);
}

interface Since {
  readonly results: Results;
  readonly call: Call;
}

/** Issues say what is open now. What cannot be read may be what closes one, or keeps it open. */
async function sync(
  alerting: Alerting,
  { to, damage }: MonthReport,
  { results, call }: Since,
): Promise<readonly string[]> {
  if (damage.length > 0) {
    call.reporter.warn("issues stay as they are until every line of the results can be read");
    return [];
  }
  if (to < call.now) for await (const run of runsBetween(results, to, call.now)) alerting.rules.add(run);
  const { faults, warnings } = await deliver(alerting, await evaluate(alerting, []));
  warnings.forEach(call.reporter.warn);
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
    ...{ path, commit, alertsOpen: model.open.length },
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
