/** status.json for programs, and badge.json, which shields.io draws as a badge. Times are ISO in UTC, fractions unrounded. Pure. */
import type { HostState } from "../../row/state.ts";
import { stateLooks } from "../state-looks.ts";
import { headlineOf, inMaintenance, worstState } from "./page-html.ts";
import { type Incident, type PageHost, type PageModel, uptimeSpans } from "./page-model.ts";

export function statusJson(model: PageModel): string {
  const { now, newest, hosts, open, past } = model;
  const number = (state: HostState) => hosts.filter(({ status }) => status.state === state).length;
  const counts = { up: number("up"), trouble: number("trouble"), down: number("down"), unknown: number("unknown") };
  return text({
    made: now,
    newest: newest ?? null,
    state: worstState(hosts),
    summary: headlineOf(model),
    counts: { hosts: hosts.length, ...counts },
    hosts: hosts.map((host) => hostJson(host, model)),
    incidents: [...open, ...past].map((incident) => incidentJson(incident, model)),
  });
}

function hostJson({ name, group, status, uptime }: PageHost, { detail }: PageModel) {
  const spans = Object.keys(uptimeSpans) as (keyof typeof uptimeSpans)[];
  const figures = spans.map((span) => {
    const { availability, coverage } = uptime[span];
    return [span.replace(" ", "_"), { availability: availability ?? null, coverage }] as const;
  });
  const { state, since, row, alerts } = status;
  const full = { errors: row?.errors ?? [], alerts: alerts.map(({ kind, findings }) => ({ kind, findings })) };
  return {
    ...{ name, group: group ?? null, state, since: since ?? null, silenced: (row?.silenced.length ?? 0) > 0 },
    uptime: Object.fromEntries(figures),
    ...(detail === "full" ? full : {}),
  };
}

function incidentJson({ kind, names, from, to, alert }: Incident, { detail }: PageModel) {
  return { kind, hosts: names, from, to: to ?? null, ...(detail === "full" ? { findings: alert.findings } : {}) };
}

/** https://shields.io/badges/endpoint-badge */
export function badgeJson({ hosts }: PageModel): string {
  const [state, up] = [worstState(hosts), hosts.filter(({ status }) => status.state === "up").length];
  const isUnknown = hosts.every(({ status }) => status.state === "unknown");
  const silenced = inMaintenance(hosts) > 0 ? `, ${inMaintenance(hosts)} in maintenance` : "";
  const message = isUnknown ? "unknown" : `${up === hosts.length ? "all" : `${up} of`} ${hosts.length} up${silenced}`;
  return text({ schemaVersion: 1, label: "servers", message, color: stateLooks[state].badge });
}

function text(data: unknown): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
