/** What went wrong along the way, told when everything else is done. */

export function throwAll(faults: readonly unknown[]): void {
  const all = faults.filter((fault) => fault !== undefined);
  if (all.length > 1) throw new Error(all.map(messageOf).join("\n"));
  if (all.length === 1) throw typeof all[0] === "string" ? new Error(all[0]) : all[0];
}

function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
