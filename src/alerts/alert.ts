/** An alert: something about a host, or about the monitor itself, that a person should know of. */
import type { Row } from "../row/row.ts";

export const alertKinds = [
  "outage",
  "down",
  "host-key",
  "peer",
  "account",
  "port",
  "new-host",
  "raid",
  "readonly",
  "disk",
  "memory",
  "oom",
  "check",
  "unit",
  "ssh",
  "http",
  "gpu",
  "power",
  "clock",
  "reboots",
  "cert",
  "patch",
  "silent",
] as const;
/** The worst first. */
export type AlertKind = (typeof alertKinds)[number];

/** For people: when it opens; Markdown. Where nothing else is said, `confirm` checks in a row must agree. */
export const alertMeanings: Readonly<Record<AlertKind, string>> = {
  outage:
    "At least three hosts, and at least half of those that were up, turned bad in one run, also in the second try. At once. The alert names them; until fewer than three of them are bad, or for an hour, they open no `down`, `http` and `ssh` of their own",
  down: "Nothing answers: ping, page and SSH, as far as each is configured. It waits longer where the host is usually away now and then. While it lasts, nothing else is raised for the host",
  "host-key": "The host's SSH key has changed, or is not known. At the first check",
  peer: "Somebody has logged in from an address that is not in `ssh_peers`: at the first check. Or a connection of such an address to the SSH port stays open",
  port: "A port is open that is not in `known_ports`. Ports on loopback do not count, and neither do UDP ports in the range that programs get at random",
  account:
    "An account that can log in or has privileges has appeared and is not in `known_accounts`. Those of a host's first day of rows count as known, and so does one that has been there for six days",
  "new-host":
    "A host that is new in the inventory has open ports as well as logins or connections that its inventory does not expect, found together within a day of its first login. Then this is one alert, which also lists its accounts, and no `port` and `peer`",
  raid: "An md array, a ZFS pool or a btrfs is degraded",
  readonly: "A file system is mounted read-only although `/etc/fstab` does not say so",
  disk: "A file system has less left than 5 % or 1 GiB, whichever is smaller (`thresholds`: `disk`), or less than 5 % of its inodes. Closes with a fifth more than that. At once where it will be full within two checks",
  memory:
    "Less than 2 % of memory is available (`thresholds`: `memory`), and less than 5 % of swap, where there is any",
  oom: "The kernel has killed a process because memory ran out. At the first check; closes after a day without another",
  check: "A check of `expect` is late, missing, or not OK",
  unit: "A systemd unit has failed",
  ssh: "The host answers, but the login or the probe does not work",
  http: "The page does not answer, answers 400 or above, or its certificate is not valid",
  gpu: "A GPU that was there is gone or gives no figures. After a week without it, it counts as removed",
  power: "Undervoltage, throttling or overheating, as the kernel reports it now",
  clock: "The host's clock is off by more than 10 s (`thresholds`: `clock`)",
  reboots: "Three boots within six hours. At the first check that shows the third",
  cert: "The page's certificate expires within 14 days, or within a fifth of its lifetime if that is less",
  patch: "Package lists are older than 10 days, or a reboot has been pending for more than 7 days",
  silent:
    "At once. `silent:monitor`: the watchdog finds no row that is younger than `max-age`. `silent:HOST`: so does a check of the rows of another monitor in the same folder, which is named by the first of its hosts. `silent:watchdog`: a check finds that the watchdog has not run for 6 hours",
};

export interface Alert {
  readonly kind: AlertKind;
  /** Identity is kind and host: the finding may change, the identity may not. For `outage` the host is `monitor`, for `silent` that, `watchdog` or the first host of another monitor. */
  readonly host: string;
  /**
   * What is wrong now, one key a finding: `8080`, `pi@192.0.2.1`, `gpu 1`, `ssh:host-key-changed`. Sorted. May be a host's
   * own words. For `outage` the hosts, for `new-host` the kind first: `port 8080`. Kinds that are one thing have one key that never changes: `no answer`, `session`, `page`, `certificate`.
   */
  readonly findings: readonly string[];
  /** Since the first row that found it. */
  readonly since: Date;
  /** Newest row that was looked at. */
  readonly seen: Date;
  /** Comes and goes: one alert that stays until it has been quiet for a while. */
  readonly flapping: boolean;
  /** Set while nothing of it is found any more: after how many more such checks it closes, or that hours must pass first. */
  readonly closing?: number | "when quiet" | "after maintenance" | undefined;
  /** Rows that show it, newest first. A host's own words. */
  readonly evidence: readonly Row[];
  /** When each finding was seen. Empty for `silent`. */
  readonly sightings: readonly FindingSeen[];
  /** Of `new-host`: the alerts that it stands for, of different kinds. */
  readonly parts?: readonly Alert[] | undefined;
}

export interface FindingSeen {
  readonly finding: string;
  /** Of all rows that had it. */
  readonly first: Date;
  readonly rows: number;
  /** Of the rows that have it now. */
  readonly since: Date;
}

