/**
 * An alert in words, for issues, mails, commits and pages. Findings and cells may be a host's own words, and so is every
 * text made of them: safe-text.ts makes it harmless for each medium. Pure.
 */
import type { Untrusted } from "../outcome.ts";
import { columnTable } from "../row/columns.ts";
import { accountParts, checkParts } from "../row/items.ts";
import type { Row } from "../row/row.ts";
import { terminalText } from "../safe-text.ts";
import { causeWords, type Quote, statusCause } from "../words/cause.ts";
import { count, listed } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { binarySize, freeOf } from "../words/size.ts";
import { type Alert, type AlertKind, alertKinds, firstDayKinds, readPartFinding } from "./alert.ts";

/** Room for a user at an IPv6 address. */
const longestFinding = 72;

/** `[port] web-1: port 8080 is open`. The same as long as the findings are: figures that move are in `alertDetail`. */
export function alertTitle(alert: Alert): Untrusted {
  return { untrusted: `[${alert.kind}] ${clipped(alert.host)}: ${finding(alert)}` };
}

/** `port 8080 is open` */
export function alertFinding(alert: Alert): Untrusted {
  return { untrusted: finding(alert) };
}

/** The same, where words of ours are not escaped: `quote` makes each name that a host said inert. */
export function findingIn(alert: Alert, quote: Quote): string {
  return finding(alert, (name) => quote(clipped(name)));
}

/** Alerts of several hosts that have this in common are told as one. */
export function alertSameness(alert: Alert): Untrusted {
  return { untrusted: alert.kind === "new-host" ? standing(alert) : finding(alert) };
}

/** What the newest row says of it: `SSH did not answer in time`, `9 days left`. Empty where the finding says it all. */
export function alertDetail(alert: Alert): Untrusted {
  return { untrusted: detail(alert) };
}

/** As `findingIn`. */
export function detailIn(alert: Alert, quote: Quote): string {
  return detail(alert, (name) => quote(clipped(name)));
}

/** `port 8080 is open`, `the certificate expires soon (8 days left)`, `answers again; closes with the next check` */
export function alertStanding(alert: Alert): Untrusted {
  return { untrusted: standing(alert) };
}

/** `[port] web-1: port 8080 is open`, with all that the newest row says of it. */
export function alertLine(alert: Alert): Untrusted {
  return { untrusted: `[${alert.kind}] ${clipped(alert.host)}: ${standing(alert)}` };
}

function standing(alert: Alert): string {
  if (alert.closing !== undefined) return `${recovery(alert)}; ${closingWords(alert.closing)}`;
  const words = detail(alert);
  return words === "" ? finding(alert) : `${finding(alert)} (${words})`;
}

function closingWords(closing: NonNullable<Alert["closing"]>): string {
  if (closing === "after maintenance") return "closes after the maintenance";
  if (closing === "when quiet") return "comes and goes, closes after some quiet hours";
  return closing === 1 ? "closes with the next check" : `closes after ${closing} more such checks`;
}

/** `db-1: answers again`, `web-1: port 8080 is closed or in known_ports` */
export function alertRecovery(alert: Alert): Untrusted {
  return { untrusted: `${clipped(alert.host)}: ${recovery(alert)}` };
}

/** `answers again` */
export function alertRecovered(alert: Alert): Untrusted {
  return { untrusted: recovery(alert) };
}

/** Alerts of one kind that say the same: `[down] db-1 and db-2: nothing answers`, `[down] 7 hosts: nothing answers` */
export function hostsTitle(alerts: readonly [Alert, ...Alert[]]): Untrusted {
  const [first] = alerts;
  return { untrusted: `[${first.kind}] ${hostNames(alerts)}: ${finding(first)}` };
}

/** `db-1: answers again`, `7 hosts: answer again` */
export function hostsRecovery(alerts: readonly [Alert, ...Alert[]]): Untrusted {
  const words = recovery(alerts[0]);
  const plural = words === recoveries.down([]) ? "answer again" : words;
  return { untrusted: `${hostNames(alerts)}: ${alerts.length === 1 ? words : plural}` };
}

const mostHostsNamed = 3;

function hostNames(alerts: readonly Alert[]): string {
  return alerts.length > mostHostsNamed
    ? `${alerts.length} hosts`
    : named(
        alerts.map(({ host }) => host),
        clipped,
      );
}

/** What to do first, in one line. */
export function alertAdvice({ kind, findings }: Alert): string {
  return kind === "silent" && isOfWatchdog(findings) ? watchdogAdvice : advice[kind];
}

/** By kind, then the one that has lasted longest. */
export function worstFirst(alerts: readonly Alert[]): Alert[] {
  const severity = ({ kind }: Alert) => alertKinds.indexOf(kind);
  return alerts.toSorted((a, b) => severity(a) - severity(b) || a.since.getTime() - b.since.getTime());
}

