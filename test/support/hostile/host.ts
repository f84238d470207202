/** What a host of the battery is: how it is started, how the inventory names it, and the row that it must get. */
import { type OddServer, oddHostKey } from "../hostile-ssh.ts";

export interface HostileHost {
  /** What it does, as its name in the inventory. */
  readonly name: string;
  readonly start: () => Promise<OddServer>;
  /** Cells of its row. `errors` is what it must say to the letter. */
  readonly cells: Readonly<Record<string, string>> & { readonly errors: string };
  readonly type?: "miner";
  /** Its key as known_hosts has it, empty where it is unknown. */
  readonly knownKey?: string;
  /** More keys of its entry in the inventory; one that is asked for its page alone has no SSH. */
  readonly entry?: (server: OddServer) => Readonly<Record<string, unknown>>;
  /** The types of all packets that it may ever see, but for a farewell. 21 is the last one before anything is said in secret. */
  readonly sees?: readonly number[];
}

/** A name with a `creds` of the inventory of the battery. */
export const secretIdentity = { username: "canary-user-7c1b", password: "canary-password-93fe" } as const;

/** The entry in the inventory. */
export function serverEntry(host: HostileHost, server: OddServer): Readonly<Record<string, unknown>> {
  const { name, type, entry } = host;
  const ssh = { port: server.port, creds: "canary" };
  return { name, ip: "127.0.0.1", ...(type && { type }), ...(entry?.(server) ?? ssh) };
}

/** The lines of known_hosts. */
export function knownHostsLine({ knownKey = oddHostKey.public }: HostileHost, { port }: OddServer): string {
  return knownKey === "" ? "" : knownKey.replace(/^(@\S+ )?/, `$1[127.0.0.1]:${port} `);
}
