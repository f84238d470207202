/** What the probe could not read on a host, though the host has it, and what would make it readable. Pure. */

import { probeRevision } from "../facts/answer.ts";
import type { FactValues } from "../facts/index.ts";
import type { Host } from "../inventory/host.ts";
import { type Finding, finding } from "./finding.ts";

/** Empty if everything was read that such a host tells. */
export function unreadFindings(host: Host, facts: FactValues | undefined): Finding[] {
  if (facts === undefined) return [];
  const isOld = facts.revision !== undefined && facts.revision < probeRevision;
  if (isOld) return [finding("odd", "probe", oldProbe(host))];
  const unread = unreadFacts.filter(({ isUnread }) => isUnread(facts, host));
  return unread.map(({ words }) => finding("odd", "not read", typeof words === "string" ? words : words(host)));
}

function oldProbe({ id, address }: Host): string {
  const fix = `paste what \`server-monitor invite ${id} ${address} --key FILE.pub\` prints, once more`;
  return `the copy that is installed there is older than this program, and does not tell everything: ${fix}`;
}

interface UnreadFact {
  readonly isUnread: (facts: FactValues, host: Host) => boolean;
  /** What, and how to make it readable. */
  readonly words: string | ((host: Host) => string);
}

const unreadFacts: readonly UnreadFact[] = [
  {
    isUnread: ({ failedUnits, bootId }) => bootId !== undefined && failedUnits === undefined,
    words: "failed units: systemd tells them through D-Bus alone (apt-get install dbus); other systems have none",
  },
  {
    isUnread: ({ listeners }) =>
      listeners?.some(({ owners }) => owners.some(({ process }) => process === undefined)) === true,
    words:
      "the programs behind some open ports: Linux tells them to root and to their own user alone; their user is known",
  },
  {
    isUnread: ({ packagesDays, bootId }) => bootId !== undefined && packagesDays === undefined,
    words: "the age of the package lists: known are those of apt, dnf, pacman and apk, after a first refresh",
  },
  {
    isUnread: ({ sshLogins, bootId }) => bootId !== undefined && sshLogins === undefined,
    words: (host) =>
      `who logs in over SSH between two checks: allow the account to read the log, on the host: usermod -aG systemd-journal ${userOf(host)} (adm, where there is no journal); a host with neither a journal nor auth.log or secure in /var/log has no log that could be read`,
  },
  {
    isUnread: ({ checks }) => checks?.some((check) => check.endsWith(":missing")) === true,
    words:
      "expected checks: make the files of /var/lib/server-monitor readable for everybody (chmod 644), the folder too (chmod 755)",
  },
  {
    isUnread: ({ gpus }, { type }) => type === "miner" && gpus === undefined,
    words: "the GPUs: install nvidia-smi, and see that every user may run it",
  },
];

/** The account that we log in as, where its name needs no quotes. */
function userOf({ identities: [first] }: Host): string {
  return /^[\w.-]{1,32}$/.test(first?.username ?? "") ? (first?.username ?? "") : "USER";
}
