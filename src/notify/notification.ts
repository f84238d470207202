/** What a notification says, before it takes the form of a service. Holds no secret: it may wait in the outbox. */
import { at, textAt } from "../json.ts";

export interface Notification {
  /** One line. */
  readonly title: string;
  /** One line each, the most urgent first. May quote a host: printable, but each service escapes it in its own way. */
  readonly lines: readonly string[];
  /** Where there is more to read; undefined: nowhere. */
  readonly url: string | undefined;
  /** good: everything that it tells of is over. */
  readonly tone: "bad" | "good";
  readonly alerts: readonly NotifiedAlert[];
}

export interface NotifiedAlert {
  readonly kind: string;
  readonly host: string;
  /** In words, as in the title of the issue: `nothing answers`, and `answers again` when it has closed. */
  readonly what: string;
  readonly findings: readonly string[];
  readonly change: "opened" | "changed" | "closed";
}

/** undefined: the data is not a notification. */
export function readNotification(data: unknown): Notification | undefined {
  return isNotification(data) ? data : undefined;
}

function isNotification(data: unknown): data is Notification {
  return textAt(data, "title") !== undefined && isTexts(at(data, "lines")) && Array.isArray(at(data, "alerts"));
}

function isTexts(data: unknown): boolean {
  return Array.isArray(data) && data.every((text) => typeof text === "string");
}
