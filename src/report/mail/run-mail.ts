/** The mail of a run whatever it found (`email-on: always`): a line for every host, as the terminal has it. Pure. */
import { type CheckResult, stateOf } from "../../check-result.ts";
import { count } from "../../words/count.ts";
import { beganWords, type CheckReport, headline, keptWords, resultTable } from "../summary.ts";
import type { Block, Tone, Words } from "./mail-document.ts";
import { fitting, fittingList, type MailBody, mailOf, roomForBlocks, weightOf } from "./mail-message.ts";

export function runMail(report: CheckReport): MailBody {
  const { results } = report;
  const words = headline(results);
  return mailOf("run", words, {
    preview: words,
    blocks: [{ kind: "lead", words, tone: toneOf(results) }, ...problemBlocks(results), ...tableBlocks(results)],
    footer: [
      `${beganWords(report)}${keptWords(report)}. Written by server-monitor after every check (email-on: always).`,
    ],
  });
}

function toneOf(results: readonly CheckResult[]): Tone {
  const states = results.map(stateOf);
  if (states.includes("down")) return "bad";
  if (states.includes("unknown") || results.length === 0) return "quiet";
  return results.some(isTroubled) ? "warn" : "good";
}

function isTroubled({ problems }: CheckResult): boolean {
  return problems.length > 0;
}

/** Of the room, the rest of which is for the table. */
const problemShare = 0.35;

/** What the monitor was cut off by is in the first line already. */
function problemBlocks(results: readonly CheckResult[]): Block[] {
  const troubled = results.filter((result) => isTroubled(result) && stateOf(result) !== "unknown");
  return troubled.length === 0 ? [] : [fittingList(troubled.map(problemWords), roomForBlocks * problemShare)];
}

/** `db-1: ping:unreachable (no answer to 4 echo requests), ssh:timeout (no answer within 30 s)` */
function problemWords({ host, problems }: CheckResult): Words {
  return (quote) => `${quote(host)}: ${problems.map(({ code, detail }) => `${code} (${quote(detail)})`).join(", ")}`;
}

const tableShare = 0.6;

/** In the order of the inventory; where there are too many hosts, those that are well are counted. */
function tableBlocks(results: readonly CheckResult[]): Block[] {
  if (results.length === 0) return [];
  const fits = (some: readonly CheckResult[]) => weightOf([table(some)]) <= roomForBlocks * tableShare;
  if (fits(results)) return [table(results)];
  const { shown, left } = fitting(results.filter(isTroubled), roomForBlocks * tableShare, (one) =>
    weightOf([table([one])]),
  );
  const well = results.length - shown.length - left.length;
  const more = [...(left.length > 0 ? [`${left.length} with trouble`] : []), `${well} without`].join(", ");
  return [table(shown), { kind: "paragraph", words: `and ${count(left.length + well, "more host")}: ${more}.` }];
}

const mostRuled = 12;

/** Name and state, and all else in one cell: a phone has no room for a dozen columns. Errors are told above it. */
function table(results: readonly CheckResult[]): Block {
  const { header, rows } = resultTable(results);
  const titles = header.slice(2);
  return {
    kind: "table",
    dense: rows.length > mostRuled,
    header: ["host", "state", "what it said"],
    rows: rows.map(([host = "", state = "", ...cells]) => [(quote) => quote(host), state, figures(titles, cells)]),
  };
}

function figures(titles: readonly string[], cells: readonly string[]): Words {
  const said = titles.map((title, at) => ({ title, text: cells[at] ?? "" }));
  const shown = said.filter(({ title, text }) => text !== "" && title !== "errors");
  return (quote) => shown.map(({ title, text }) => `${title} ${quote(text)}`).join(", ");
}
