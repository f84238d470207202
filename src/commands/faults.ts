/** What went wrong along the way, told when everything else is done; what several things have stumbled over, once. */
import { messageOf } from "../outcome.ts";

export function throwAll(faults: readonly unknown[]): void {
  const messages = new Set(faults.filter((fault) => fault !== undefined).map(messageOf));
  if (messages.size > 0) throw new Error([...messages].join("\n"));
}
