/**
 * Who has logged in since the check before, also who is gone by now: `deploy@198.51.100.7/SHA256:…`, or `/password` where it
 * was no key. What the host says is described in ssh-log.ts.
 */
import { isLoopback } from "../address.ts";
import type { Answer } from "./answer.ts";
import type { Fact, Vouched } from "./fact.ts";
import { safeName } from "./safe-name.ts";
import { ownAddress } from "./sockets.ts";
import { type AcceptedLogin, askSshLog, readSshLog } from "./ssh-log.ts";

const mostItems = 100;

/** Stands for logins that are not listed, because there were too many or the log does not reach back. */
export const cutItem = "cut";

/** Of users whom the inventory does not accept from there, nor by their key; sorted. undefined: the log cannot be read. */
export const sshLogins: Fact<readonly string[] | undefined> = {
  types: ["node", "miner"],
  ask: askSshLog,
  since: 4,
  mayHang: true,
  parse: (answer, vouched) => {
    const log = readSshLog(answer);
    if (log === undefined) return undefined;
    const ourselves = ownAddress(answer);
    const unknown = log.logins.filter(
      ({ user, address, by, ageSeconds }) =>
        ageSeconds <= vouched.loginsSinceSeconds &&
        address !== ourselves &&
        !isLoopback(address) &&
        !vouched.peer(address, user) &&
        !vouched.key(by, user),
    );
    const items = [...new Set(unknown.map(itemOf))].sort();
    const isCut = items.length > mostItems || log.reachSeconds < vouched.loginsSinceSeconds;
    return [...items.slice(0, mostItems), ...(isCut ? [cutItem] : [])];
  },
};

function itemOf({ user, address, by }: AcceptedLogin): string {
  return `${safeName(user)}@${address}/${by}`;
}

/** `deploy@198.51.100.7` and `SHA256:…` of an item. undefined: it stands for others. */
export function sshLoginOf(item: string): { readonly login: string; readonly by: string } | undefined {
  const [, login, by] = /^(\S+@[0-9a-f.:]+)\/(\S+)$/.exec(item) ?? [];
  return login === undefined || by === undefined ? undefined : { login, by };
}

/** What the log and the accepted keys of the inventory tell of those who are connected. */
export interface KeyedLogins {
  /** The connection is a login with an accepted key. */
  readonly isKeyed: (address: string, port: number) => boolean;
  /** All logins of the user from there were with accepted keys, and there was one. */
  readonly isKeyedUser: (address: string, user: string) => boolean;
}

export function keyedLogins(answer: Answer, vouched: Vouched): KeyedLogins {
  const logins = readSshLog(answer)?.logins ?? [];
  const isAccepted = ({ by, user }: AcceptedLogin) => vouched.key(by, user);
  return {
    isKeyed: (address, port) =>
      logins.some((login) => login.address === address && login.port === port && isAccepted(login)),
    isKeyedUser: (address, user) => {
      const theirs = logins.filter((login) => login.address === address && login.user === user);
      return theirs.length > 0 && theirs.every(isAccepted);
    },
  };
}
