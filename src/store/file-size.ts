/** GitHub's limits on files, told long before they hurt. */
import { stat } from "node:fs/promises";
import type { Table } from "./results.ts";
import { changesOf } from "./results-folder.ts";

const megabyte = 1024 * 1024;
/** GitHub warns at 50 MB and refuses at 100: at half of the first there is time to do something about it. */
const warnFromBytes = 25 * megabyte;

/** A sentence for every month file of these tables that has grown large. */
export async function sizeWarnings(folder: string, tables: readonly Table[]): Promise<string[]> {
  const warnings: string[] = [];
  for (const { path } of changesOf(folder, tables)) {
    const bytes = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes >= warnFromBytes) warnings.push(warning(path, bytes));
  }
  return warnings;
}

function warning(path: string, bytes: number): string {
  return `${path}: ${Math.round(bytes / megabyte)} MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a "results" folder of their own`;
}
