/** The first line of the status page, and since when a host is in its state. Pure. */
import { type Clock, instantWords } from "../../words/instant.ts";
import { hostWords } from "../month/markdown.ts";
import { stateCounts } from "../state-counts.ts";
import type { HostStatus, StatusModel } from "./status-model.ts";

/** `**12 of 14 hosts are up, 2 are down.** The monitor has been offline since 22 Nov 21:02.` Open alerts are listed below it. */
export function openingWords({ hosts, alerts }: StatusModel, clock: Clock): string {
  const counts = stateCounts(
    hosts.map(({ state }) => state),
    hostWords(hosts[0]?.host ?? ""),
  );
  return [`**${counts}.**`, offlineWords(hosts, clock), alerts.length === 0 ? "No alert is open." : ""]
    .filter(Boolean)
    .join(" ");
}

function offlineWords(hosts: readonly HostStatus[], clock: Clock): string {
  const since = hosts.find(({ offline }) => offline)?.since;
  return since === undefined ? "" : `The monitor has been offline since ${instantWords(since, clock)}.`;
}

/** `22 Nov 21:02`, or `before 1 Nov` where older rows were not read; "" where nothing is known. */
export function momentOf({ since, sinceBefore }: HostStatus, clock: Clock): string {
  if (since === undefined) return "";
  const moment = instantWords(since, clock);
  return sinceBefore ? `before ${moment.replace(/ 00:00$/, "")}` : moment;
}
