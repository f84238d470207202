/** Warnings long before a file reaches GitHub's limits. */
import type { Results } from "./results.ts";
import { rowChanges } from "./row-changes.ts";
import type { Run } from "./spool.ts";

const megabyte = 1024 * 1024;
/** GitHub warns at 50 MB and refuses files of 100 MB. Half of the first limit leaves time to react. */
const warnFromBytes = 25 * megabyte;

/** A sentence for every month file of these runs that has grown large. */
export async function sizeWarnings(results: Results, runs: readonly Run[]): Promise<string[]> {
  const warnings: string[] = [];
  for (const { name } of rowChanges(runs.flatMap(({ tables }) => tables))) {
    const bytes = Buffer.byteLength((await results.read(name).catch(() => undefined)) ?? "");
    if (bytes >= warnFromBytes)
      warnings.push(
        `${results.pathOf(name)}: ${Math.round(bytes / megabyte)} MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a results folder of their own`,
      );
  }
  return warnings;
}