/** How a name that a host said is put into a sentence. */
type Name = (text: string) => string;

function finding(alert: Alert, name: Name = clipped): string {
  return findingWords[alert.kind](alert, name);
}

const findingWords: Readonly<Record<AlertKind, (alert: Alert, name: Name) => string>> = {
  outage: ({ findings }, name) => `${named(findings, name)} turned bad at once`,
  down: () => "nothing answers",
  "host-key": (alert) => (isUnknownKey(alert) ? "its host key is unknown" : "its host key has changed"),
  peer: ({ findings }, name) => peerWords(findings, name),
  port: ({ findings }, name) => `${portWords(findings, name)} ${findings.length === 1 ? "is" : "are"} open`,
  account: ({ findings }, name) => `${accountWords(findings, name)} ${findings.length === 1 ? "has" : "have"} appeared`,
  "new-host": ({ findings }) => `${listed(firstDayCounts(findings), 4)} to confirm`,
  raid: ({ findings }, name) => `${named(findings, name)} ${findings.length === 1 ? "is" : "are"} degraded`,
  readonly: ({ findings }, name) => `${named(findings, name)} ${findings.length === 1 ? "is" : "are"} read-only`,
  disk: ({ findings }, name) => diskWords(findings, name),
  memory: () => "memory is nearly used up",
  oom: () => "the kernel killed a process because memory ran out",
  check: ({ findings }, name) => checkWords(findings, name),
  unit: ({ findings }, name) => `${named(findings, name)} ${findings.length === 1 ? "has" : "have"} failed`,
  ssh: () => "SSH does not work",
  http: () => "the page does not work",
  gpu: ({ findings }, name) =>
    `${named(findings.map(gpuName), name) || "a GPU"} ${findings.length > 1 ? "are" : "is"} gone`,
  power: ({ findings }, name) => named(findings.map(spaced), name) || "the power is not as it should be",
  clock: () => "the clock is off",
  reboots: () => "it has booted three times within six hours",
  cert: () => "the certificate expires soon",
  patch: ({ findings }) => patchWords(findings),
  silent: ({ findings }) => (isOfWatchdog(findings) ? "it has not run for hours" : "no new rows come in"),
};

/** Rows are the monitors'. */
function isOfWatchdog(findings: readonly string[]): boolean {
  return findings.includes("runs");
}

function gpuName(finding: string): string {
  return finding.replace(/^gpu /, "GPU ");
}

function spaced(words: string): string {
  return words.replace("-", " ");
}

function isUnknownKey(alert: Alert): boolean {
  const said = [...alert.findings, ...(alert.evidence[0]?.errors ?? [])];
  return said.includes("ssh:host-key-unknown") && !said.includes("ssh:host-key-changed");
}

/** Who has logged in, before who is merely connected. */
function peerWords(findings: readonly string[], name: Name): string {
  const logins = findings.filter(isLogin);
  const peers = findings.filter((peer) => !isLogin(peer));
  const from = logins.length === 1 ? "an unknown address" : "unknown addresses";
  return [
    ...(logins.length > 0 ? [`${named(logins, name)} logged in from ${from}`] : []),
    ...(peers.length > 0 ? [`${named(peers, name)} ${peers.length === 1 ? "stays" : "stay"} connected to SSH`] : []),
  ].join(", ");
}

function isLogin(finding: string): boolean {
  return finding.includes("@");
}

/** `port 8080`, `ports 8080, 8443, 9000 and 5 more` */
function portWords(ports: readonly string[], name: Name): string {
  return `${ports.length === 1 ? "port" : "ports"} ${named(ports, name)}`;
}

/** The findings of a kind, of an alert of `new-host`. */
function partOf(findings: readonly string[], wanted: AlertKind): string[] {
  const parts = findings.flatMap((text) => readPartFinding(text) ?? []);
  return parts.filter(({ kind }) => kind === wanted).map(({ finding }) => finding);
}

/** `3 open ports`, `1 SSH login`, `2 accounts` */
function firstDayCounts(findings: readonly string[]): string[] {
  const [ports, peers, accounts] = firstDayKinds.map((kind) => partOf(findings, kind));
  const logins = peers?.filter(isLogin).length ?? 0;
  const counts: [number, string][] = [
    [ports?.length ?? 0, "open port"],
    [logins, "SSH login"],
    [(peers?.length ?? 0) - logins, "SSH connection"],
    [accounts?.length ?? 0, "account"],
  ];
  return counts.filter(([number]) => number > 0).map(([number, noun]) => count(number, noun));
}

