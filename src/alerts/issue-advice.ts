/** What to look at on the host, and how to vouch for what was found: lines that a person can copy. Pure. */
import { canonicalAddress } from "../address.ts";
import type { Alert, AlertKind } from "./alert.ts";

/** Commands for a terminal, most telling first. Holds nothing of a host's own words. */
export function commandsFor(alert: Alert): readonly string[] {
  return commands[alert.kind](alert);
}

/** The line of the inventory that accepts the findings; undefined where none does. */
export function inventoryLine({ kind, findings }: Alert): string | undefined {
  const accepted = [...new Set(findings.flatMap(kind === "port" ? portOf : addressOf))].slice(0, mostCopied);
  if ((kind !== "port" && kind !== "peer") || accepted.length === 0) return undefined;
  return `${kind === "port" ? "known_ports" : "ssh_peers"}: …, ${accepted.join(", ")}`;
}

const mostCopied = 20;

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
  disk: () => ["df -h /", "df -i /", "sudo du -xh / 2>/dev/null | sort -h | tail -20", "journalctl --disk-usage"],
  ssh: ({ host }) => [`ssh -v ${target(host)} true`, "sudo journalctl -u ssh -n 50"],
  http: () => ["sudo systemctl status nginx apache2 --no-pager", "sudo ss -ltnp '( sport = :80 or sport = :443 )'"],
  gpu: () => ["nvidia-smi", "sudo dmesg | grep -iE 'xid|nvrm' | tail -20", "lspci | grep -i nvidia"],
  cert: () => ["sudo certbot certificates", "systemctl list-timers | grep -iE 'certbot|acme'"],
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

function portOf(finding: string): string[] {
  return /^\d{1,5}(\/udp)?$/.test(finding) ? [finding] : [];
}

/** Of `pi@192.0.2.1`, or an address alone. A user may be called anything; the address is what follows the last `@`. */
function addressOf(finding: string): string[] {
  const address = canonicalAddress(finding.slice(finding.lastIndexOf("@") + 1));
  return address === undefined ? [] : [address];
}
