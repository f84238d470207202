/** Alerts as the rules find them, and the patience of a test. */
import type { Alert } from "../../src/alerts/alert.ts";
import type { Patience } from "../../src/github/client.ts";
import { typedRow } from "./typed-row.ts";

export const noon = new Date("2026-11-22T12:00:00Z");

export function minutesLater(minutes: number, from = noon): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

export function alert(parts: Partial<Alert> = {}): Alert {
  return {
    ...{ kind: "down", host: "db-1", findings: ["ssh:timeout"], since: noon, seen: noon, flapping: false },
    evidence: [typedRow(noon, "db-1", { loss: 100, errors: "ping:unreachable+ssh:timeout" })],
    sightings: [],
    ...parts,
  };
}

export function portAlert(ports: readonly string[], parts: Partial<Alert> = {}): Alert {
  const sightings = ports.map((finding) => ({ finding, first: noon, rows: 2, since: noon }));
  const evidence = [typedRow(noon, "web-1", { ports: ports.join("+") })];
  return alert({ kind: "port", host: "web-1", findings: ports, sightings, evidence, ...parts });
}

export const quick: Patience = {
  requestMs: 60_000,
  totalMs: 600_000,
  writePauseMs: 0,
  retryMs: 1,
  limitWaitMs: 3000,
};
