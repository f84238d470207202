/** `known_ports`: `22`, `8000-8010`, `53/udp`, `8000-8010/tcp`, in a text, as a number, or in a list of both. */
import { halfWidth } from "./addresses.ts";
import type { PortRange } from "./host.ts";
import { commaSeparated, type Parsed, parseEach, quoted, refused } from "./parsed.ts";

export const portMin = 1;
export const portMax = 65_535;

/** Accepts any dash, because word processors replace hyphens by longer ones. */
const entryPattern = /^(\d{1,5})(?:\s*[-\u2010-\u2015\u2212]\s*(\d{1,5}))?(?:\s*\/\s*(tcp|udp))?$/i;

export function parsePorts(input: string | number | readonly (string | number)[]): Parsed<PortRange[]> {
  return parseEach(commaSeparated([input].flat().map(String).map(halfWidth)), parseRange);
}

function parseRange(entry: string): Parsed<PortRange> {
  const match = entryPattern.exec(entry);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!isPort(first) || !isPort(last)) return refused(`expected a port ${portMin}–${portMax}, got ${quoted(entry)}`);
  if (first > last) return refused(`expected the smaller port first, got ${quoted(entry)}`);
  const protocol = match?.[3]?.toLowerCase();
  return { value: protocol === "tcp" || protocol === "udp" ? { first, last, protocol } : { first, last } };
}

function isPort(port: number): boolean {
  return port >= portMin && port <= portMax;
}
