/** The first lines of the status page: what needs a person, worst host first. Pure. */
import { joined } from "../../words/cause.ts";
import { count } from "../../words/count.ts";
import { durationWords } from "../../words/duration.ts";
import { type Clock, instantWords } from "../../words/instant.ts";
import { causesNow } from "../host-now.ts";
import { hostWords, markdownWords } from "../month/markdown.ts";
import type { HostStatus } from "./status-model.ts";

const mostNamed = 6;
const hourMs = 3_600_000;

/**
 * `**4 of 5 hosts are up.** db-1 has been down since 22 Nov 21:02 (over 3 h): SSH did not answer in time.`, and a line for
 * every other host that needs a person.
 */
export function openingWords(hosts: readonly HostStatus[], clock: Clock): string[] {
  const [worst = "", ...others] = hosts.map((status) => findingOf(status, clock)).filter(Boolean);
  const named = others.slice(0, mostNamed);
  const more = others.length - named.length;
  const items = [...named, ...(more > 0 ? [`and ${count(more, "more host")} below`] : [])];
  const first = [`**${countWords(hosts)}**`, offlineWords(hosts, clock), worst === "" ? "" : `${worst}.`];
  return [first.filter(Boolean).join(" "), ...(items.length > 0 ? [items.map((item) => `- ${item}`).join("\n")] : [])];
}

function countWords(hosts: readonly HostStatus[]): string {
  const [only] = hosts;
  if (only === undefined) return "There is no host.";
  if (hosts.length === 1) return `${hostWords(only.host)} is ${only.state === "trouble" ? "in trouble" : only.state}.`;
  const [up, trouble, unknown] = (["up", "trouble", "unknown"] as const).map(
    (state) => hosts.filter((host) => host.state === state).length,
  );
  if (unknown === hosts.length) return `Nothing is known about the ${hosts.length} hosts.`;
  if (up === hosts.length) return `All ${up} hosts are up.`;
  return `${up || "None"} of ${hosts.length} hosts ${are(up)} up${also(trouble, "in trouble")}${also(unknown, "unknown")}.`;
}

function also(number = 0, what: string): string {
  return number === 0 ? "" : `, ${number} ${are(number)} ${what}`;
}

function are(number = 0): string {
  return number < 2 ? "is" : "are";
}

function offlineWords(hosts: readonly HostStatus[], clock: Clock): string {
  const since = hosts.find(({ offline }) => offline)?.since;
  return since === undefined ? "" : `The monitor has been offline since ${instantWords(since, clock)}.`;
}

function findingOf(status: HostStatus, clock: Clock): string {
  if (status.state !== "down" && status.state !== "trouble") return "";
  const state = status.state === "down" ? "down" : "in trouble";
  const why = joined(causesNow(status), markdownWords);
  return `${hostWords(status.host)} has been ${state} ${sinceWords(status, clock)}${why === "" ? "" : `: ${why}`}`;
}

/** The page stays as it is while nothing changes: only "over" is still true when somebody reads it. */
function sinceWords(status: HostStatus, clock: Clock): string {
  const { since } = status;
  if (since === undefined) return "for a while";
  const lasted = clock.near.getTime() - since.getTime();
  return `since ${momentOf(status, clock)}${lasted < hourMs ? "" : ` (over ${durationWords(lasted)})`}`;
}

/** `22 Nov 21:02`, or `before 1 Nov` where older rows were not read; "" where nothing is known. */
export function momentOf({ since, sinceBefore }: HostStatus, clock: Clock): string {
  if (since === undefined) return "";
  const moment = instantWords(since, clock);
  return sinceBefore ? `before ${moment.replace(/ 00:00$/, "")}` : moment;
}
