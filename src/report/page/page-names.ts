/** What visitors call a host. An address is nobody's business: a host without a name is `host 1`, `host 2` and so on. Pure. */
import { isIP } from "node:net";

export interface NamedHost {
  readonly host: string;
  /** Whether the inventory has a name for it; undefined: there is no inventory at hand. */
  readonly isNamed: boolean | undefined;
}

/** By host, in the order that is given. */
export function publicNames(hosts: readonly NamedHost[]): ReadonlyMap<string, string> {
  let unnamed = 0;
  const nameOf = (host: NamedHost) => {
    if (!isAddress(host)) return host.host;
    unnamed += 1;
    return `host ${unnamed}`;
  };
  return new Map(hosts.map((host) => [host.host, nameOf(host)]));
}

/** Without an inventory, whatever may be a DNS name or an address is taken for one. */
function isAddress({ host, isNamed }: NamedHost): boolean {
  if (isIP(host) !== 0) return true;
  return isNamed === undefined ? /[.:]/.test(host) : !isNamed;
}
