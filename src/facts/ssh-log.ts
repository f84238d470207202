/**
 * Logins as the SSH server has logged them: in systemd's journal, else in the file of syslog. They are read only where the
 * account may read them (groups `systemd-journal` and `adm`).
 *
 *     @server-monitor window 900                         (seconds of the journal that were asked for)
 *     @server-monitor accepted 1795390923.000000 web-1 sshd[9]: Accepted publickey for mon from 10.0.2.2 port 45304 ssh2: ED25519 SHA256:…
 *     @server-monitor accepted 2026-11-22T23:42:03.52+00:00 web-1 sshd-session[9]: Accepted password for eve from …    (syslog)
 *     @server-monitor accepted Nov 22 23:42:03 web-1 sshd[9]: Accepted keyboard-interactive/pam for eve from …    (in local time)
 *     @server-monitor accepted begins Nov 22 06:25:01 web-1 CRON[811]:         (of a file: the beginning of what was read)
 *     @server-monitor accepted exit 0
 *
 * Our own login proves that the SSH server logs there. Without it the log says nothing, which does not mean that nobody has
 * logged in. The journal knows which user has sent a line; into the file any user of the host can have one written.
 */
import { canonicalAddress } from "../address.ts";
import { type Answer, exitStatus, outputLines } from "./answer.ts";

export interface AcceptedLogin {
  readonly user: string;
  /** Canonical. */
  readonly address: string;
  readonly port: number;
  /** `SHA256:…` of the key, else the method: `password`. */
  readonly by: string;
  readonly ageSeconds: number;
}

export interface SshLog {
  readonly logins: readonly AcceptedLogin[];
  /** How far back the log was read. */
  readonly reachSeconds: number;
}

/** How far back the script looks where it is not told. */
export const usualWindowSeconds = 3600;
export const longestWindowSeconds = 86_400;
const mostLines = 300;
const mostFileBytes = 1_000_000;

/** The newest lines, in a ring. */
const filePass = `
    NR < 3 { print "begins", substr($0, 1, 32) }
    / sshd(-session)?\\[[0-9]+\\]: Accepted [^ ]+ for / { line[count++ % ${mostLines}] = $0 }
    END {
      at = count > ${mostLines} ? count - ${mostLines} : 0
      for (; at < count; at++) print line[at % ${mostLines}]
    }
  `.replace(/^ {4}/gm, "  ");

/** `-g` is known since systemd 237, and not built in everywhere. */
export const askSshLog = `\
say window $window
journal=
for file in $root/var/log/journal/*/system.journal $run/log/journal/*/system.journal; do
  [ -r $file ] && journal=1
done
log_file() { tail -c ${mostFileBytes} $file | awk '${filePass}'; }
[ "$journal" ] && tell accepted ${mostLines} within 5 journalctl -q --no-pager -o short-unix --since=-\${window}s -n ${mostLines} \\
  -g '^Accepted [^ ]+ for ' _UID=0 SYSLOG_IDENTIFIER=sshd SYSLOG_IDENTIFIER=sshd-session ||
  for file in $root/var/log/auth.log $root/var/log/secure; do
    [ -r $file ] && tell accepted ${mostLines + 2} log_file && break
  done`;

/** undefined: the log cannot be read, or is not that of the SSH server that we are logged in to. */
export function readSshLog(answer: Answer): SshLog | undefined {
  const lines = outputLines(answer, "accepted");
  const [ourAddress = "", ourPort = ""] = (answer.lines("me")[0] ?? "").split(" ");
  const logins = lines.flatMap((line) => loginIn(line, answer) ?? []);
  const ours = logins.find(({ address, port }) => address === canonicalAddress(ourAddress) && port === Number(ourPort));
  // Not started over SSH: there is no login of ours, and the time of day of a file is that of an unknown zone.
  const isHere = answer.lines("me")[0] === "" && exitStatus(answer, "accepted") === 0 && !lines.some(isInLocalTime);
  const now = ours?.seconds ?? (isHere ? clockSeconds(answer) : Number.NaN);
  if (Number.isNaN(now)) return undefined;
  const aged = logins.map(({ seconds, ...login }) => ({ ...login, ageSeconds: Math.max(0, now - seconds) }));
  return { logins: aged, reachSeconds: reachOf(lines, aged, now, answer) };
}

interface LoggedLogin extends Omit<AcceptedLogin, "ageSeconds"> {
  readonly seconds: number;
}

const loginLine = new RegExp(
  [
    /^([A-Z][a-z]{2} [ \d]\d [\d:]{8}|\S+) \S+ sshd(?:-session)?\[\d+\]: /,
    /Accepted ([a-z-]{1,30})\S* for (.+) from (\S+) port (\d{1,5}) ssh2(?:: \S+ (SHA256:[A-Za-z0-9+/]{43}))?(?: |$)/,
  ]
    .map(({ source }) => source)
    .join(""),
);

function loginIn(line: string, answer: Answer): LoggedLogin | undefined {
  const [, time, method = "", user = "", from = "", port, key] = loginLine.exec(line) ?? [];
  const [seconds, address] = [secondsOf(time, answer), canonicalAddress(from)];
  if (seconds === undefined || address === undefined) return undefined;
  return { user, address, port: Number(port), by: key ?? method, seconds };
}

const localTime = /^(?:begins )?[A-Z][a-z]{2} [ \d]\d [\d:]{8} /;

function isInLocalTime(line: string): boolean {
  return localTime.test(line);
}

/** Seconds since 1970; of a time of day in local time, as if it were UTC: only differences count. */
function secondsOf(time: string | undefined, answer: Answer): number | undefined {
  if (time === undefined) return undefined;
  if (/^\d{9,12}(?:\.\d{1,9})?$/.test(time)) return Number(time);
  const isIso = /^\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d)$/.test(time);
  const ms = isIso ? Date.parse(time) : withoutYear(time, clockSeconds(answer) * 1000);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}

/** NaN: the host did not say. That is told by its own fact. */
function clockSeconds(answer: Answer): number {
  const [text = ""] = answer.lines("now");
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
}

const dayMs = 86_400_000;

/** The year in which it was last so; local time may be ahead of UTC. */
function withoutYear(time: string, nowMs: number): number {
  const inYear = (year: number) => Date.parse(`${time.replace(/^(\w+) +(\d+)/, `$1 $2 ${year}`)} UTC`);
  const year = new Date(nowMs).getUTCFullYear();
  const [last = Number.NaN] = [year + 1, year, year - 1].map(inYear).filter((ms) => ms <= nowMs + dayMs);
  return last;
}

const beginning = /^begins ([A-Z][a-z]{2} [ \d]\d [\d:]{8}|\S+)(?: |$)/;

/** Of a file, to its first line that is whole; where there are as many logins as are passed on, to the oldest. */
function reachOf(lines: readonly string[], logins: readonly AcceptedLogin[], now: number, answer: Answer): number {
  const [begins] = lines.flatMap((line) => secondsOf(beginning.exec(line)?.[1], answer) ?? []);
  const reach = begins === undefined ? windowSeconds(answer) : now - begins;
  if (lines.length < mostLines) return reach;
  return Math.min(reach, Math.max(...logins.map(({ ageSeconds }) => ageSeconds)));
}

function windowSeconds(answer: Answer): number {
  const [, seconds = 0] = /^(\d{1,5})$/.exec(answer.lines("window")[0] ?? "") ?? [];
  return Number(seconds);
}
