/** `maintenance`: announces maintenance from now on, as a line of RESULTS/maintenance.csv that is pushed. */
import { memoryMs } from "../alerts/rules.ts";
import { InputError, type Inputs } from "../inputs.ts";
import { nearest } from "../inventory/nearest.ts";
import { quoted } from "../inventory/parsed.ts";
import { subjectText } from "../safe-text.ts";
import { downtimeChange } from "../store/downtimes.ts";
import { maintenanceName } from "../store/month-file.ts";
import { type Results, rowsBetween } from "../store/results.ts";
import { openStore } from "../store/store.ts";
import { listed } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { utcClock, zonedWords } from "../words/instant.ts";
import type { Call } from "./call.ts";
import { lastDay, storeSettings } from "./history.ts";
import { hostsAtHand } from "./host-rules.ts";

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._:%-]{0,62}$/;

export async function maintenance(call: Call): Promise<void> {
  const { reporter, now } = call;
  const { host, forMs, why } = validate(call);
  const to = new Date(now.getTime() + forMs);
  const store = await openStore(storeSettings(call));
  await requireKnown(host, await store.results(), call);
  const name = host === "" ? "all hosts" : host;
  const subject = `maintenance: ${name} for ${durationWords(forMs)}${why === "" ? "" : ` (${subjectText({ untrusted: why })})`}`;
  const change = downtimeChange({ from: now, to, host: host === "" ? undefined : host, why });
  const commit = await store.saveChanges([change], subject);
  const where = commit === undefined ? "" : `, in commit ${commit.slice(0, 10)}`;
  reporter.info(`${name}: no alert opens until ${zonedWords(to, utcClock(now))} (${maintenanceName}${where})`);
}

function validate(call: Call): { readonly host: string; readonly forMs: number; readonly why: string } {
  const { host, forMs, why } = call.inputs;
  const errors = [
    ...(forMs === undefined ? ["for: missing; give the duration of the maintenance, such as 2h"] : []),
    ...hostErrors(call.inputs, call),
  ];
  if (errors.length > 0 || forMs === undefined) throw new InputError(errors);
  return { host, forMs, why };
}

function hostErrors({ host }: Inputs, call: Call): string[] {
  if (host === "") return [];
  if (!namePattern.test(host)) return [`host: expected the name of a host, got ${quoted(host)}`];
  const hosts = hostsAtHand(call) ?? [];
  if (hosts.length === 0 || hosts.some(({ id }) => id === host)) return [];
  const members = hosts.filter(({ group }) => group === host).map(({ id }) => id);
  if (members.length > 0)
    return [`host: ${quoted(host)} is a group; announce it for each of its hosts: ${members.join(", ")}`];
  const ids = hosts.map(({ id }) => id);
  return [`host: the inventory has no ${quoted(host)}; ${guess(host, ids) ?? "give the name of a host"}`];
}

function guess(host: string, known: Iterable<string>): string | undefined {
  const meant = nearest(host, known);
  return meant === undefined ? undefined : `did you mean "${meant}"?`;
}

/** Without an inventory, the rows tell which hosts there are. Where there are none, any name may be right. */
async function requireKnown(host: string, results: Results, call: Call): Promise<void> {
  if (host === "" || hostsAtHand(call) !== undefined) return;
  const known = new Set<string>();
  const from = new Date(call.now.getTime() - memoryMs);
  for await (const row of rowsBetween(results, from, lastDay, () => {})) known.add(row.host);
  if (known.size === 0 || known.has(host)) return;
  const words = guess(host, known) ?? `they have ${listed([...known].sort(), mostNamed)}`;
  throw new InputError([
    `host: no row of the last days is of ${quoted(host)}; ${words} (for a host that was never checked, give the \`inventory\`)`,
  ]);
}

const mostNamed = 6;
