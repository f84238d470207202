/** Hosts as a Markdown table, in which GitHub shows as much as fits and scrolls the rest. Pure. */
import type { ColumnKey } from "../../row/columns.ts";
import { markdownCode } from "../../safe-text.ts";
import { quotedWords } from "../../words/cause.ts";
import type { Clock } from "../../words/instant.ts";
import { type HostColumn, hostColumns } from "../host-columns.ts";
import { causesNow, stateSigns, stateWords } from "../host-now.ts";
import { hostWords, markdownWords, unbroken } from "../month/markdown.ts";
import type { HostStatus } from "./status-model.ts";
import { momentOf } from "./status-words.ts";
import { dayStrip, sparkline } from "./trend.ts";

/** A column only where a host has something to say in it. */
export function statusTable(hosts: readonly HostStatus[], clock: Clock): string {
  const cells = columns.map(({ title, text }) => ({ title, texts: hosts.map((status) => text(status, clock)) }));
  const shown = cells.filter(({ texts }) => texts.some((text) => text !== ""));
  const rows = hosts.map((_, index) => shown.map(({ texts }) => texts[index] ?? ""));
  const [, ...titles] = shown.map(({ title }) => title);
  return [[hostTitle(hosts), ...titles], shown.map(() => "---"), ...rows].map(tableLine).join("\n");
}

/** As wide as most names, for GitHub would break them at their hyphens. Ends in what no renderer trims. */
function hostTitle(hosts: readonly HostStatus[]): string {
  const longest = Math.max(...hosts.map(({ host }) => host.length));
  return `host${"\u2007".repeat(Math.max(0, Math.min(longest, mostUnbroken) - 2))}\u2060`;
}

const mostUnbroken = 14;

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

interface Column {
  readonly title: string;
  readonly text: (status: HostStatus, clock: Clock) => string;
}

/** Values whose trend is drawn below them. */
const trends: Partial<Record<ColumnKey, "pings" | "disks">> = { pingMs: "pings", diskAvailMib: "disks" };

const columns: readonly Column[] = [
  { title: "host", text: ({ host }) => hostWords(host) },
  { title: "state", text: stateText },
  { title: "last 7 days", text: ({ days }) => dayStrip(days) },
  ...hostColumns.map((column) => ({ title: column.title, text: (status: HostStatus) => valueText(column, status) })),
];

/** State, since when, and why, on a line each. */
function stateText(status: HostStatus, clock: Clock): string {
  const state = `${stateSigns[status.state]} ${stateWords(status, markdownWords)}`;
  return [state, sinceText(status, clock), ...reasons(status)].filter(Boolean).map(unbroken).join("<br>");
}

/** What has always been well needs no date. */
function sinceText(status: HostStatus, clock: Clock): string {
  const moment = momentOf(status, clock);
  return moment === "" || (status.state === "up" && !status.changed) ? "" : `since ${moment}`;
}

function reasons(status: HostStatus): string[] {
  if (status.state !== "unknown") return causesNow(status).map((cause) => quotedWords(cause, markdownWords));
  return [status.offline ? "the monitor is offline" : "", status.was ? `was ${status.was}` : ""];
}

function valueText({ key, text, quoted }: HostColumn, status: HostStatus): string {
  const words = status.row === undefined ? "" : text(status.row);
  const shown = quoted ? markdownCode(words) : unbroken(words);
  const trend = trends[key];
  return trend === undefined ? shown : withTrend(shown, status[trend]);
}

function withTrend(text: string, means: readonly (number | undefined)[]): string {
  const line = text === "" ? "" : sparkline(means);
  return line === "" ? text : `${text}<br>${line}`;
}
