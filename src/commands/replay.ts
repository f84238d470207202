/** `replay`: the alerts that the rules would have raised on past rows, for example to try another `confirm` or an inventory. */
import type { AlertChange } from "../alerts/alert.ts";
import { memoryMs, newRules, type RuleSettings } from "../alerts/rules.ts";
import { day } from "../input-values.ts";
import { InputError } from "../inputs.ts";
import type { Host } from "../inventory/host.ts";
import { messageOf } from "../outcome.ts";
import { fittedTable } from "../output/table.ts";
import {
  type Episode,
  episodesOf,
  episodeTable,
  replayHeadline,
  type Span,
  sparedTable,
  totalsTable,
} from "../report/replay-words.ts";
import type { Row } from "../row/row.ts";
import { hasEarlierRows, newestTime, type Results, rowsBetween, runsBetween } from "../store/results.ts";
import { openResults } from "../store/store.ts";
import { listed } from "../words/count.ts";
import { type Call, flagOf } from "./call.ts";
import { storeSettings } from "./history.ts";
import { hostsAtHand } from "./host-rules.ts";
import { applied, type InventoryRule, rulesIn } from "./inventory-rules.ts";

const dayMs = 86_400_000;

/** Columns of the table of alerts that a narrow terminal has no room for. */
const leftOutFirst = ["notes", "lasted", "closed"];

export async function replay(call: Call): Promise<void> {
  const { inputs, reporter, now } = call;
  const { confirm } = inputs;
  const [from, to] = ["from", "to"].map((name) => flagOf(call, name, day, "a day such as 2026-10-31"));
  // The last day is meant as a whole.
  const end = to === undefined ? now : new Date(to.getTime() + dayMs - 1);
  requireOrder(from, end, call);
  reporter.doing("reading the rows");
  const results = await openResults(storeSettings(call)).catch((cause: unknown) => {
    throw new Error(`${messageOf(cause)}\nto read the folder as it is, without the remote, add --push false`, {
      cause,
    });
  });
  const hosts = hostsAtHand(call);
  const variants = await variantsOf(hosts, confirm);
  const { changes, span } = await play(results, { from, end, variants });
  if (span === undefined) throw new InputError([await noRowsWords(results, call)]);
  const [all = [], ...others] = changes.map(episodesOf);
  const isIn = ({ opened }: Episode) => opened >= span.from;
  const episodes = all.filter(isIn);
  const additions = all.flatMap((episode) => episode.additions).filter(({ time }) => time >= span.from);
  const without = variants.slice(1).map(({ without: rule = "" }, index) => ({
    rule,
    episodes: (others[index] ?? []).filter(isIn),
  }));
  const tables = [
    ...(episodes.length + additions.length === 0 ? [] : [episodeTable(episodes, additions)]),
    ...(episodes.length === 0 ? [] : [totalsTable(episodes, span)]),
    ...(without.length === 0 ? [] : [sparedTable(episodes, without)]),
  ];
  for (const table of tables)
    for (const line of [...fittedTable(table, { width: reporter.width, leastColumn: 16, leftOutFirst }).lines, ""])
      reporter.info(line);
  for (const line of notAppliedWords(hosts ?? [])) reporter.info(line);
  reporter.info(replayHeadline(episodes, additions, span, confirm));
}

function requireOrder(from: Date | undefined, end: Date, { flags }: Call): void {
  if (from === undefined || from <= end) return;
  const words = flags["to"] === undefined ? "is in the future; expected today or a day before" : "is later than --to";
  throw new InputError([`--from: ${flags["from"]?.trim()} ${words}`]);
}

/** Says which days have rows, where there are any. */
async function noRowsWords(results: Results, { inputs, now, flags }: Call): Promise<string> {
  const [oldest, newest] = [await oldestTime(results, now), await newestTime(results, now)];
  if (oldest === undefined || newest === undefined)
    return `results: ${inputs.results} has no rows; run a check first, or name the folder that has them`;
  const given = ["from", "to"].filter((name) => flags[name] !== undefined).map((name) => `--${name}`);
  const [first, last] = [oldest, newest].map((time) => time.toISOString().slice(0, 10));
  return `${given.join(" and ")}: there are no rows of these days; those that there are begin on ${first} and end on ${last}`;
}

async function oldestTime(results: Results, now: Date): Promise<Date | undefined> {
  for await (const { time } of rowsBetween(results, undefined, now)) return time;
  return undefined;
}

/** Nobody tells which address a name had when the rows were written. */
function notAppliedWords(hosts: readonly Host[]): string[] {
  const names = hosts.flatMap(({ knownPeers }) =>
    knownPeers.flatMap((peer) => ("dnsName" in peer ? [peer.dnsName] : [])),
  );
  if (names.length === 0) return [];
  const which = listed([...new Set(names)].sort());
  return [`ssh_peers: ${which} not applied: DNS does not tell which addresses a name had in the past`, ""];
}

/** The inventory, or what it is without one of its rules. */
interface Variant extends RuleSettings {
  readonly without?: InventoryRule;
  readonly apply: (run: readonly Row[]) => readonly Row[];
}

/** The whole inventory first. */
async function variantsOf(hosts: readonly Host[] | undefined, confirm: number): Promise<readonly Variant[]> {
  if (hosts === undefined) return [{ confirm, apply: (run) => run }];
  const rules = rulesIn(hosts);
  const parts = rules.map(async (without) => ({
    ...(await applied(
      hosts,
      rules.filter((rule) => rule !== without),
    )),
    ...{ confirm, without },
  }));
  return [{ ...(await applied(hosts, rules)), confirm }, ...(await Promise.all(parts))];
}

interface Wanted {
  readonly from: Date | undefined;
  readonly end: Date;
  readonly variants: readonly Variant[];
}

/** Begins some days earlier, so that what was open before is not taken for raised at the start. */
async function play(results: Results, { from, end, variants }: Wanted) {
  const early = from && new Date(from.getTime() - memoryMs);
  const isComplete = early === undefined || !(await hasEarlierRows(results, early));
  const played = variants.map((variant) => ({
    ...variant,
    rules: newRules({ ...variant, isComplete }),
    changes: [] as AlertChange[],
  }));
  const hosts = new Set<string>();
  let [first, last, rows]: [Date | undefined, Date | undefined, number] = [undefined, undefined, 0];
  for await (const run of runsBetween(results, early, end)) {
    for (const { rules, apply, changes } of played) changes.push(...rules.add(apply(run)));
    for (const { time, host } of run) {
      if (from !== undefined && time < from) continue;
      [first, last, rows] = [first ?? time, time, rows + 1];
      hosts.add(host);
    }
  }
  const changes = played.map((each) => each.changes);
  if (first === undefined || last === undefined) return { changes, span: undefined };
  const span: Span = { from: first, to: last, rows, hosts: hosts.size };
  return { changes, span };
}
