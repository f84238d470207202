/**
 * Who has logged in, as a finding of `peer`: `deploy@198.51.100.7`. People and CI come from other addresses of the same
 * network: who is accepted is accepted from all of it. Pure.
 */
import { isIPv4 } from "node:net";
import { canonicalAddress, inBlock } from "../address.ts";
import { sshLoginOf } from "../facts/ssh-logins.ts";
import { loginParts } from "../row/items.ts";
import type { Row } from "../row/row.ts";

interface Login {
  /** May be anything that a host says, `a@b` included. */
  readonly user: string;
  /** Canonical. */
  readonly address: string;
}

/** undefined: an address alone, or a user from a name. */
function loginOf(finding: string): Login | undefined {
  const { user, from } = loginParts(finding);
  const address = canonicalAddress(from);
  return user === "" || address === undefined ? undefined : { user, address };
}

/** Whether both are the same user in the same network: IPv4 /16, IPv6 /32. */
export function isSameLogin(accepted: string, finding: string): boolean {
  const [one, other] = [loginOf(accepted), loginOf(finding)];
  if (one === undefined || other === undefined || one.user !== other.user) return false;
  return inBlock(other.address, one.address, prefixOf(one.address));
}

function prefixOf(address: string): 16 | 32 {
  return isIPv4(address) ? 16 : 32;
}

/** What `ssh_peers` takes as a user. */
const userPattern = /^[\w.$\\+-]{1,64}$/;

/** The items of `ssh_peers` that accept a login, the narrowest first: `deploy@198.51.100.7`, `deploy@198.51.0.0/16`, `deploy@*`. */
export function loginItems(finding: string): readonly [narrow: string, network: string, wide: string] | undefined {
  const login = loginOf(finding);
  if (login === undefined || !userPattern.test(login.user)) return undefined;
  const { user, address } = login;
  return [`${user}@${address}`, `${user}@${networkOf(address)}`, `${user}@*`];
}

function networkOf(address: string): string {
  if (isIPv4(address)) return `${address.split(".").slice(0, 2).join(".")}.0.0/16`;
  const [head = ""] = address.split("::");
  const [first = "0", second = "0"] = head.split(":");
  return `${canonicalAddress(`${first || "0"}:${second || "0"}::`)}/32`;
}

/** Who was logged in at the check, and who has logged in since the check before. */
export function loginsIn({ logins = nobody, sshLogins = nobody }: Row): readonly string[] {
  if (sshLogins.length === 0) return logins;
  return [...new Set([...logins, ...sshLogins.flatMap((item) => sshLoginOf(item)?.login ?? [])])].sort();
}

const nobody: readonly string[] = [];

/** How somebody has logged in, as rows say it: fingerprints of keys, and methods such as `password`. */
export function meansOf(finding: string, rows: readonly Row[]): readonly string[] {
  const logins = rows.flatMap(({ sshLogins = nobody }) => sshLogins.flatMap((item) => sshLoginOf(item) ?? []));
  return [...new Set(logins.filter(({ login }) => login === finding).map(({ by }) => by))];
}

/** The item of `ssh_peers` that accepts the user with this key: `deploy@SHA256:…`. undefined: it was no key. */
export function keyItem(finding: string, means: string): string | undefined {
  if (!means.startsWith("SHA256:")) return undefined;
  const user = loginOf(finding)?.user;
  return user !== undefined && userPattern.test(user) ? `${user}@${means}` : means;
}
