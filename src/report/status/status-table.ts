/** Hosts as a Markdown table, in which GitHub shows as much as fits and scrolls the rest. Pure. */
import { markdownCode } from "../../safe-text.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { binarySize } from "../../words/size.ts";
import type { HostStatus } from "./status-model.ts";
import { hostWords, momentOf, troubles } from "./status-words.ts";
import { dayStrip, sparkline } from "./trend.ts";

/** A column only where a host has something to say in it. */
export function statusTable(hosts: readonly HostStatus[], now: Date): string {
  const cells = columns.map(({ title, text }) => ({ title, texts: hosts.map((status) => text(status, now)) }));
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
  readonly text: (status: HostStatus, now: Date) => string;
}

/** On a phone the first few are in sight. */
const columns: readonly Column[] = [
  { title: "host", text: ({ host }) => hostWords(host) },
  { title: "state", text: stateText },
  { title: "last 7 days", text: ({ days }) => dayStrip(days) },
  { title: "ping", text: pingText },
  { title: "page", text: ({ values }) => pageAnswer(values) },
  { title: "disk free", text: ({ values, disks }) => withTrend(sizeText(values.diskMib), disks) },
  { title: "memory free", text: ({ values }) => sizeText(values.memMib) },
  { title: "swap free", text: ({ values }) => sizeText(values.swapMib) },
  { title: "up for", text: ({ values }, now) => uptime(values.lastBoot, now) },
  {
    title: "certificate",
    text: ({ values }) => (values.certDays === undefined ? "" : unbroken(days(values.certDays))),
  },
  { title: "GPUs", text: ({ values }) => values.gpuTempsC.map(gpuText).join(" ") },
  { title: "unvouched ports", text: ({ values }) => listed(values.ports) },
  { title: "unknown peers", text: ({ values }) => listed(values.peers.map(markdownCode)) },
  { title: "unknown logins", text: ({ values }) => listed(values.logins.map(markdownCode)) },
];

const stateWords = { up: "🟢 up", trouble: "🟡 trouble", down: "🔴 down", unknown: "⚪ no data" } as const;

/** State, since when, and why, on a line each. */
function stateText(status: HostStatus, now: Date): string {
  const lines = [stateWords[status.state], sinceText(status, now), ...reasons(status)];
  return lines.filter(Boolean).map(unbroken).join("<br>");
}

/** What has always been well needs no date. */
function sinceText(status: HostStatus, now: Date): string {
  const moment = momentOf(status, now);
  return moment === "" || (status.state === "up" && !status.changed) ? "" : `since ${moment}`;
}

function reasons(status: HostStatus): string[] {
  // That a host which is down does not answer to pings goes without saying.
  const { codes } = status.values;
  if (status.state === "down")
    return codes.length > 1 ? codes.filter((code) => code !== "ping:unreachable") : [...codes];
  if (status.state !== "unknown") return troubles(status);
  return [status.offline ? "monitor offline" : "", status.was ? `was ${status.was}` : ""];
}

function pingText({ values: { pingMs, lossPercent }, pings }: HostStatus): string {
  if (pingMs === undefined) return "";
  const mean = `${pingMs < 10 ? pingMs.toFixed(1) : pingMs.toFixed(0)} ms`;
  return withTrend(unbroken(lossPercent ? `${mean}, ${lossPercent} % lost` : mean), pings);
}

/** A page that is well is only worth its time. */
function pageAnswer({ httpCode, httpMs }: HostStatus["values"]): string {
  if (httpCode === undefined || httpMs === undefined) return "";
  const time = `${httpMs.toFixed(0)} ms`;
  return unbroken(httpCode >= 200 && httpCode < 300 ? time : `${httpCode} in ${time}`);
}

function sizeText(mib: number | undefined): string {
  return mib === undefined ? "" : unbroken(binarySize(mib));
}

function withTrend(text: string, means: readonly (number | undefined)[]): string {
  const line = text === "" ? "" : sparkline(means);
  return line === "" ? text : `${text}<br>${line}`;
}

function uptime(lastBoot: Date | undefined, now: Date): string {
  return lastBoot === undefined ? "" : unbroken(durationWords(now.getTime() - lastBoot.getTime()));
}

function days(number: number): string {
  return number < 0 ? "expired" : count(number, "day");
}

function gpuText(tempC: number | undefined): string {
  return tempC === undefined ? "none" : unbroken(`${tempC} °C`);
}

const mostListed = 6;

function listed(texts: readonly string[]): string {
  const more = texts.length > mostListed ? [unbroken(`+ ${texts.length - mostListed} more`)] : [];
  return [...texts.slice(0, mostListed), ...more].join(" ");
}

/** GitHub squeezes columns as narrow as their blanks allow. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}
