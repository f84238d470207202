/** `thresholds`: where alerts begin, `{ disk: 5%, "disk /data": 20 GiB, cert: 14d, memory: 2%, clock: 10s }`; `off`: never. */
import { durationSeconds } from "./durations.ts";
import type { Threshold, ThresholdName } from "./host.ts";
import { nearest } from "./nearest.ts";
import { type Parsed, quoted, refused } from "./parsed.ts";

interface Kind {
  /** undefined: the text is none. */
  readonly parse: (text: string) => Threshold | undefined;
  readonly expected: string;
}

const size: Kind = {
  parse: (text) => parseShare(text) ?? parseMib(text),
  expected: "a share of 0.1–99% or a size such as 20 GiB",
};

const kinds: Readonly<Record<ThresholdName, Kind>> = {
  disk: size,
  memory: size,
  inodes: { parse: parseShare, expected: "a share of 0.1–99%" },
  cert: { parse: parseDays, expected: "1d–365d" },
  clock: { parse: parseSeconds, expected: "1s–7d" },
};

const mostThresholds = 50;

export function parseThresholds(
  map: Readonly<Record<string, string | number | false>>,
): Parsed<ReadonlyMap<string, Threshold>> {
  const all = Object.entries(map).map(([name, value]) => [name, parseThreshold(name, value)] as const);
  const problems = all.flatMap(([, threshold]) => ("problems" in threshold ? threshold.problems : []));
  if (all.length > mostThresholds) problems.push(`at most ${mostThresholds} thresholds, got ${all.length}`);
  if (problems.length > 0) return refused(...problems);
  return {
    value: new Map(
      all.flatMap(([name, threshold]) => ("value" in threshold ? [[name, threshold.value] as const] : [])),
    ),
  };
}

/** A file system by its mount point: `disk /data`. */
const diskName = /^disk (\/[^\p{C}]{0,99})$/u;

function parseThreshold(name: string, value: string | number | false): Parsed<Threshold> {
  const kind = diskName.test(name) ? kinds.disk : isName(name) ? kinds[name] : undefined;
  if (kind === undefined) return refused(unknownName(name));
  if (value === false || value === "off") return { value: "off" };
  const threshold = typeof value === "string" ? kind.parse(value.trim()) : undefined;
  return threshold === undefined
    ? refused(`${name}: expected ${kind.expected}, or off, got ${quoted(String(value))}`)
    : { value: threshold };
}

function isName(name: string): name is ThresholdName {
  return Object.hasOwn(kinds, name);
}

function unknownName(name: string): string {
  const names = Object.keys(kinds);
  const meant = nearest(name, names);
  const fix =
    meant === undefined ? `known are ${names.join(", ")} and "disk /mount/point"` : `did you mean "${meant}"?`;
  return `${quoted(name)}: unknown threshold; ${fix}`;
}

function parseShare(text: string): Threshold | undefined {
  const [, percent] = /^(\d{1,2}(?:\.\d{1,2})?)\s*%$/.exec(text) ?? [];
  return Number(percent) >= 0.1 ? { share: Number(percent) / 100 } : undefined;
}

const mibOf: Readonly<Record<string, number>> = { m: 1, g: 1024, t: 1024 * 1024 };

function parseMib(text: string): Threshold | undefined {
  const [, number, unit] = /^(\d{1,7}(?:\.\d{1,3})?)\s*([MGT])(?:iB|B)?$/i.exec(text) ?? [];
  const mib = Number(number) * (mibOf[unit?.toLowerCase() ?? ""] ?? 0);
  return mib > 0 ? { mib } : undefined;
}

function parseDays(text: string): Threshold | undefined {
  const days = (durationSeconds(text) ?? 0) / 86_400;
  return Number.isInteger(days) && days >= 1 && days <= 365 ? { days } : undefined;
}

function parseSeconds(text: string): Threshold | undefined {
  const seconds = durationSeconds(text) ?? 0;
  return seconds >= 1 && seconds <= 7 * 86_400 ? { seconds } : undefined;
}
