/** What the rules made of a simulated year, held against the incidents that it had. */
import type { AlertChange } from "../../src/alerts/alert.ts";
import { newRules } from "../../src/alerts/rules.ts";
import type { Row } from "../../src/row/row.ts";
import { ownRules } from "./simulated-archetypes.ts";
import type { Incident, YearOptions } from "./simulated-incidents.ts";
import { incidentsOf, simulatedYear } from "./simulated-year.ts";

export interface Evaluation {
  readonly rows: number;
  readonly incidents: readonly JudgedIncident[];
  /** Alerts of one host that no incident explains. */
  readonly falseAlarms: readonly AlertChange[];
  /** Runs in which many hosts turned bad: those in which the monitor reached half of them. */
  readonly outages: readonly AlertChange[];
  /** New findings of alerts that were open already, which no incident explains either. */
  readonly falseAdditions: readonly AlertChange[];
  readonly changes: readonly AlertChange[];
  /** Alerts that are open at the end, long after the last incident. */
  readonly leftOpen: number;
}

export interface JudgedIncident {
  readonly incident: Incident;
  /** Rows that showed it: fewer than it lasted where checks were lost. */
  readonly shown: number;
  /** Rows that showed it until it was told, that one included. undefined: it was never told. */
  readonly checks: number | undefined;
  /** How often its alert was opened. */
  readonly opened: number;
  readonly changed: number;
  /** How long after its end its alert was closed. */
  readonly closedAfterMs: number | undefined;
}

/** What is found there is not always the same. */
const manyFindings: readonly string[] = ["peer", "port", "gpu", "host-key"];

/** An alert that is still open is the incident's; so is one that opens with its last row. */
const slackMs = 3_600_000;

export function judgeYear(options: YearOptions & { readonly confirm: number }): Evaluation {
  const { archetype = "server", tended = false } = options;
  const rules = newRules({ ...options, hostOf: () => (tended ? ownRules[archetype] : {}) });
  const changes: AlertChange[] = [];
  const shown = new Map<string, number[]>();
  let rows = 0;
  let run: Row[] = [];
  for (const { row, shows } of simulatedYear(options)) {
    rows += 1;
    if (shows) shown.set(keyOf(shows), [...(shown.get(keyOf(shows)) ?? []), row.time.getTime()]);
    if (run[0]?.time.getTime() !== row.time.getTime()) {
      changes.push(...rules.add(run));
      run = [];
    }
    run.push(row);
  }
  changes.push(...rules.add(run));
  const incidents = incidentsOf(options);
  const unexplained = changes.filter(
    (change) => change.added.length > 0 && !incidents.some((each) => explains(each, change)),
  );
  const opened = unexplained.filter(({ what }) => what === "opened");
  const [outages, falseAlarms] = [opened.filter(isOutage), opened.filter((change) => !isOutage(change))];
  const falseAdditions = unexplained.filter(({ what }) => what === "changed" || what === "reopened");
  const judged = incidents.map((incident) => judge(incident, changes, shown.get(keyOf(incident)) ?? []));
  return { rows, incidents: judged, falseAlarms, outages, falseAdditions, changes, leftOpen: rules.open().length };
}

function isOutage({ alert }: AlertChange): boolean {
  return alert.kind === "outage";
}

function judge(incident: Incident, changes: readonly AlertChange[], shown: readonly number[]): JudgedIncident {
  const own = changes.filter(({ alert }) => alert.kind === incident.kind && alert.host === incident.host);
  const opened = own.filter((change) => change.what === "opened" && explains(incident, change));
  // It may come while its alert is open, for another reason or by chance: then it is news, unless the very same was told.
  const before = own.findLast(({ time }) => time.getTime() < incident.fromMs);
  const isKnown = before !== undefined && before.what !== "resolved" && !manyFindings.includes(incident.kind);
  const news = own.find((change) => change.added.length > 0 && explains(incident, change));
  const told = news?.time.getTime() ?? (isKnown ? 0 : undefined);
  const closed = own.find(({ what, time }) => what === "resolved" && time.getTime() >= incident.toMs);
  return {
    incident,
    shown: shown.length,
    checks: told === undefined ? undefined : shown.filter((ms) => ms <= told).length,
    opened: opened.length,
    changed: own.filter((change) => change.what === "changed" && explains(incident, change)).length,
    closedAfterMs: closed && closed.time.getTime() - incident.toMs,
  };
}

function explains({ kind, host, fromMs, toMs }: Incident, { alert, time }: AlertChange): boolean {
  return alert.kind === kind && alert.host === host && time.getTime() >= fromMs && time.getTime() <= toMs + slackMs;
}

function keyOf({ kind, host, fromMs }: Incident): string {
  return `${kind}:${host}:${fromMs}`;
}
