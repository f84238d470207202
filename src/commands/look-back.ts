/** What the rows of the last days tell a check before it begins. */
import { newRules, type Rules } from "../alerts/rules.ts";
import type { Host } from "../inventory/host.ts";
import type { HistoryRow } from "../store/history-rows.ts";
import { rulesAt } from "./alerting.ts";
import type { Call } from "./index.ts";

/** What the next check of a host wants to know of its newest row. */
interface LastCheck {
  readonly time: string;
  readonly lastBoot: string;
}

export interface Past {
  readonly lastChecks: ReadonlyMap<string, LastCheck>;
  readonly rules: Rules;
  /** Why the files could not be read. */
  readonly unread: unknown;
}

/** A file that somebody has spoilt is no reason not to look after the hosts: new rows wait until it is mended. */
export async function lookBack(call: Call): Promise<Past> {
  const lastChecks = new Map<string, LastCheck>();
  // A host that was down has said nothing of its boot: what it said before still stands.
  const remember = ({ time, host, cell }: HistoryRow) =>
    void lastChecks.set(host, { time, lastBoot: cell("last_boot") || (lastChecks.get(host)?.lastBoot ?? "") });
  try {
    return { lastChecks, rules: await rulesAt(call, call.now, remember), unread: undefined };
  } catch (unread) {
    return { lastChecks: new Map(), rules: newRules(call.inputs), unread };
  }
}

/** Of these hosts: other runners may write into the same files. */
export function newestOf(hosts: readonly Host[], lastChecks: Past["lastChecks"]): Date | undefined {
  const times = hosts.flatMap(({ id }) => lastChecks.get(id)?.time ?? []).sort();
  return times.length === 0 ? undefined : new Date(times.at(-1) ?? 0);
}
