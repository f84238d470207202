/** What the status website is made of, gone through once from the oldest row to the newest. Pure. */
import type { AlertKind } from "../../alerts/alert.ts";
import { memoryMs, type Rules } from "../../alerts/rules.ts";
import type { Row } from "../../row/row.ts";
import { AlertLog } from "../statistics/month-alerts.ts";
import type { MonthAlert } from "../statistics/month-model.ts";
import { newStatusHistory, type StatusHistory } from "../status/host-history.ts";
import { dayMs, UptimeLog } from "./uptime.ts";

export const daysShown = 90;

/** Alerts about whether a host, or its page, can be reached. Visitors see these alone, unless they may see everything. */
export const availabilityKinds: readonly AlertKind[] = ["outage", "down", "http"];

export interface PageLogOrder {
  readonly now: Date;
  readonly rules: Rules;
}

export class PageLog {
  readonly status: StatusHistory;
  readonly uptimes = new Map<string, UptimeLog>();
  /** When each host has its newest row. */
  readonly newest = new Map<string, Date>();
  readonly #alerts: AlertLog;
  readonly #startMs: number;
  readonly #order: PageLogOrder;

  constructor(order: PageLogOrder) {
    const start = startOfPage(order.now);
    this.status = newStatusHistory(order.now, startOfReading(order.now));
    this.#alerts = new AlertLog(start);
    this.#startMs = start.getTime();
    this.#order = order;
  }

  /** The rows of one run, which share their time. */
  add(run: readonly Row[]): void {
    for (const change of this.#order.rules.add(run)) this.#alerts.add(change);
    for (const row of run) {
      this.status.add(row);
      this.newest.set(row.host, row.time);
      this.#uptimeOf(row.host).add(row);
    }
  }

  /** Those that were open on one of the days, the earliest first. Call it after the last row. */
  alerts(): readonly MonthAlert[] {
    return this.#alerts.all();
  }

  #uptimeOf(host: string): UptimeLog {
    const known = this.uptimes.get(host) ?? new UptimeLog(this.#startMs, daysShown);
    this.uptimes.set(host, known);
    return known;
  }
}

/** The start of the first UTC day that is shown. */
export function startOfPage(now: Date): Date {
  return new Date((Math.floor(now.getTime() / dayMs) - daysShown + 1) * dayMs);
}

/** The rows from here on are needed: earlier ones may have opened an alert that was open on the first day. */
export function startOfReading(now: Date): Date {
  return new Date(startOfPage(now).getTime() - memoryMs);
}