/** `ports 22 and 80, deploy@198.51.100.7, account eve (root)` */
function firstDayNames(findings: readonly string[], name: Name): string {
  const [ports, peers, accounts] = [partOf(findings, "port"), partOf(findings, "peer"), partOf(findings, "account")];
  const words = [
    ports.length > 0 ? portWords(ports, name) : "",
    named(peers, name),
    accounts.length > 0 ? accountWords(accounts, name) : "",
  ];
  return words.filter(Boolean).join(", ");
}

/** `account eve (root)`: what it may do stands behind the colon. */
function accountWords(accounts: readonly string[], name: Name): string {
  const words = accounts.map((account) => {
    const { name: user, right } = accountParts(account);
    return right === undefined ? name(user) : `${name(user)} (${right})`;
  });
  return `${accounts.length === 1 ? "account" : "accounts"} ${listed(words)}`;
}

function diskWords(findings: readonly string[], name: Name): string {
  const mounts = findings.filter((finding) => finding !== "inodes");
  const names = mounts.join() === "/" ? "the disk" : named(mounts, name);
  return (
    [
      ...(mounts.length > 0 ? [`${names} ${mounts.length === 1 ? "is" : "are"} nearly full`] : []),
      ...(findings.includes("inodes") ? ["a file system has hardly any inodes left"] : []),
    ].join(", ") || "the disk is nearly full"
  );
}

const checkStates: Readonly<Record<string, string>> = {
  late: "late",
  missing: "missing",
  crit: "critical",
  warn: "a warning",
};

/** `check backup is late, check smart is critical` */
function checkWords(findings: readonly string[], name: Name): string {
  const words = findings.map((finding) => {
    const { name: check, state = "" } = checkParts(finding);
    return `check ${name(check)} is ${checkStates[state] ?? "not OK"}`;
  });
  return listed(words) || "a check is not OK";
}

function patchWords(findings: readonly string[]): string {
  return (
    [
      ...(findings.includes("package lists") ? ["package lists are old"] : []),
      ...(findings.includes("reboot") ? ["a reboot is pending"] : []),
    ].join(", ") || "updates are pending"
  );
}

function named(findings: readonly string[], name: Name): string {
  return listed(findings.map(name));
}

function clipped(text: string): string {
  return text.length > longestFinding ? `${text.slice(0, longestFinding)}…` : text;
}

function detail({ kind, findings, evidence: [newest] }: Alert, name: Name = clipped): string {
  return details[kind]?.(newest ?? nothingSeen, findings, name) ?? "";
}

function recovery({ kind, findings }: Alert): string {
  return recoveries[kind](findings);
}

type Seen = Partial<Row>;
const nothingSeen: Seen = {};

const details: Readonly<Partial<Record<AlertKind, (row: Seen, findings: readonly string[], name: Name) => string>>> = {
  // That a host which is down does not answer pings goes without saying.
  down: ({ errors = [] }, _, name) => causeWords(errors, codeIn(name)),
  "new-host": (_, findings, name) => firstDayNames(findings, name),
  disk: diskDetail,
  memory: ({ memAvailMib, memTotalMib }) => ifKnown(memAvailMib, (mib) => `${freeOf(mib, memTotalMib)} available`),
  oom: ({ oomKills }) => ifKnown(oomKills, (kills) => `${count(kills, "kill")} since the boot`),
  clock: ({ clockS }) =>
    ifKnown(clockS, (seconds) => `${durationWords(1000 * Math.abs(seconds))} ${seconds < 0 ? "behind" : "ahead"}`),
  patch: ({ packagesDays, rebootDays }) =>
    [
      ifKnown(packagesDays, (days) => `lists refreshed ${count(days, "day")} ago`),
      typeof rebootDays === "number" ? `reboot pending for ${count(rebootDays, "day")}` : "",
    ]
      .filter(Boolean)
      .join(", "),
  ssh: ({ errors = [] }, _, name) => causeWords(errors.filter(isOfSession), codeIn(name)),
  http: ({ errors = [], httpCode }, _, name) =>
    causeWords(errors.filter(isOfPage), codeIn(name)) || ifKnown(httpCode, statusCause),
  cert: ({ certDays }) => ifKnown(certDays, (days) => (days < 0 ? "expired" : `${count(days, "day")} left`)),
};

/** Of each file system that is short of it. */
function diskDetail({ diskAvailMib, disks = [], inodesFreePct }: Seen, findings: readonly string[], name: Name) {
  const all = [...(diskAvailMib === undefined ? [] : [{ mount: "/", availMib: diskAvailMib }]), ...disks];
  const short = all.filter(({ mount }) => findings.includes(mount));
  const shown = short.map(
    ({ mount, availMib }) => `${binarySize(availMib)} left${short.length > 1 ? ` on ${name(mount)}` : ""}`,
  );
  const inodes = ifKnown(inodesFreePct, (share) => `${columnTable.inodesFreePct.words(share)} of inodes left`);
  return [...shown.slice(0, 3), findings.includes("inodes") ? inodes : ""].filter(Boolean).join(", ");
}

