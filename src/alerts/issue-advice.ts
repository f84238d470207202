/** What to look at on the host, and how to accept what was found: lines that a person can copy. Pure. */
import { accountParts, checkParts, loginParts, portParts } from "../row/items.ts";
import type { Alert, AlertKind } from "./alert.ts";
import { type FindingDetail, peerAddress } from "./finding-details.ts";
import { loginItems } from "./logins.ts";

/** Commands for one terminal. They hold nothing of a host's own words. */
export interface CommandBlock {
  /** Where to run them; one sentence. */
  readonly where: string;
  readonly lines: readonly string[];
}

export function commandsFor(alert: Alert): readonly CommandBlock[] {
  return commands[alert.kind](alert).filter(({ lines }) => lines.length > 0);
}

/** For mails and the terminal: for each kind of finding, the line of the inventory that accepts it; logins also by network. */
export function inventoryLines(alert: Alert, details: readonly FindingDetail[]): string[] {
  return (alert.parts ?? [alert]).flatMap((part) => {
    if (hasLogins(part)) return loginLines(part.findings, narrowestFirst);
    return inventoryLine(part, details)?.split("\n").slice(0, 1) ?? [];
  });
}

/** For issues: the lines of the inventory that accept the findings; undefined where none does. */
export function inventoryLine({ kind, findings }: Alert, details: readonly FindingDetail[]): string | undefined {
  if (kind === "host-key") return hostKeyLine(details);
  if (kind === "peer") return peerLines(findings, details);
  const key = acceptingKeys[kind];
  const accepted = [...new Set(findings.flatMap(key?.of ?? (() => [])))].slice(0, mostCopied);
  if (key === undefined || accepted.length === 0) return undefined;
  return `${key.name}: ${accepted.join(", ")}   # add to the ${key.items} that are there already`;
}

/** For who has logged in: as closing the issue accepts it, and a narrower and a wider line. For all: by DNS names. */
function peerLines(findings: readonly string[], details: readonly FindingDetail[]): string | undefined {
  const lines = hasLogins({ kind: "peer", findings })
    ? loginLines(findings, asIssuesAccept)
    : peerLine(findings, () => undefined, addPeers);
  const nameOf = (finding: string) =>
    details.find((detail) => detail.finding === finding && detail.dnsName !== undefined)?.dnsName;
  const named = findings.some((finding) => nameOf(finding) !== undefined)
    ? peerLine(findings, (finding) => namedItem(finding, nameOf(finding)), "or only by DNS name, where there is one")
    : [];
  return [...lines, ...named, ...keyLine(details)].join("\n") || undefined;
}

function hasLogins({ kind, findings }: Pick<Alert, "kind" | "findings">): boolean {
  return kind === "peer" && findings.some((finding) => loginItems(finding) !== undefined);
}

function loginLines(findings: readonly string[], widths: readonly Width[]): string[] {
  return widths.flatMap(([width, comment]) => peerLine(findings, (finding) => loginItems(finding)?.[width], comment));
}

/** `deploy@ci.example.org` */
function namedItem(finding: string, name: string | undefined): string | undefined {
  const [narrow] = loginItems(finding) ?? [];
  if (name === undefined) return narrow;
  return narrow === undefined ? name : `${loginParts(narrow).user}@${name}`;
}

function peerLine(
  findings: readonly string[],
  itemOf: (finding: string) => string | undefined,
  comment: string,
): string[] {
  const items = [...new Set(findings.flatMap((finding) => itemOf(finding) ?? addressOf(finding)))];
  return items.length === 0 ? [] : [`ssh_peers: ${items.slice(0, mostCopied).join(", ")}   # ${comment}`];
}

/** For who has logged in with a key, where the host tells which. */
function keyLine(details: readonly FindingDetail[]): string[] {
  const items = [...new Set(details.flatMap(({ accepts }) => accepts ?? []))].slice(0, mostCopied);
  if (items.length === 0) return [];
  return [
    `ssh_peers: ${items.join(", ")}   # or from anywhere, but only with ${items.length === 1 ? "this key" : "these keys"}`,
  ];
}

/** Which of `loginItems`, and the comment of its line. */
type Width = readonly [index: 0 | 1 | 2, comment: string];

const addPeers = "add to the peers that are there already";

const asIssuesAccept: readonly Width[] = [
  [1, `${addPeers}; as closing this issue accepts it`],
  [0, "or only from these addresses"],
  [2, "or from anywhere"],
];

const narrowestFirst: readonly Width[] = [
  [0, addPeers],
  [1, "or from their whole networks"],
];

const mostCopied = 20;

