/** What the doctor found out about one thing, in words that may quote a host or a server. */
import type { Untrusted } from "../outcome.ts";

export interface Finding {
  /** good: works. odd: works, and may not for long or not as you think. bad: has to be fixed. */
  readonly verdict: "good" | "odd" | "bad";
  /** `git`, `push`, `ssh as monitor` */
  readonly what: string;
  /** What was found, and the fix where there is something to fix. */
  readonly detail: Untrusted;
}

export function finding(verdict: Finding["verdict"], what: string, detail: string): Finding {
  return { verdict, what, detail: { untrusted: detail } };
}

/** The finding of a piece of work whose errors say what to do. */
export async function findingOf(what: string, work: () => Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    return finding("bad", what, error instanceof Error ? error.message : "no reason given");
  }
}
