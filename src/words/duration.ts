/** Formats durations for people, in one format everywhere. */

/** `45 s`, `12 min`, `2 h 5 min`, `3 days 4 h`: at most two units, rounded down. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.floor(ms / 1000))} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return units([Math.floor(minutes / 60), "h"], [minutes % 60, "min"]);
  const days = Math.floor(minutes / 1440);
  return units([days, days === 1 ? "day" : "days"], [Math.floor((minutes % 1440) / 60), "h"]);
}

function units(...parts: [number, string][]): string {
  return parts.flatMap(([number, unit]) => (number === 0 ? [] : [`${number} ${unit}`])).join(" ");
}
