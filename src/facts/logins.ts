/**
 * Who is logged in from an address that is not known: unlike `sshPeers` these have proved who they are.
 *
 *     @server-monitor logins mon      pts/0        Nov 22 23:53 (10.0.2.2)                          (who: GNU, BSD, macOS)
 *     @server-monitor logins alice    pts/1        Nov 22 23:52 198.51.100.7                        (GNU, who --ips)
 *     @server-monitor logins mon             pts/0           00:01   Nov 22 23:53:12  10.0.2.2      (BusyBox)
 *     @server-monitor logins root     tty1         Nov 22 23:52                                     (the console)
 *     @server-monitor logins exit 0
 *     @server-monitor session alice 198.51.100.7                                                    (logind)
 *     @server-monitor who asked                                                (one of the two knows who is logged in), or:
 *     @server-monitor title sshd-session: alice@pts/0                          (OpenSSH's processes)
 *     @server-monitor title sshd-session: mon@notty                            (our own)
 *     @server-monitor who titles mon                                           (neither does; we are logged in as mon)
 *     @server-monitor who asked mon                                            (utmp does, and titles tell the rest)
 *
 * Our own session has no terminal, but logind lists it all the same: so whoever comes from our own address is left out, as in
 * `sshPeers`.
 */
import { canonicalAddress, isLoopback } from "../address.ts";
import type { Answer } from "./answer.ts";
import { askLogins } from "./ask-logins.ts";
import type { Fact, Vouched } from "./fact.ts";
import { strangers } from "./peers.ts";
import { safeName } from "./safe-name.ts";
import { listedSessions, type Session, terminalSessions } from "./sessions.ts";
import { ownAddress, readPeers } from "./sockets.ts";
import { keyedLogins } from "./ssh-logins.ts";

export const logins: Fact<readonly string[] | undefined> = {
  types: ["node", "miner"],
  ask: askLogins,
  /**
   * `user@address`, sorted. The address is a name where the host knows no better. undefined: the first revision of the
   * probe asked `who` alone, and an empty answer of it proves nothing.
   */
  parse: (answer, vouched) => {
    const ourselves = ownAddress(answer);
    const { isKeyedUser } = keyedLogins(answer, vouched);
    const known: IsKnown = (from, user) =>
      from === ourselves || isLoopback(from) || vouched.peer(from, user) || isKeyedUser(from, user);
    const sessions = [
      ...terminalSessions(answer),
      ...logindSessions(answer, vouched),
      ...titleSessions(answer, vouched, known),
    ];
    const found = [...new Set(sessions.flatMap((session) => unknownLogin(session, known) ?? []))].sort();
    return answer.revision < 2 && found.length === 0 && sessions.length === 0 ? undefined : found;
  },
};

/** Whether this user is expected from this address or name. */
type IsKnown = (from: string, user: string) => boolean;

function unknownLogin({ user, from }: Session, known: IsKnown): string | undefined {
  const shown = canonicalAddress(from) ?? hostName(from);
  if (shown === undefined || known(shown, user)) return undefined;
  return `${safeName(user)}@${shown}`;
}

/** A session from a name (`UseDNS yes`) may be that of a known address: it counts only where somebody unknown is connected. */
function logindSessions(answer: Answer, vouched: Vouched): readonly Session[] {
  const sessions = listedSessions(answer);
  const named = sessions.some(({ from }) => canonicalAddress(from) === undefined);
  if (!named || strangers(answer, vouched).length > 0) return sessions;
  return sessions.filter(({ from }) => canonicalAddress(from) !== undefined);
}

/** OpenSSH's title of a session: its user, and its terminals or `notty`. Before the login it is `sshd: root [priv]`. */
const titleLine = /^sshd(?:-session)?: (\S+)@((?:notty|pts\/|tty)\S*)$/;

/**
 * A title does not say from where. Nobody unknown is logged in where nobody unknown is connected; who is logged in comes from
 * the one address that is connected; of several addresses nobody can tell.
 */
function titleSessions(answer: Answer, vouched: Vouched, known: IsKnown): readonly Session[] {
  const [source, ourUser = ""] = (answer.lines("who")[0] ?? "").split(" ");
  if (source === "asked") return hiddenSessions(answer, ourUser);
  if (source !== "titles") throw new Error("neither utmp, logind nor the titles of sshd's processes could be read");
  if (strangers(answer, vouched).length === 0) return [];
  const users = answer.lines("title").flatMap((line) => titleLine.exec(line)?.[1] ?? []);
  const ours = users.indexOf(ourUser);
  if (ours < 0 && answer.lines("me")[0] !== "")
    throw new Error("somebody unknown is connected, and the SSH server does not tell who is logged in");
  const connections = otherConnections(answer);
  const isUnknown = (user: string) => connections.some((address) => !known(address, user));
  const others = users.filter((user, index) => index !== ours && isUnknown(user));
  if (others.length === 0) return [];
  const [from = "", ...more] = new Set(connections);
  if (more.length > 0 || others.length > connections.length)
    throw new Error(`${others.map(safeName).join(", ")} logged in, and the host does not tell from where`);
  return others.map((user) => ({ user, from }));
}

/**
 * Of sessions without a terminal, which `who` does not list. They come from the one address that no terminal explains; where
 * there are several nobody can tell, and a connection that stays is found by its source port.
 */
function hiddenSessions(answer: Answer, ourUser: string): readonly Session[] {
  const users = answer.lines("title").flatMap((line) => hiddenTitle.exec(line)?.[1] ?? []);
  if (users.length === 0) return [];
  const ours = users.indexOf(ourUser);
  const terminals = new Set(terminalSessions(answer).map(({ from }) => canonicalAddress(from)));
  const [from, ...more] = new Set(otherConnections(answer).filter((address) => !terminals.has(address)));
  if (from === undefined || more.length > 0) return [];
  return users.filter((_, index) => index !== ours).map((user) => ({ user, from }));
}

const hiddenTitle = /^sshd(?:-session)?: (\S+)@notty$/;

/** The address of each connection to the SSH port but our own. */
function otherConnections(answer: Answer): readonly string[] {
  const ourselves = ownAddress(answer);
  const ourPort = Number(answer.lines("me")[0]?.split(" ")[1]);
  return readPeers(answer).flatMap(({ address, ports }) =>
    ports.filter((port) => address !== ourselves || port !== ourPort).map(() => address),
  );
}

const dnsLabel = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const dnsPattern = new RegExp(`^(?=.*[A-Za-z])(?=.{1,253}$)${dnsLabel}(?:\\.${dnsLabel})+$`);

/**
 * A name that a server looked up for an address. A name without a dot is none: a terminal program has written it there, such
 * as the `f` of some xterms, `unix` of `unix:0`, or `localhost`.
 */
function hostName(text: string): string | undefined {
  const name = text.toLowerCase();
  return dnsPattern.test(name) && !name.startsWith("localhost.") ? name : undefined;
}
