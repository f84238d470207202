/** Where something listens and whose it is, for the text of an alert. Pure. */
import type { PortListener } from "../facts/listeners.ts";
import type { Owner } from "../facts/owners.ts";
import type { Untrusted } from "../outcome.ts";

const mostNamed = 3;

/** `0.0.0.0 and ::, process nginx of user root`; without the process, or the owner, where the host does not tell. */
export function listenerWords({ addresses, owners }: PortListener): Untrusted {
  const parts = [enumerated(addresses), enumerated(owners.map(ownerWords))];
  return { untrusted: parts.filter((part) => part !== "").join(", ") };
}

function ownerWords({ user, process }: Owner): string {
  return process === undefined ? `user ${user}` : `process ${process} of user ${user}`;
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` */
function enumerated(items: readonly string[]): string {
  const more = items.length > mostNamed ? [`${items.length - mostNamed} more`] : [];
  const named = [...items.slice(0, mostNamed), ...more];
  return [named.slice(0, -1).join(", "), ...named.slice(-1)].filter((part) => part !== "").join(" and ");
}
