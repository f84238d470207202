/** A fact is one thing a host can tell of itself: the sh lines that ask, and the pure parser of the answer. */
import type { HostType } from "../inventory/host.ts";
import type { Answer } from "./answer.ts";

/** What the inventory vouches for on this host, so that a fact can leave it out, and what it expects. */
export interface Vouched {
  readonly port: (port: number, protocol: "tcp" | "udp") => boolean;
  /** `from` is an address in canonical form, or a name where the host knows no better. Without a user: anybody from there. */
  readonly peer: (from: string, user?: string) => boolean;
  readonly account: (name: string) => boolean;
  /** `SHA256:…` of the key that somebody has logged in with. */
  readonly key: (fingerprint: string, user: string) => boolean;
  /** Logins of the SSH server's log that are older were in the row of a check before. */
  readonly loginsSinceSeconds: number;
  /** Names of its checks, and how old their results may be, in seconds. */
  readonly expected: ReadonlyMap<string, number>;
}

export interface Fact<Value> {
  /** Host types that are asked. */
  readonly types: readonly HostType[];
  /**
   * POSIX sh lines that print the answer by `say KEY TEXT…` (see probe-script.ts). They run with standard input closed,
   * LC_ALL=C and TZ=UTC0, must not fail loudly, and must not leave anything behind. Facts that are read from the same
   * lines share one text: it runs once.
   */
  readonly ask: string;
  /** The first revision of the script that asks this. In the answer of an older one the fact is undefined, which is no problem. */
  readonly since?: number;
  /** Asked after everything else, because what it runs has been seen to hang. */
  readonly mayHang?: true;
  /** Reads the answer. Throws on text it does not know, which spoils this cell alone. */
  readonly parse: (answer: Answer, vouched: Vouched) => Value;
}
