/** The mail of a run whatever it found (`email-on: always`): hosts in trouble in full, the others in a line. Pure. */
import { subjectText } from "../../safe-text.ts";
import type { Quote } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import type { CheckedHost } from "../host-now.ts";
import { beganWords, type CheckReport, findingLines, headline, hostTable, inState, keptWords } from "../summary.ts";
import { type Block, clipped, type Item, pageLinks, type Tone, type Words } from "./mail-document.ts";
import { fitting, fittingList, type MailBody, mailOf, roomForBlocks, weightOf } from "./mail-message.ts";

export function runMail(report: CheckReport): MailBody {
  const { hosts, links } = report;
  const troubled = (["down", "trouble", "unknown"] as const).flatMap((state) => inState(hosts, state));
  const up = inState(hosts, "up");
  const detailed = hosts.length <= mostDetailed ? [...troubled, ...up] : troubled;
  return mailOf("run", headline(hosts, subjectText), {
    preview: headline(hosts, clipped),
    blocks: [
      { kind: "lead", words: countWords(hosts), tone: toneOf(hosts) },
      ...findingBlocks(troubled, report),
      ...tableBlocks(detailed),
      ...(detailed === troubled ? upLine(up) : []),
      ...(links === undefined ? [] : pageLinks(links)),
    ],
    footer: [
      `${beganWords(report)}${keptWords(report)}. One mail after every check.`,
      "Change or stop these mails: email-to and email-on in .github/workflows/check.yml.",
    ],
  });
}

/** So few hosts are told in full, also those that are up. */
const mostDetailed = 8;

/** `14 hosts: 2 down, 1 in trouble, 11 up`; what is the matter stands below. */
function countWords(hosts: readonly CheckedHost[]): Words {
  const [unasked] = inState(hosts, "unknown");
  if (unasked !== undefined && inState(hosts, "unknown").length === hosts.length)
    return (quote) => headline(hosts, quote);
  const counts = [
    [inState(hosts, "down").length, "down"],
    [inState(hosts, "trouble").length, "in trouble"],
    [inState(hosts, "unknown").length, "not asked"],
    [inState(hosts, "up").length, "up"],
  ] as const;
  const words = counts.filter(([number]) => number > 0).map(([number, state]) => `${number} ${state}`);
  return [count(hosts.length, "host"), words.join(", ")].filter(Boolean).join(": ");
}

function toneOf(hosts: readonly CheckedHost[]): Tone {
  if (inState(hosts, "down").length > 0) return "bad";
  if (inState(hosts, "unknown").length > 0 || hosts.length === 0) return "quiet";
  return inState(hosts, "trouble").length > 0 ? "warn" : "good";
}

/** Of the room, the rest of which is for the table. */
const findingShare = 0.35;

function findingBlocks(hosts: readonly CheckedHost[], { alerts }: CheckReport): Block[] {
  const found = hosts.filter((host) => findingLines(host, clipped).length > 0);
  const groups = Map.groupBy(found, (host) => findingLines(host, clipped).join("; "));
  const items = [...groups.values()].map((same): Item => {
    const urls = same.flatMap((host) => host.alerts.flatMap((alert) => alerts.issueUrl(alert) ?? []).slice(0, 1));
    return { words: findingWords(same), url: same.length === 1 ? urls[0] : undefined };
  });
  return items.length === 0 ? [] : [fittingList(items, roomForBlocks * findingShare)];
}

/** `db-1: nothing answers; SSH did not answer in time: no answer within 30 s`; where it is the same, `db-1, nas: …` */
function findingWords(same: readonly CheckedHost[]): Words {
  return (quote) => {
    const lines = same.slice(0, 1).flatMap((host) => findingLines(host, quote));
    return `${hostNames(same, quote)}: ${lines.join("; ")}`;
  };
}

const mostNamed = 40;

function hostNames(hosts: readonly CheckedHost[], quote: Quote): string {
  const names = hosts.slice(0, mostNamed).map(({ host }) => quote(host));
  return names.join(", ") + (hosts.length > names.length ? ` and ${hosts.length - names.length} more` : "");
}

const tableShare = 0.5;

function tableBlocks(hosts: readonly CheckedHost[]): Block[] {
  if (hosts.length === 0) return [];
  const { shown, left } = fitting(hosts, roomForBlocks * tableShare, (one) => weightOf([table([one])]));
  const more = left.length === 0 ? [] : [`and ${count(left.length, "more host")} in trouble.`];
  return [table(shown), ...more.map((words): Block => ({ kind: "paragraph", words }))];
}

/** `11 hosts are up: web-1, web-2, …` */
function upLine(hosts: readonly CheckedHost[]): Block[] {
  if (hosts.length === 0) return [];
  const verb = hosts.length === 1 ? "is" : "are";
  const words: Words = (quote) => `${count(hosts.length, "host")} ${verb} up: ${hostNames(hosts, quote)}.`;
  return [{ kind: "paragraph", words, quiet: true }];
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
