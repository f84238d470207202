/**
 * An alert in words, for issues, mails, commits and pages. Findings and cells may be a host's own words, and so is every
 * text made of them: safe-text.ts makes it harmless for each medium. Pure.
 */
import type { Untrusted } from "../outcome.ts";
import type { Row } from "../row/row.ts";
import { count } from "../words/count.ts";
import { binarySize } from "../words/size.ts";
import { type Alert, type AlertKind, alertKinds } from "./alert.ts";

const mostNamed = 3;
/** Room for a user at an IPv6 address. */
const longestFinding = 72;

/** `[port] web-1: 8080 is open`. The same as long as the findings are: figures that move are in `alertDetail`. */
export function alertTitle(alert: Alert): Untrusted {
  return { untrusted: `[${alert.kind}] ${clipped(alert.host)}: ${finding(alert)}` };
}

/** `8080 is open` */
export function alertFinding(alert: Alert): Untrusted {
  return { untrusted: finding(alert) };
}

/** What the newest row says of it: `ssh:timeout`, `9 days left`. Empty where the finding says it all. */
export function alertDetail(alert: Alert): Untrusted {
  return { untrusted: clipped(details[alert.kind]?.(alert.evidence[0] ?? nothingSeen) ?? "") };
}

/** `db-1 is back`, `8080 on web-1 is closed` */
export function alertRecovery(alert: Alert): Untrusted {
  return { untrusted: recoveries[alert.kind](clipped(alert.host), alert.findings) };
}

/** What to do first, in one line. */
export function alertAdvice({ kind }: Alert): string {
  return advice[kind];
}

/** By kind, then the one that has lasted longest. */
export function worstFirst(alerts: readonly Alert[]): Alert[] {
  const severity = ({ kind }: Alert) => alertKinds.indexOf(kind);
  return alerts.toSorted((a, b) => severity(a) - severity(b) || a.since.getTime() - b.since.getTime());
}

function finding(alert: Alert): string {
  return findingWords[alert.kind](alert);
}

const findingWords: Readonly<Record<AlertKind, (alert: Alert) => string>> = {
  down: () => "nothing answers",
  "host-key": (alert) => (isUnknownKey(alert) ? "its host key is unknown" : "its host key has changed"),
  peer: ({ findings }) => peerWords(findings),
  port: ({ findings }) => `${listed(findings)} ${findings.length === 1 ? "is" : "are"} open`,
  disk: () => "the disk is nearly full",
  ssh: () => "SSH does not work",
  http: () => "the page does not work",
  gpu: ({ findings }) =>
    `${listed(findings).replaceAll("gpu ", "GPU ") || "a GPU"} ${findings.length > 1 ? "are" : "is"} gone`,
  cert: () => "the certificate expires soon",
  silent: () => "no new rows come in",
};

function isUnknownKey(alert: Alert): boolean {
  const said = [...alert.findings, ...(alert.evidence[0]?.errors ?? [])];
  return said.includes("ssh:host-key-unknown") && !said.includes("ssh:host-key-changed");
}

/** Who has logged in, before who is merely connected. */
function peerWords(findings: readonly string[]): string {
  const logins = findings.filter(isLogin);
  const peers = findings.filter((peer) => !isLogin(peer));
  const from = logins.length === 1 ? "an unknown address" : "unknown addresses";
  return [
    ...(logins.length > 0 ? [`${listed(logins)} logged in from ${from}`] : []),
    ...(peers.length > 0 ? [`${listed(peers)} ${peers.length === 1 ? "stays" : "stay"} connected to SSH`] : []),
  ].join(", ");
}

function isLogin(finding: string): boolean {
  return finding.includes("@");
}

/** `8080, 8443, 9000 and 5 more` */
function listed(findings: readonly string[]): string {
  const more = findings.length > mostNamed ? [`${findings.length - mostNamed} more`] : [];
  const names = [...findings.slice(0, mostNamed).map(clipped), ...more];
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function clipped(text: string): string {
  return text.length > longestFinding ? `${text.slice(0, longestFinding)}…` : text;
}

type Seen = Partial<Row>;
const nothingSeen: Seen = {};

const details: Readonly<Partial<Record<AlertKind, (row: Seen) => string>>> = {
  // That a host which is down does not answer to pings goes without saying.
  down: (row) => codes(row, /^(?!ping:)/) || codes(row, /^/),
  disk: ({ diskAvailMib }) => ifKnown(diskAvailMib, (mib) => `${binarySize(mib)} left`),
  ssh: (row) => codes(row, /^(ssh|probe):/),
  http: (row) => codes(row, /^http:/) || ifKnown(row.httpCode, (code) => `it answers ${code}`),
  cert: ({ certDays }) => ifKnown(certDays, (days) => (days < 0 ? "expired" : `${count(days, "day")} left`)),
};

function codes({ errors = [] }: Seen, kind: RegExp): string {
  return errors.filter((code) => kind.test(code)).join(", ");
}

function ifKnown(value: number | undefined, words: (value: number) => string): string {
  return value === undefined ? "" : words(value);
}

const recoveries: Readonly<Record<AlertKind, (host: string, findings: readonly string[]) => string>> = {
  down: (host) => `${host} is back`,
  "host-key": (host) => `${host} has the trusted host key again`,
  peer: (host) => `nobody unknown is on ${host} any more`,
  port: (host, ports) => `${listed(ports)} on ${host} ${ports.length === 1 ? "is" : "are"} closed`,
  disk: (host) => `${host} has room on its disk again`,
  ssh: (host) => `SSH works again on ${host}`,
  http: (host) => `the page of ${host} works again`,
  gpu: (host) => `the GPUs of ${host} are all there again`,
  cert: (host) => `the certificate of ${host} has been renewed`,
  silent: () => "new rows come in again",
};

const advice: Readonly<Record<AlertKind, string>> = {
  down: "Look whether it has power and network; its console tells what the monitor cannot see.",
  "host-key":
    "Do not log in before you have compared the key on the host's own console; then update host_key or known-hosts.",
  peer: "Run `who` and `last` on the host. If you know the address, add it to ssh_peers; if not, cut it off and change the keys.",
  port: "Run `sudo ss -ltunp` on the host to see whose it is. If it may stay, add it to known_ports.",
  disk: "Run `sudo du -xh / | sort -h | tail` on the host to see what fills it.",
  ssh: "Try `ssh -v` from the monitor's machine: it tells at which step the login ends.",
  http: "Open the page, and look at the web server's log on the host.",
  gpu: "Run `nvidia-smi` and `sudo dmesg | grep -i xid` on the host; a lost GPU often needs a cold restart.",
  cert: "Renew the certificate, and see why its renewal did not run by itself.",
  silent: "Look at the runner: is its machine on, is its service running, is the schedule still enabled?",
};
