/** `replay`: the alerts that the rules would have raised on past rows, for example to try another `confirm`. */
import type { AlertChange } from "../alerts/alert.ts";
import { memoryMs, newRules, type RuleSettings } from "../alerts/rules.ts";
import { day } from "../input-values.ts";
import { InputError } from "../inputs.ts";
import { fittedTable } from "../output/table.ts";
import { episodesOf, episodeTable, replayHeadline, type Span, totalsTable } from "../report/replay-words.ts";
import { type Results, runsBetween } from "../store/results.ts";
import { openResults } from "../store/store.ts";
import { type Call, flagOf } from "./call.ts";
import { messageOf } from "./faults.ts";
import { storeSettings } from "./history.ts";
import { hostAtHand } from "./host-rules.ts";

const dayMs = 86_400_000;

/** Columns of the table of alerts that a narrow terminal has no room for. */
const leftOutFirst = ["notes", "lasted", "closed"];

export async function replay(call: Call): Promise<void> {
  const { inputs, reporter, now } = call;
  const { confirm } = inputs;
  const [from, to] = ["from", "to"].map((name) => flagOf(call, name, day, "a day such as 2026-10-31"));
  // The last day is meant as a whole.
  const end = to === undefined ? now : new Date(to.getTime() + dayMs - 1);
  if (from !== undefined && from > end) throw new InputError(["--from: expected a day that is not later than --to"]);
  reporter.doing("reading the rows");
  const results = await openResults(storeSettings(call)).catch((cause: unknown) => {
    throw new Error(`${messageOf(cause)}\nto read the folder as it is, without the remote, add --push false`, {
      cause,
    });
  });
  const { changes, span } = await play(results, { from, end, confirm, hostOf: hostAtHand(call) });
  if (span === undefined)
    throw new Error(`${inputs.results}: there are no rows to replay; see --results, --from and --to`);
  const all = episodesOf(changes);
  const episodes = all.filter(({ opened }) => opened >= span.from);
  const additions = all.flatMap((episode) => episode.additions).filter(({ time }) => time >= span.from);
  const tables = [
    ...(episodes.length + additions.length === 0 ? [] : [episodeTable(episodes, additions)]),
    ...(episodes.length === 0 ? [] : [totalsTable(episodes, span)]),
  ];
  for (const table of tables)
    for (const line of [...fittedTable(table, { width: reporter.width, leastColumn: 16, leftOutFirst }).lines, ""])
      reporter.info(line);
  reporter.info(replayHeadline(episodes, additions, span, confirm));
}

interface Wanted extends RuleSettings {
  readonly from: Date | undefined;
  readonly end: Date;
}

/** Begins some days earlier, so that what was open before is not taken for raised at the start. */
async function play(results: Results, { from, end, ...settings }: Wanted) {
  const rules = newRules(settings);
  const changes: AlertChange[] = [];
  const hosts = new Set<string>();
  let [first, last, rows]: [Date | undefined, Date | undefined, number] = [undefined, undefined, 0];
  const early = from && new Date(from.getTime() - memoryMs);
  for await (const run of runsBetween(results, early, end)) {
    changes.push(...rules.add(run));
    for (const { time, host } of run) {
      if (from !== undefined && time < from) continue;
      [first, last, rows] = [first ?? time, time, rows + 1];
      hosts.add(host);
    }
  }
  if (first === undefined || last === undefined) return { changes, span: undefined };
  const span: Span = { from: first, to: last, rows, hosts: hosts.size };
  return { changes, span };
}
