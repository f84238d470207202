/** What a source of `init` says about its hosts, as text that nobody has checked yet. */

export interface FoundHost {
  readonly name: string;
  readonly address: string;
  readonly port?: number | undefined;
  readonly username?: string | undefined;
  /** Paths of private keys, in the order in which they are tried. */
  readonly keyFiles?: readonly string[] | undefined;
  readonly group?: string | undefined;
  /** The jump hosts by name, from here to the host. */
  readonly via?: readonly string[] | undefined;
  readonly homePage?: string | undefined;
  /** The certificate of the home page is not checked. */
  readonly insecure?: boolean | undefined;
  /** Nothing but ping is known to be wanted. */
  readonly pingOnly?: boolean | undefined;
  /** The name that known_hosts has for it, where that is not the address. */
  readonly hostKeyAlias?: string | undefined;
  /** Public host keys that the source knows, as `TYPE BASE64`. */
  readonly hostKeys?: readonly string[] | undefined;
  /** What could not be taken over, one sentence each. */
  readonly notes: readonly string[];
}

export interface Found {
  readonly hosts: readonly FoundHost[];
  /** What concerns no single host of `hosts`: what was left out and why. */
  readonly notes: readonly string[];
}

/** More is no inventory for one monitor, and matching each host with each rule would take minutes. */
export const hostsMax = 2000;

/** A source that cannot be read. The message says where, why and what to do. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

export function limited<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length > hostsMax) throw new SourceError(`over ${hostsMax} hosts: give a file with fewer`);
  return items;
}