interface AcceptingKey {
  readonly name: string;
  readonly items: string;
  readonly of: (finding: string) => string[];
}

const acceptingKeys: Readonly<Partial<Record<AlertKind, AcceptingKey>>> = {
  port: { name: "known_ports", items: "ports", of: portOf },
  account: { name: "known_accounts", items: "accounts", of: accountOf },
};

/** `SHA256:…` as we have computed it. */
function hostKeyLine(details: readonly FindingDetail[]): string | undefined {
  const [offered] = details.flatMap(({ accepts }) => accepts ?? []);
  return offered === undefined ? undefined : `host_key: ${offered}`;
}

/** What to write into the inventory where something else than a finding is accepted: another limit, or less to watch. */
export const otherLimits: Readonly<Partial<Record<AlertKind, { readonly words: string; readonly line?: string }>>> = {
  down: {
    words: "If it is meant to be off, remove it from the inventory, or plan the time there with `maintenance`.",
  },
  disk: { words: "Another limit for this host, or `off`:", line: "thresholds: { disk: 2% }" },
  memory: { words: "Another limit for this host, or `off`:", line: "thresholds: { memory: 1% }" },
  clock: { words: "Another limit for this host, or `off`:", line: "thresholds: { clock: 60s }" },
  cert: { words: "Another limit for this host, or `off`:", line: "thresholds: { cert: 7d }" },
  check: { words: "If the check is no longer made, remove it from `expect` of this host." },
};

const onHost = (...lines: readonly string[]): CommandBlock => ({ where: "On the host:", lines });
const onConsole = (...lines: readonly string[]): CommandBlock => ({ where: "On the host's own console:", lines });
const onceUp = (...lines: readonly string[]): CommandBlock => ({ where: "On the host, when it answers again:", lines });

/** HOST is set first, so that the rest works as it is pasted. */
function nearMonitor(host: string, ...lines: readonly string[]): CommandBlock {
  const where = "On the monitor's machine. `HOST` is the address of the host, as `ip` in the inventory has it:";
  return { where, lines: [`HOST=${target(host)}`, ...lines] };
}

const inClone = (...lines: readonly string[]): CommandBlock => ({
  where: "In a clone of this repository, with GitHub's command line tool:",
  lines,
});

