/** The values of a row in words, and the causes of problems. Names may be untrusted text. Pure. */
import { type Shown, terminalText } from "../safe-text.ts";
import { causeOf, joined, silenceCause, statusCause, telling } from "../words/cause.ts";
import { type Column, type ColumnKey, columnTable } from "./columns.ts";
import type { Row } from "./row.ts";
import { isFailedPage, stateOf } from "./state.ts";

/** `3.2 GiB`, `42 °C, no answer`, `8080, 5353/udp`; "" if it is unknown, or the list is empty. */
export function valueWords(key: ColumnKey, row: Row): string {
  if (key === "errors") return joined(tellingErrors(row).map(causeOf), terminalText);
  if (key === "silenced") return joined(silencesOf(row), terminalText);
  return knownWords(key, row[key]);
}

/** The same of a value alone, other than errors and silences. */
export function knownWords(key: ColumnKey, value: unknown): string {
  const { value: type, words }: Column = columnTable[key];
  if (value === undefined) return "";
  if (typeof value === "number") return words(value);
  if (type.kind === "numbers" && Array.isArray(value))
    return value.map((figure) => (typeof figure === "number" ? words(figure) : "no answer")).join(", ");
  if (isTexts(value)) return value.join(", ");
  return (type as Column["value"]).encode(value).replaceAll("+", ", ");
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** `SSH did not answer in time`, `the page answered 502`. Lost pings are not listed for a host that is down. */
export function causesOf(row: Row): readonly Shown[] {
  const { httpCode: status } = row;
  const page = status !== undefined && isFailedPage(status) ? [statusCause(status)] : [];
  return [...tellingErrors(row).map(causeOf), ...page];
}

export function tellingErrors(row: Row): readonly string[] {
  return stateOf(row) === "down" ? telling(row.errors) : row.errors;
}

/** `maintenance`, `depends on router` */
export function silencesOf({ silenced }: Row): readonly Shown[] {
  return silenced.map(silenceCause);
}
