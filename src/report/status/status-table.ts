/** Hosts as a Markdown table that fits the width of GitHub's pages. On a phone the first columns are in sight. Pure. */
import { quotedWords } from "../../words/cause.ts";
import type { Clock } from "../../words/instant.ts";
import { freeOf } from "../../words/size.ts";
import { hostColumns } from "../host-columns.ts";
import { stateWords } from "../host-now.ts";
import { markdownWords, table, unbroken } from "../month/markdown.ts";
import { stateLooks } from "../state-looks.ts";
import type { HostStatus } from "./status-model.ts";
import { notesOf } from "./status-notes.ts";
import { momentOf } from "./status-words.ts";

export interface TableContext {
  readonly clock: Clock;
  readonly hostLink: (host: string) => string;
}

/** A column only where a host has something to say in it. */
export function statusTable(hosts: readonly HostStatus[], context: TableContext): string {
  const cells = columns.map(({ title, text }) => ({ title, texts: hosts.map((status) => text(status, context)) }));
  const shown = cells.filter(({ texts }) => texts.some((text) => text !== ""));
  const rows = hosts.map((_, index) => shown.map(({ texts }) => texts[index] ?? ""));
  return table([shown.map(({ title }) => title), ...rows]);
}

interface Column {
  readonly title: string;
  readonly text: (status: HostStatus, context: TableContext) => string;
}

const columns: readonly Column[] = [
  { title: "host", text: ({ host }, { hostLink }) => hostLink(host) },
  { title: "state", text: (status, { clock }) => stateText(status, clock) },
  { title: "last 7 days", text: ({ days }) => dayStrip(days) },
  { title: "ping", text: rowText("pingMs") },
  { title: "page", text: rowText("httpMs") },
  { title: "free disk", text: diskText },
];

/** State, since when, and why, on a line each. */
function stateText(status: HostStatus, clock: Clock): string {
  const state = `${stateLooks[status.state].sign}\u00a0${stateWords(status, markdownWords)}`;
  return [state, unbroken(sinceText(status, clock)), ...reasons(status, clock)].filter(Boolean).join("<br>");
}

/** What has always been well needs no date, and an alert has one in the list of alerts. */
function sinceText(status: HostStatus, clock: Clock): string {
  const moment = momentOf(status, clock);
  const isTold = status.alerts.length > 0 || (status.state === "up" && !status.changed);
  // After `up, in maintenance until 06:40 UTC`, it would be read as the start of the maintenance.
  const what = status.row !== undefined && status.row.silenced.length > 0 ? `${status.state} ` : "";
  return moment === "" || isTold ? "" : `${what}since ${moment}`;
}

function reasons(status: HostStatus, clock: Clock): string[] {
  if (status.state !== "unknown") return notesOf(status, clock).map((note) => quotedWords(note, markdownWords));
  return [status.offline ? "the monitor is offline" : "", status.was ? `was ${status.was}` : ""];
}

function rowText(key: "pingMs" | "httpMs"): Column["text"] {
  const column = hostColumns.find((each) => each.key === key);
  return ({ row }) => (row === undefined ? "" : unbroken(column?.text(row) ?? ""));
}

function diskText({ row }: HostStatus): string {
  return row?.diskAvailMib === undefined ? "" : unbroken(freeOf(row.diskAvailMib, row.diskSizeMib));
}

type Day = HostStatus["days"][number];

/** `🟩🟩🟨🟩⬜🟩🟥`: one square a day, not to be broken over lines. */
export function dayStrip(days: readonly Day[]): string {
  return days.map(square).join("\u2060");
}

function square({ up, trouble, down }: Day): string {
  if (up + trouble + down === 0) return "⬜";
  if (down >= up + trouble) return "🟥";
  return trouble + down > 0 ? "🟨" : "🟩";
}
