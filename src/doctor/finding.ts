/** One result of `doctor`. Its text may quote a host or a server. */
import type { Untrusted } from "../outcome.ts";

export interface Finding {
  /** good: works. odd: works with limits. bad: has to be fixed. */
  readonly verdict: "good" | "odd" | "bad";
  /** `git`, `push`, `ssh as monitor` */
  readonly what: string;
  /** What was found, and how to fix it. */
  readonly detail: Untrusted;
}

export function finding(verdict: Finding["verdict"], what: string, detail: string): Finding {
  return { verdict, what, detail: { untrusted: detail } };
}

/** The finding of a check whose errors say how to fix them. */
export async function findingOf(what: string, work: () => Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    return finding("bad", what, error instanceof Error ? error.message : "no reason given");
  }
}
