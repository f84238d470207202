/** Where something listens and whose it is, for the text of an alert. Pure. */
import type { PortListener } from "../facts/listeners.ts";
import type { Owner } from "../facts/owners.ts";
import type { Quote } from "../words/cause.ts";
import { listed } from "../words/count.ts";

/** `on 0.0.0.0 and ::, process nginx of user root`; without the process or the owner if the host does not tell. */
export function listenerWords({ addresses, owners }: PortListener, quote: Quote): string {
  const where = addresses.length === 0 ? "" : `on ${listed(addresses.map(quote))}`;
  const whose = listed(owners.map((owner) => ownerWords(owner, quote)));
  return [where, whose].filter((part) => part !== "").join(", ");
}

function ownerWords({ user, process }: Owner, quote: Quote): string {
  return process === undefined ? `user ${quote(user)}` : `process ${quote(process)} of user ${quote(user)}`;
}