export interface AlertChange {
  /** reopened: it closed less than a day ago, so that it is the same alert. */
  readonly what: "opened" | "reopened" | "changed" | "resolved";
  /** Findings that nobody was told of since the alert opened. All of them when opened, none when resolved. */
  readonly added: readonly string[];
  /** When resolved: as it was last. */
  readonly alert: Alert;
  /** Of the row that settled it. */
  readonly time: Date;
  /** gone: the host, the page or the card is no longer watched. left: the host is no longer in the inventory. Set when resolved. */
  readonly reason?: "recovered" | "gone" | "left" | undefined;
  /** When resolved: nobody was told that it had reopened. */
  readonly quiet?: boolean | undefined;
}

/** unknown: the rows do not say enough to tell well from bad, so what was open before them may still be. */
export type Standing = "open" | "well" | "gone" | "left" | "unknown";

/** The alert as it would be with these findings alone. */
export function limitedTo(alert: Alert, isKept: (finding: string) => boolean): Alert {
  const findings = alert.findings.filter(isKept);
  if (findings.length === alert.findings.length) return alert;
  if (alert.parts !== undefined) {
    const kept = alert.parts.map((part) => limitedTo(part, (finding) => isKept(partFinding(part.kind, finding))));
    return newHostAlert(alert, kept);
  }
  const sightings = alert.sightings.filter(({ finding }) => isKept(finding));
  const times = sightings.map(({ since }) => since.getTime());
  return { ...alert, findings, sightings, since: times.length === 0 ? alert.since : new Date(Math.min(...times)) };
}

/** `down:db-1` */
export function identityOf({ kind, host }: { readonly kind: AlertKind; readonly host: string }): string {
  return `${kind}:${host}`;
}

/** Kinds that are one alert on the first day of a host. */
export const firstDayKinds = ["port", "peer", "account"] as const satisfies readonly AlertKind[];
type FirstDayKind = (typeof firstDayKinds)[number];

export function isFirstDayKind(kind: AlertKind): kind is FirstDayKind {
  return firstDayKinds.some((known) => known === kind);
}

/** `port 8080`: the finding as `new-host` has it. */
export function partFinding(kind: AlertKind, finding: string): string {
  return `${kind} ${finding}`;
}

/** The kind and the finding of `port 8080`. */
export function readPartFinding(text: string): { kind: FirstDayKind; finding: string } | undefined {
  const kind = firstDayKinds.find((known) => text.startsWith(`${known} `));
  return kind && { kind, finding: text.slice(kind.length + 1) };
}

/** Of `port 8080` of `new-host`: 8080, of the kind port. */
export function nameOf(kind: AlertKind, finding: string): { readonly kind: AlertKind; readonly finding: string } {
  return (kind === "new-host" ? readPartFinding(finding) : undefined) ?? { kind, finding };
}

/** Kinds whose issues may tell of a finding of this kind, this one first. */
export function relatedKinds(kind: AlertKind): readonly AlertKind[] {
  if (kind === "new-host") return [kind, ...firstDayKinds];
  return isFirstDayKind(kind) ? [kind, "new-host"] : [kind];
}

const mostEvidence = 5;

/** Of what was found on the first day of a host: one alert for the alerts of several kinds. */
export function newHostAlert(
  { host, since, seen }: Pick<Alert, "host" | "since" | "seen">,
  all: readonly Alert[],
): Alert {
  const parts = all.filter(({ findings }) => findings.length > 0);
  const rows = new Map(parts.flatMap(({ evidence }) => evidence.map((row) => [row.time.getTime(), row])));
  return {
    ...{ kind: "new-host", host, parts },
    findings: parts.flatMap(({ kind, findings }) => findings.map((finding) => partFinding(kind, finding))),
    since: parts.length === 0 ? since : new Date(Math.min(...parts.map((part) => part.since.getTime()))),
    seen: new Date(Math.max(seen.getTime(), ...parts.map((part) => part.seen.getTime()))),
    flapping: parts.some(({ flapping }) => flapping),
    closing: lastClosing(parts.filter(opensAlone)),
    evidence: [...rows.values()].toSorted((a, b) => b.time.getTime() - a.time.getTime()).slice(0, mostEvidence),
    sightings: parts.flatMap(({ kind, sightings }) =>
      sightings.map((each) => ({ ...each, finding: partFinding(kind, each.finding) })),
    ),
  };
}

/** Accounts of the first day count as known: they are listed beside other findings only. */
export function isToConfirm({ findings, parts }: Alert): boolean {
  return findings.length > 0 && (parts === undefined || parts.some(opensAlone));
}

export function opensAlone({ kind }: Alert): boolean {
  return kind !== "account";
}

/** When the last of several alerts closes. */
function lastClosing(parts: readonly Alert[]): Alert["closing"] {
  const closings = parts.map(({ closing }) => closing);
  if (closings.includes(undefined)) return undefined;
  const checks = closings.filter((closing) => typeof closing === "number");
  return (
    closings.find((closing) => typeof closing !== "number") ?? (checks.length === 0 ? undefined : Math.max(...checks))
  );
}
