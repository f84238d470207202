/**
 * Who is logged in from an address that is not known: unlike `sshPeers` these have proved who they are.
 *
 *     @server-monitor logins mon      pts/0        Nov 22 23:53 (10.0.2.2)                          (GNU, BSD, macOS)
 *     @server-monitor logins alice    pts/1        Nov 22 23:52 198.51.100.7                        (GNU, who --ips)
 *     @server-monitor logins mon             pts/0           00:01   Nov 22 23:53:12  10.0.2.2      (BusyBox)
 *     @server-monitor logins root     tty1         Nov 22 23:52                                     (the console)
 *     @server-monitor who asked
 *
 * Our own session has no terminal, but a `who` that asks systemd lists it all the same (coreutils 9.4): so whoever comes
 * from our own address is left out, as in `sshPeers`.
 */
import { canonicalAddress } from "../address.ts";
import { onlyLine } from "./answer.ts";
import type { Fact } from "./fact.ts";
import { safeName } from "./safe-name.ts";
import { ownAddress } from "./sockets.ts";

export const logins: Fact<readonly string[]> = {
  types: ["node", "miner"],
  /** Only printable ASCII passes: what stands in utmp may come from a user. */
  ask: `\
if list=$(who --ips 2>/dev/null || who 2>/dev/null); then
  printf '%s\\n' "$list" | tr -cd '\\12\\40-\\176' | lines logins 100
  say who asked
fi`,
  /** `user@address`, sorted. The address is a name where the host knows no better. */
  parse: (answer, vouched) => {
    if (onlyLine(answer, "who") !== "asked") throw new Error("who did not answer");
    const ourselves = ownAddress(answer);
    const known = (from: string, user: string) => from === ourselves || vouched.peer(from, user);
    const found = answer.lines("logins").flatMap((line) => loginOf(line, known) ?? []);
    return [...new Set(found)].sort();
  },
};

function loginOf(line: string, known: (from: string, user: string) => boolean): string | undefined {
  const session = sessionOf(line);
  const from = session && remoteEnd(session.from);
  if (session === undefined || from === undefined || from === session.terminal) return undefined;
  const shown = canonicalAddress(from) ?? dnsName(from);
  if (shown === undefined || known(shown, session.user)) return undefined;
  return `${safeName(session.user)}@${shown}`;
}

interface Session {
  readonly user: string;
  readonly terminal: string;
  readonly from: string;
}

/** USER TERMINAL … HH:MM, BusyBox with seconds, then FROM with parentheses or without, or nothing. */
const sessionLine = /^(\S+) +(\S+) .* \d\d:\d\d(?::\d\d)?(?: +(\S.*))?$/;

function sessionOf(line: string): Session | undefined {
  if (line === "") return undefined;
  const [, user, terminal = "", from = ""] = sessionLine.exec(line) ?? [];
  if (user === undefined) throw new Error("who answered in a form that is not known");
  return { user, terminal, from: /^\((.*)\)$/.exec(from)?.[1] ?? from };
}

/** Without the display or screen of `10.0.0.1:S.0`, the user of `alice@10.0.0.1`, and mosh's `via mosh [1234]`. */
function remoteEnd(from: string): string {
  const end = from.replace(/ via mosh \[\d+\]$/, "").replace(/^.*@/, "");
  return canonicalAddress(end) === undefined ? end.replace(/:(?:S\.)?\d+(?:\.\d+)?$/, "") : end;
}

const dnsLabel = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const dnsPattern = new RegExp(`^(?=.*[A-Za-z])(?=.{1,253}$)${dnsLabel}(?:\\.${dnsLabel})*$`);

function dnsName(text: string): string | undefined {
  return dnsPattern.test(text) ? text.toLowerCase() : undefined;
}
