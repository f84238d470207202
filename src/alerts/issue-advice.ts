/** What to look at on the host, and how to vouch for what was found: lines that a person can copy. Pure. */
import { canonicalAddress } from "../address.ts";
import type { Alert, AlertKind } from "./alert.ts";

/** Commands for a terminal, most telling first. Holds nothing of a host's own words. */
export function commandsFor(alert: Alert): readonly string[] {
  return commands[alert.kind](alert);
}

/** The line of the inventory that accepts the findings; undefined where none does. */
export function inventoryLine({ kind, findings }: Alert): string | undefined {
  const key = acceptingKeys[kind];
  const accepted = [...new Set(findings.flatMap(key?.of ?? (() => [])))].slice(0, mostCopied);
  return key === undefined || accepted.length === 0 ? undefined : `${key.name}: …, ${accepted.join(", ")}`;
}

const mostCopied = 20;

const acceptingKeys: Readonly<Partial<Record<AlertKind, { name: string; of: (finding: string) => string[] }>>> = {
  port: { name: "known_ports", of: portOf },
  peer: { name: "ssh_peers", of: addressOf },
  account: { name: "known_accounts", of: accountOf },
};

const commands: Readonly<Record<AlertKind, (alert: Alert) => readonly string[]>> = {
  outage: ({ findings }) => findings.slice(0, mostCommands).map((host) => `ping -c 4 ${target(host)}`),
  down: ({ host }) => [`ping -c 4 ${target(host)}`, `ssh -v ${target(host)} uptime`, "last -x reboot shutdown | head"],
  "host-key": ({ host }) => [
    `ssh-keyscan ${target(host)} 2>/dev/null | ssh-keygen -lf -   # what the network shows`,
    "for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done   # on the host's own console",
  ],
  peer: () => [
    "who",
    "last -i | head -20",
    "sudo ss -tnp state established '( sport = :22 )'",
    "sudo journalctl -u ssh -n 100",
  ],
  port: ({ findings }) => findings.flatMap(listenerCommand).slice(0, mostCommands),
  account: ({ findings }) => [
    ...findings
      .flatMap(accountOf)
      .slice(0, 3)
      .map((name) => `getent passwd ${name}; id ${name}; sudo lastlog -u ${name}`),
    "sudo journalctl _COMM=useradd _COMM=usermod --since '30 days ago' --no-pager | tail -20",
  ],
  raid: () => [
    "cat /proc/mdstat",
    "sudo zpool status -v",
    "sudo btrfs device stats /",
    "sudo dmesg | grep -iE 'i/o error|ata[0-9]|nvme' | tail -20",
  ],
  readonly: () => [
    "grep -w ro /proc/mounts",
    "sudo dmesg | grep -iE 'remount|i/o error|ext4-fs error|xfs|btrfs' | tail -20",
  ],
  memory: () => ["free -m", "ps aux --sort=-rss | head -15"],
  oom: () => ["sudo journalctl -k -g 'out of memory|oom' -n 30 --no-pager", "free -m", "ps aux --sort=-rss | head -15"],
  check: ({ findings }) => [
    "ls -l --time-style=full-iso /var/lib/server-monitor",
    ...findings
      .flatMap(checkOf)
      .slice(0, 3)
      .map((name) => `head -n 3 /var/lib/server-monitor/${name}`),
  ],
  unit: ({ findings }) => [
    "systemctl --failed --no-pager",
    ...findings
      .flatMap(unitOf)
      .slice(0, 3)
      .map((unit) => `sudo journalctl -u '${unit}' -n 30 --no-pager`),
  ],
  disk: () => ["df -h -l", "df -i -l", "sudo du -xh / 2>/dev/null | sort -h | tail -20", "journalctl --disk-usage"],
  ssh: ({ host }) => [`ssh -v ${target(host)} true`, "sudo journalctl -u ssh -n 50"],
  http: () => ["sudo systemctl status nginx apache2 --no-pager", "sudo ss -ltnp '( sport = :80 or sport = :443 )'"],
  gpu: () => ["nvidia-smi", "sudo dmesg | grep -iE 'xid|nvrm' | tail -20", "lspci | grep -i nvidia"],
  power: () => ["vcgencmd get_throttled", "sensors", "sudo dmesg | grep -iE 'voltage|throttl|thermal' | tail -20"],
  clock: () => ["timedatectl", "chronyc tracking || timedatectl timesync-status", "date -u"],
  reboots: () => [
    "last -x reboot shutdown | head",
    "sudo journalctl --list-boots --no-pager | tail -5",
    "sudo journalctl -b -1 -n 50 --no-pager",
  ],
  cert: () => ["sudo certbot certificates", "systemctl list-timers | grep -iE 'certbot|acme'"],
  patch: () => [
    "ls -l /run/reboot-required /run/reboot-required.pkgs; cat /run/reboot-required.pkgs",
    "systemctl list-timers --no-pager | grep -iE 'apt|dnf|update'",
    "sudo apt update && apt list --upgradable",
  ],
  silent: ({ findings }) => (findings.includes("runs") ? watchdogCommands : monitorCommands),
};

const monitorCommands = [
  "sudo systemctl status 'actions.runner.*' --no-pager   # active (running)?",
  "sudo journalctl -u 'actions.runner.*' -n 30 --no-pager   # a runner that is 30 days behind gets no jobs",
  "df -h / && df -i /   # a full disk",
  "sudo journalctl -u server-monitor-dispatch -n 5 --no-pager   # 401: the token of the timer has expired",
  "gh run list --workflow check.yml --limit 5",
];
const watchdogCommands = [
  "gh workflow enable watchdog.yml",
  "gh workflow run watchdog.yml",
  "gh run list --workflow watchdog.yml --limit 5",
];

const mostCommands = 5;

/** The host as the inventory calls it: a name of ours may be no name of the network's. */
function target(host: string): string {
  return /^[A-Za-z0-9][\w.:-]*$/.test(host) ? host : "HOST";
}

function listenerCommand(finding: string): string[] {
  const [, port, udp] = /^(\d{1,5})(\/udp)?$/.exec(finding) ?? [];
  return port === undefined ? [] : [`sudo ss ${udp ? "-lunp" : "-ltnp"} 'sport = :${port}'`];
}

/** Of `eve:root`. The probe lets no other characters through, but rows may be anybody's. */
function accountOf(finding: string): string[] {
  const [, name] = /^([A-Za-z0-9_][A-Za-z0-9._-]{0,31})(?::(?:root|sudo))?$/.exec(finding) ?? [];
  return name === undefined ? [] : [name];
}

function unitOf(finding: string): string[] {
  return /^[A-Za-z0-9:_.@\\-]{1,100}$/.test(finding) && !finding.startsWith("-") ? [finding] : [];
}

/** Of `backup:late`. */
function checkOf(finding: string): string[] {
  const [, name] = /^([A-Za-z0-9._-]{1,40}):[a-z]+$/.exec(finding) ?? [];
  return name === undefined ? [] : [name];
}

function portOf(finding: string): string[] {
  return /^\d{1,5}(\/udp)?$/.test(finding) ? [finding] : [];
}

/** Of `pi@192.0.2.1`, or an address alone. A user may be called anything; the address is what follows the last `@`. */
function addressOf(finding: string): string[] {
  const address = canonicalAddress(finding.slice(finding.lastIndexOf("@") + 1));
  return address === undefined ? [] : [address];
}