/** A code that is not ours. */
function codeIn(name: Name): Quote {
  return (code) => name(terminalText(code));
}

function isOfSession(code: string): boolean {
  return code.startsWith("ssh:") || code.startsWith("probe:");
}

function isOfPage(code: string): boolean {
  return code.startsWith("http:");
}

function ifKnown(value: number | undefined, words: (value: number) => string): string {
  return value === undefined ? "" : words(value);
}

const recoveries: Readonly<Record<AlertKind, (findings: readonly string[]) => string>> = {
  outage: () => "the hosts that turned bad at once are back",
  down: () => "answers again",
  "host-key": () => "the trusted host key is back",
  peer: () => "no unknown SSH client is left",
  port: (ports) => `${portWords(ports, clipped)} ${ports.length === 1 ? "is" : "are"} closed or in known_ports`,
  account: (accounts) =>
    `${accountWords(accounts, clipped)} ${accounts.length === 1 ? "is" : "are"} gone or counted as known`,
  "new-host": () => "nothing of its first day is left to confirm",
  raid: (devices) => `${named(devices, clipped)} ${devices.length === 1 ? "is" : "are"} complete again`,
  readonly: (mounts) => `${named(mounts, clipped)} can be written to again`,
  disk: (findings) => (findings.join() === "/" ? "the disk has room again" : "all file systems have room again"),
  memory: () => "memory is available again",
  oom: () => "no process was killed for a day",
  check: () => "all checks are OK again",
  unit: (units) => `${named(units, clipped)} ${units.length === 1 ? "has" : "have"} not failed any more`,
  ssh: () => "SSH works again",
  http: () => "the page works again",
  gpu: () => "all GPUs are back",
  power: () => "power and temperature are as they should be again",
  clock: () => "the clock is right again",
  reboots: () => "it has stayed up",
  cert: () => "the certificate has been renewed",
  patch: () => "package lists are fresh and no reboot is overdue",
  silent: (findings) => (isOfWatchdog(findings) ? "the watchdog runs again" : "new rows come in again"),
};

const advice: Readonly<Record<AlertKind, string>> = {
  outage:
    "Look for what these hosts have in common: a switch, a provider, a VPN, a name server, or the monitor's own way to them.",
  down: "Check its power, its network, and what its console shows.",
  "host-key":
    "Do not log in before you have compared the key on the host's own console; then update host_key or known-hosts.",
  peer: "Run `who` and `last` on the host. If you know the address, add it to ssh_peers; if not, cut it off and change the keys.",
  port: "Run `sudo ss -ltunp` on the host to see whose it is. If it may stay, add it to known_ports.",
  account: "Look who made it and when (`sudo journalctl _COMM=useradd`). If it may stay, add it to known_accounts.",
  "new-host":
    "Check that each of these is expected, and add the lines of the inventory. Find out who is behind anything that is not.",
  raid: "See which member is missing, save what is not backed up, and replace the disk.",
  readonly: "The kernel does this after an I/O error: read `sudo dmesg`, save the data, then check the file system.",
  disk: "Run `sudo du -xh / | sort -h | tail` on the host to see what fills it.",
  memory: "Run `ps aux --sort=-rss | head` on the host to see what takes it.",
  oom: "Run `sudo journalctl -k -g oom` on the host: it names the process that was killed, and what took the memory.",
  check: "Look at the file in /var/lib/server-monitor on the host, and at the job that writes it.",
  unit: "Run `systemctl status` and `journalctl -u` for the unit on the host; `systemctl reset-failed` forgets it.",
  ssh: "Try `ssh -v` from the monitor's machine: it tells at which step the login ends.",
  http: "Open the page, and look at the web server's log on the host.",
  gpu: "Run `nvidia-smi` and `sudo dmesg | grep -i xid` on the host; a lost GPU often needs a cold restart.",
  power: "Check the supply and its cable, the fan, and how warm the place is.",
  clock: "Run `timedatectl` on the host: is it synchronised, and can it reach its time servers (123/udp)?",
  reboots:
    "Run `last -x reboot` and `journalctl -b -1 -n 50` on the host: what was the last thing before it went down?",
  cert: "Renew the certificate, and see why its renewal did not run by itself.",
  patch: "Install the updates, reboot the host at a good time, and see why it is not done by itself.",
  silent:
    "Look at the monitor's machine: power, network, the runner's service and version, a full disk, an expired token of its timer.",
};

const watchdogAdvice =
  "Start watchdog.yml by hand, see that it is enabled, and let a timer start it (docs/second-clock.md).";
