/** `maintenance`: announces maintenance from now on, as a line of RESULTS/maintenance.csv that is pushed. */
import { InputError, type Inputs } from "../inputs.ts";
import { nearest } from "../inventory/nearest.ts";
import { quoted } from "../inventory/parsed.ts";
import { subjectText } from "../safe-text.ts";
import { downtimeChange } from "../store/downtimes.ts";
import { maintenanceName } from "../store/month-file.ts";
import { openStore } from "../store/store.ts";
import { durationWords } from "../words/duration.ts";
import { utcClock, zonedWords } from "../words/instant.ts";
import type { Call } from "./call.ts";
import { storeSettings } from "./history.ts";
import { hostsAtHand } from "./host-rules.ts";

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._:%-]{0,62}$/;

export async function maintenance(call: Call): Promise<void> {
  const { reporter, now } = call;
  const { host, forMs, why } = validate(call);
  const to = new Date(now.getTime() + forMs);
  const store = await openStore(storeSettings(call));
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
  const ids = hostsAtHand(call)?.map(({ id }) => id) ?? [host];
  if (ids.includes(host)) return [];
  const meant = nearest(host, ids);
  return [
    `host: the inventory has no ${quoted(host)}; ${meant ? `did you mean "${meant}"?` : "give the name of a host"}`,
  ];
}
