/** Durations as people write them: `90m`, `26h`, `14 days`, `10s`. */
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const pattern = /^(\d{1,9}(?:\.\d{1,3})?)\s*(s|m|h|d|w|sec|min|hours?|days?|weeks?)$/i;

/** Seconds. undefined: it is no duration. */
export function durationSeconds(text: string): number | undefined {
  const [, number, unit] = pattern.exec(text.trim()) ?? [];
  const seconds = units[unit?.[0]?.toLowerCase() ?? ""];
  return number === undefined || seconds === undefined ? undefined : Number(number) * seconds;
}
