/** The values of a row as a person reads them. Names may be a host's own words. Pure. */
import { type Column, type ColumnKey, columnTable } from "./columns.ts";
import type { Row } from "./row.ts";

/** `3.2 GiB`, `42 °C, no answer`, `8080, 5353/udp`; "" where it is not known, or a list has nothing in it. */
export function valueWords(key: ColumnKey, row: Row): string {
  const { value: type, words }: Column = columnTable[key];
  const value: unknown = row[key];
  if (value === undefined) return "";
  if (typeof value === "number") return words(value);
  if (type.kind === "numbers" && Array.isArray(value))
    return value.map((figure) => (typeof figure === "number" ? words(figure) : "no answer")).join(", ");
  return (type as Column["value"]).encode(value).replaceAll("+", ", ");
}
