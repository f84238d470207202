/** The mail of a run whatever it found (`email-on: always`): a line for every host, as the terminal has it. Pure. */
import { subjectText } from "../../safe-text.ts";
import { count } from "../../words/count.ts";
import type { CheckedHost } from "../host-now.ts";
import { beganWords, type CheckReport, findingLines, headline, hostTable, inState, keptWords } from "../summary.ts";
import { type Block, clipped, type Tone, type Words } from "./mail-document.ts";
import { fitting, fittingList, type MailBody, mailOf, roomForBlocks, weightOf } from "./mail-message.ts";

export function runMail(report: CheckReport): MailBody {
  const { hosts } = report;
  const words: Words = (quote) => headline(hosts, quote);
  return mailOf("run", headline(hosts, subjectText), {
    preview: headline(hosts, clipped),
    blocks: [{ kind: "lead", words, tone: toneOf(hosts) }, ...findingBlocks(hosts), ...tableBlocks(hosts)],
    footer: [
      `${beganWords(report)}${keptWords(report)}. Written by server-monitor after every check (email-on: always).`,
    ],
  });
}

function toneOf(hosts: readonly CheckedHost[]): Tone {
  if (inState(hosts, "down").length > 0) return "bad";
  if (inState(hosts, "unknown").length > 0 || hosts.length === 0) return "quiet";
  return inState(hosts, "trouble").length > 0 ? "warn" : "good";
}

/** Of the room, the rest of which is for the table. */
const findingShare = 0.35;

function findingBlocks(hosts: readonly CheckedHost[]): Block[] {
  const found = hosts.filter((host) => findingLines(host, clipped).length > 0);
  return found.length === 0 ? [] : [fittingList(found.map(findingItem), roomForBlocks * findingShare)];
}

/** `db-1: SSH did not answer in time: no answer within 30 s` */
function findingItem(host: CheckedHost): Words {
  return (quote) => `${quote(host.host)}: ${findingLines(host, quote).join("; ")}`;
}

const tableShare = 0.6;

/** In the order of the inventory; where there are too many hosts, those that are up are counted. */
function tableBlocks(hosts: readonly CheckedHost[]): Block[] {
  if (hosts.length === 0) return [];
  const fits = (some: readonly CheckedHost[]) => weightOf([table(some)]) <= roomForBlocks * tableShare;
  if (fits(hosts)) return [table(hosts)];
  const { shown, left } = fitting(
    hosts.filter(({ state }) => state !== "up"),
    roomForBlocks * tableShare,
    (one) => weightOf([table([one])]),
  );
  const up = inState(hosts, "up").length;
  const more = [...(left.length > 0 ? [`${left.length} not up`] : []), `${up} up`].join(", ");
  return [table(shown), { kind: "paragraph", words: `and ${count(left.length + up, "more host")}: ${more}.` }];
}

const mostRuled = 12;

/** Name and state, and all else in one cell: a phone has no room for a dozen columns. */
function table(hosts: readonly CheckedHost[]): Block {
  const { header, rows } = hostTable(hosts);
  const titles = header.slice(2);
  return {
    kind: "table",
    dense: rows.length > mostRuled,
    header: ["host", "state", "values"],
    rows: rows.map(([host = "", state = "", ...cells]) => [
      (quote) => quote(host),
      (quote) => quote(state),
      figures(titles, cells),
    ]),
  };
}

function figures(titles: readonly string[], cells: readonly string[]): Words {
  const said = titles.map((title, at) => ({ title, text: cells[at] ?? "" })).filter(({ text }) => text !== "");
  return (quote) => said.map(({ title, text }) => `${title} ${quote(text)}`).join(", ");
}
