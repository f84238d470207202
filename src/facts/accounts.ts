/**
 * Accounts that can log in or rule, as /etc/passwd and /etc/group have them. Those of a directory (LDAP) are seen only as
 * members of a local group, and what an account's key or password is, not at all.
 *
 *     @server-monitor accounts 34                        (lines of /etc/passwd)
 *     @server-monitor account root toor                  (uid 0)
 *     @server-monitor account sudo alice                 (in sudo, wheel, admin, docker, lxd, incus or disk)
 *     @server-monitor account login bob                  (a shell, and a uid from 1000 or a home in /home or /root)
 *     @server-monitor us monitor                         ($LOGNAME)
 */
import { askProc } from "./ask-proc.ts";
import type { Fact } from "./fact.ts";
import { safeName } from "./safe-name.ts";

/** Sorted, without root, us and the known: `eve:root`, `eve:sudo`, or `eve`. undefined: the host does not tell. */
export const accounts: Fact<readonly string[] | undefined> = {
  types: ["node", "miner"],
  ask: askProc,
  since: 3,
  parse: (answer, vouched) => {
    // macOS keeps its accounts elsewhere.
    const isElsewhere = answer.lines("sysctl").some((line) => line.startsWith("hw.memsize"));
    if (answer.lines("accounts").length === 0 || isElsewhere) return undefined;
    const found = answer.lines("account").flatMap((line) => {
      const [, may, name = ""] = /^(root|sudo|login) (.+)$/.exec(line) ?? [];
      const isLeftOut = (name === "root" && may === "root") || name === answer.lines("us")[0] || vouched.account(name);
      return may === undefined || isLeftOut ? [] : [`${safeName(name)}${may === "login" ? "" : `:${may}`}`];
    });
    return [...new Set(found)].sort();
  },
};
