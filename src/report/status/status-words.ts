/** The first line of the status page: what needs a person, worst host first. Pure. */

import { isFailedPage } from "../../row/state.ts";
import { markdownCode } from "../../safe-text.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { binarySize } from "../../words/size.ts";
import type { HostStatus } from "./status-model.ts";

const mostNamed = 6;
const hourMs = 3_600_000;

/** An alert opens at the same figures. */
const soonDays = 14;
const littleDiskMib = 1024;

/**
 * `**4 of 5 hosts are up.** db-1 has been down since 22 Nov 21:02 UTC (over 3 h): ssh:timeout.`, and a line for every other
 * host that needs a person.
 */
export function openingWords(hosts: readonly HostStatus[], now: Date): string[] {
  const [worst = "", ...others] = hosts.map((status) => findingsOf(status, now)).filter(Boolean);
  const named = others.slice(0, mostNamed);
  const more = others.length - named.length;
  const items = [...named, ...(more > 0 ? [`and ${count(more, "more host")} below`] : [])];
  const first = [`**${countWords(hosts)}**`, offlineWords(hosts, now), worst === "" ? "" : `${worst}.`];
  return [first.filter(Boolean).join(" "), ...(items.length > 0 ? [items.map((item) => `- ${item}`).join("\n")] : [])];
}

function countWords(hosts: readonly HostStatus[]): string {
  const [only] = hosts;
  if (only === undefined) return "There is no host.";
  const up = hosts.filter(isUp).length;
  const unknown = hosts.filter(({ state }) => state === "unknown").length;
  if (hosts.length === 1) return `${hostWords(only.host)} is ${unknown === 1 ? "unknown" : up === 1 ? "up" : "down"}.`;
  if (unknown === hosts.length) return `Nothing is known of the ${hosts.length} hosts.`;
  const andUnknown = unknown === 0 ? "" : `, ${unknown} ${unknown === 1 ? "is" : "are"} unknown`;
  if (up === hosts.length) return `All ${up} hosts are up.`;
  return `${up === 0 ? "None" : up} of ${hosts.length} hosts ${up < 2 ? "is" : "are"} up${andUnknown}.`;
}

export function isUp({ state }: HostStatus): boolean {
  return state === "up" || state === "trouble";
}

function offlineWords(hosts: readonly HostStatus[], now: Date): string {
  const since = hosts.find(({ offline }) => offline)?.since;
  return since === undefined ? "" : `The monitor itself has been offline since ${utc(since, now)}.`;
}

/** What a host is in, before what it is about to be in. */
function findingsOf(status: HostStatus, now: Date): string {
  const host = hostWords(status.host);
  const since = sinceWords(status, now);
  if (status.state === "down") return `${host} has been down ${since}${why(status.values.codes.slice(-1))}`;
  const trouble = status.state === "trouble" ? [`${host} has had trouble ${since}${why(troubles(status))}`] : [];
  const soon = warnings(status).join(", ");
  return [...trouble, ...(soon === "" ? [] : [trouble.length > 0 ? soon : `${host}: ${soon}`])].join("; ");
}

/** What the state alone does not say. */
function warnings({ values: { certDays, diskMib, logins } }: HostStatus): string[] {
  return [
    ...(certDays !== undefined && certDays <= soonDays ? [certificateWords(certDays)] : []),
    ...(diskMib !== undefined && diskMib < littleDiskMib ? [`${binarySize(diskMib)} of disk left`] : []),
    ...(logins.length > 0
      ? [`logged in from an unknown address: ${logins.slice(0, 3).map(markdownCode).join(", ")}`]
      : []),
  ];
}

function certificateWords(days: number): string {
  if (days < 0) return "the certificate has expired";
  return `the certificate expires ${days === 0 ? "today" : `in ${count(days, "day")}`}`;
}

/** Error codes, and a page that answers with an error. */
export function troubles({ values: { codes, httpCode } }: HostStatus): string[] {
  return isFailedPage(httpCode) ? [...codes, `page answers ${httpCode}`] : [...codes];
}

function why(reasons: readonly string[]): string {
  return reasons.length === 0 ? "" : `: ${reasons.join(", ")}`;
}

/** The page stays as it is while nothing changes: only "over" is still true when somebody reads it. */
function sinceWords(status: HostStatus, now: Date): string {
  const { since, sinceBefore } = status;
  if (since === undefined) return "for a while";
  const lasted = now.getTime() - since.getTime();
  const over = lasted < hourMs ? "" : ` (over ${lasted < 2 * hourMs ? "1 h" : durationWords(lasted)})`;
  return `since ${momentOf(status, now)}${sinceBefore ? "" : " UTC"}${over}`;
}

/** `22 Nov 21:02`, or `before 1 Nov` where older rows were not read; "" where nothing is known. */
export function momentOf({ since, sinceBefore }: HostStatus, now: Date): string {
  if (since === undefined) return "";
  return sinceBefore ? `before ${dayAndTime(since, now).replace(/ 00:00$/, "")}` : dayAndTime(since, now);
}

function utc(time: Date, now: Date): string {
  return `${dayAndTime(time, now)} UTC`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `22 Nov 21:02`, and `22 Nov 2025` in another year. */
export function dayAndTime(time: Date, now: Date): string {
  const day = `${time.getUTCDate()} ${months[time.getUTCMonth()]}`;
  const sameYear = time.getUTCFullYear() === now.getUTCFullYear();
  return sameYear ? `${day} ${time.toISOString().slice(11, 16)}` : `${day} ${time.getUTCFullYear()}`;
}

/** A host's name as it is where Markdown has nothing to read in it: `2001:100::1` holds an emoji, `www.…` a link. */
export function hostWords(host: string): string {
  return /^(?!www\.)[a-z\d](?:[a-z\d.-]|_(?=[a-z\d]))*$/i.test(host) ? host : markdownCode(host);
}
