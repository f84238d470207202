/** A host as it is after a run: one state and one set of reasons, for every place that shows it. Pure. */
import type { Alert, AlertKind } from "../alerts/alert.ts";
import { alertStanding, worstFirst } from "../alerts/alert-words.ts";
import type { CheckResult } from "../check-result.ts";
import type { Row } from "../row/row.ts";
import { type HostState, isFailedPage, stateOf } from "../row/state.ts";
import { causesOf, silencesOf } from "../row/words.ts";
import type { Shown } from "../safe-text.ts";
import { joined, type Quote } from "../words/cause.ts";
import { timeOrInstant, utcClock } from "../words/instant.ts";

export interface HostNow {
  readonly host: string;
  readonly state: HostState;
  /** undefined: there is no row that says anything. */
  readonly row: Row | undefined;
  /** Open ones of this host, the worst first. */
  readonly alerts: readonly Alert[];
  /** When the maintenance ends that is under way, where that is known. */
  readonly maintenanceUntil?: Date | undefined;
}

/** A host of this run, with what its row has no room for: the details of problems. */
export interface CheckedHost extends HostNow {
  readonly row: Row;
  readonly result: CheckResult;
}

export interface Checked {
  readonly result: CheckResult;
  /** The result as it stands in the files. */
  readonly row: Row;
}

/** In the order of the inventory. `open`: the alerts that are open after the run. */
export function checkedHosts(checked: readonly Checked[], open: readonly Alert[]): CheckedHost[] {
  const alertsOf = alertsByHost(open);
  return checked.map(({ result, row }) => {
    const alerts = alertsOf(row.host);
    const { maintenanceUntil } = result;
    return { host: row.host, state: stateOf(row, alerts.length > 0), row, alerts, result, maintenanceUntil };
  });
}

export function alertsByHost(open: readonly Alert[]): (host: string) => readonly Alert[] {
  const byHost = Map.groupBy(worstFirst(open), ({ host }) => host);
  return (host) => byHost.get(host) ?? [];
}

/** `down`, `down, in maintenance until 05:00 UTC`, `trouble, silenced (depends on router)` */
export function stateWords({ state, row, maintenanceUntil }: HostNow, quote: Quote): string {
  const silences = row === undefined ? [] : silencesOf(row);
  const others = silences.filter((silence) => silence !== "maintenance");
  const maintenance = others.length < silences.length ? [`in maintenance${untilWords(row, maintenanceUntil)}`] : [];
  const silenced = others.length > 0 ? [`silenced (${joined(others, quote)})`] : [];
  return [state, ...maintenance, ...silenced].join(", ");
}

function untilWords(row: Row | undefined, until: Date | undefined): string {
  return row === undefined || until === undefined ? "" : ` until ${timeOrInstant(until, utcClock(row.time))} UTC`;
}

/** Their reasons are in the row itself. */
const toldByRow: readonly AlertKind[] = ["down", "http", "ssh", "host-key"];

/** Why it is in its state, and what is to be said beside it: `SSH did not answer in time`, `the page answered 502`. */
export function causesNow(host: HostNow): readonly Shown[] {
  const { state, row } = host;
  return row === undefined || state === "unknown"
    ? []
    : [...causesOf(row), ...alertsBesideRow(host).map(alertStanding)];
}

/** Of what a row alone does not tell. While nothing answers, nothing else can be told either. */
export function alertsBesideRow({ state, alerts }: HostNow): readonly Alert[] {
  return state === "down" || state === "unknown" ? [] : untoldByRow(alerts);
}

function untoldByRow(alerts: readonly Alert[]): readonly Alert[] {
  return alerts.filter(({ kind, closing }) => closing !== undefined || !toldByRow.includes(kind));
}

/** What stands in a commit's subject: `ssh:auth`, `http:502`, `alert:port`. */
export function codesNow({ row, state, alerts }: CheckedHost): readonly string[] {
  const { errors, httpCode } = row;
  const page = isFailedPage(httpCode) ? [`http:${httpCode}`] : [];
  const untold = state === "down" ? [] : untoldByRow(alerts);
  return [...errors, ...page, ...untold.map(({ kind }) => `alert:${kind}`)];
}