const commands: Readonly<Record<AlertKind, (alert: Alert) => readonly CommandBlock[]>> = {
  outage: ({ findings }) => {
    const hosts = findings.slice(0, mostCommands).map(target).join(" ");
    return [
      {
        where: "On the monitor's machine, with the addresses of the hosts, as `ip` in the inventory has them:",
        lines: ["ip route show default", `for HOST in ${hosts}; do ping -c 2 "$HOST"; done`],
      },
    ];
  },
  down: ({ host }) => [
    nearMonitor(host, 'ping -c 4 "$HOST"', 'ssh -v "$HOST" uptime'),
    onceUp("last -x reboot shutdown | head", "sudo journalctl -b -1 -n 50 --no-pager"),
  ],
  "host-key": ({ host }) => [
    onConsole("for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done   # what it should offer"),
    nearMonitor(host, 'ssh-keyscan "$HOST" 2>/dev/null | ssh-keygen -lf -   # what the network shows; add -p PORT'),
  ],
  peer: () => [
    onHost(
      "who",
      "last -i | head -20",
      "sudo ss -tnp state established | grep sshd",
      "sudo journalctl -u ssh -u sshd -n 100 --no-pager",
    ),
  ],
  port: ({ findings }) => [onHost(...findings.flatMap(listenerCommand).slice(0, mostCommands))],
  account: ({ findings }) => [
    onHost(
      ...findings
        .flatMap(accountOf)
        .slice(0, 3)
        .map((name) => `getent passwd ${name}; id ${name}; last ${name} | head -3`),
      "sudo journalctl _COMM=useradd _COMM=usermod --since '30 days ago' --no-pager | tail -20",
    ),
  ],
  "new-host": ({ parts = [] }) => [onHost(...parts.flatMap(commandsFor).flatMap(({ lines }) => lines))],
  raid: () => [
    onHost(
      "cat /proc/mdstat",
      "sudo zpool status -v",
      "sudo btrfs device stats /",
      "sudo dmesg | grep -iE 'i/o error|ata[0-9]|nvme' | tail -20",
    ),
  ],
  readonly: () => [
    onHost("grep -w ro /proc/mounts", "sudo dmesg | grep -iE 'remount|i/o error|ext4-fs error|xfs|btrfs' | tail -20"),
  ],
  memory: () => [onHost("free -m", "ps aux --sort=-rss | head -15")],
  oom: () => [
    onHost("sudo journalctl -k -g 'out of memory|oom' -n 30 --no-pager", "free -m", "ps aux --sort=-rss | head -15"),
  ],
  check: ({ findings }) => [
    onHost(
      "ls -l --time-style=full-iso /var/lib/server-monitor",
      ...findings
        .flatMap(checkOf)
        .slice(0, 3)
        .map((name) => `head -n 3 /var/lib/server-monitor/${name}`),
    ),
  ],
  unit: ({ findings }) => [
    onHost(
      "systemctl --failed --no-pager",
      ...findings
        .flatMap(unitOf)
        .slice(0, 3)
        .map((unit) => `sudo journalctl -u '${unit}' -n 30 --no-pager`),
    ),
  ],
  disk: () => [
    onHost("df -h -l", "df -i -l", "sudo du -xh / 2>/dev/null | sort -h | tail -20", "journalctl --disk-usage"),
  ],
  ssh: ({ host }) => [
    nearMonitor(host, 'ssh -v "$HOST" true   # with the user and -p PORT of the inventory'),
    onHost("sudo journalctl -u ssh -u sshd -n 50 --no-pager"),
  ],
  http: () => [
    onHost("sudo systemctl status nginx apache2 caddy --no-pager", "sudo ss -ltnp '( sport = :80 or sport = :443 )'"),
  ],
  gpu: () => [onHost("nvidia-smi", "sudo dmesg | grep -iE 'xid|nvrm' | tail -20", "lspci | grep -i nvidia")],
  power: () => [
    onHost("vcgencmd get_throttled", "sensors", "sudo dmesg | grep -iE 'voltage|throttl|thermal' | tail -20"),
  ],
  clock: () => [onHost("timedatectl", "chronyc tracking || timedatectl timesync-status", "date -u")],
  reboots: () => [
    onHost(
      "last -x reboot shutdown | head",
      "sudo journalctl --list-boots --no-pager | tail -5",
      "sudo journalctl -b -1 -n 50 --no-pager",
    ),
  ],
  cert: () => [onHost("sudo certbot certificates", "systemctl list-timers --all | grep -iE 'certbot|acme|lego'")],
  patch: () => [
    onHost(
      "cat /run/reboot-required.pkgs   # Debian, Ubuntu: what wants the reboot",
      "systemctl list-timers --all --no-pager | grep -iE 'apt|dnf|update'",
      "sudo apt-get update && apt list --upgradable   # elsewhere: sudo dnf check-update",
    ),
  ],
  silent: ({ findings }) => (findings.includes("runs") ? watchdogCommands : monitorCommands),
};

const monitorCommands: readonly CommandBlock[] = [
  {
    where: "On the monitor's machine:",
    lines: [
      "sudo systemctl status 'actions.runner.*' --no-pager   # active (running)?",
      "sudo journalctl -u 'actions.runner.*' -n 30 --no-pager   # a runner that is 30 days behind gets no jobs",
      "df -h / && df -i /   # a full disk",
      "sudo journalctl -u server-monitor-dispatch -n 5 --no-pager   # 401: the token of the timer has expired",
    ],
  },
  inClone("gh run list --workflow check.yml --limit 5"),
];
const watchdogCommands: readonly CommandBlock[] = [
  inClone(
    "gh workflow enable watchdog.yml",
    "gh workflow run watchdog.yml",
    "gh run list --workflow watchdog.yml --limit 5",
  ),
];

const mostCommands = 5;

/** The host as the inventory calls it, which is not always a name in DNS: the issue says so. */
function target(host: string): string {
  return /^[A-Za-z0-9][\w.:-]*$/.test(host) ? host : "HOST";
}

function listenerCommand(finding: string): string[] {
  const { port, protocol } = portParts(finding) ?? {};
  return port === undefined ? [] : [`sudo ss ${protocol === "udp" ? "-lunp" : "-ltnp"} 'sport = :${port}'`];
}

/** The probe lets no other characters through, but rows may be anybody's. */
function accountOf(finding: string): string[] {
  const { name } = accountParts(finding);
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,31}$/.test(name) ? [name] : [];
}

function unitOf(finding: string): string[] {
  return /^[A-Za-z0-9:_.@\\-]{1,100}$/.test(finding) && !finding.startsWith("-") ? [finding] : [];
}

function checkOf(finding: string): string[] {
  const { name, state } = checkParts(finding);
  return state !== undefined && /^[A-Za-z0-9._-]{1,40}$/.test(name) ? [name] : [];
}

function portOf(finding: string): string[] {
  return portParts(finding) === undefined ? [] : [finding];
}

function addressOf(finding: string): string[] {
  return [peerAddress(finding) ?? []].flat();
}
