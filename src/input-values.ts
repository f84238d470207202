/** The text of an input → its value, undefined if it is invalid. Pure. */

export function boolean(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** A branch name that git accepts and that cannot be read as an option, a refspec or shell syntax. Empty stays empty. */
export function branchName(text: string): string | undefined {
  if (text === "") return "";
  const name = text.replace(/^refs\/heads\//, "");
  const safe = /^[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/.test(name);
  return safe && !/\.\.|\/\/|\/\.|\/$|\.$|\.lock(\/|$)/.test(name) ? name : undefined;
}

export function wholeNumber(least: number, most: number): (text: string) => number | undefined {
  return (text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  };
}

export function seconds(text: string): number | undefined {
  const ms = duration(/^\d+$/.test(text) ? `${text}s` : text);
  return ms !== undefined && ms >= 1000 && ms <= 3_600_000 ? ms : undefined;
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `10m`, `3h`, `1d`, `0` in milliseconds. */
export function duration(text: string): number | undefined {
  if (text === "0") return 0;
  const [, amount, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const factor = unitMs[unit];
  return factor === undefined ? undefined : Number(amount) * factor;
}

/** One of several parts of the inventory; `part` counts from 1. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** `2/5`; null: the whole inventory. */
export function shardOf(text: string): Shard | null | undefined {
  if (text === "") return null;
  const [, part = "", of = ""] = /^(\d{1,3})\/(\d{1,3})$/.exec(text) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  return shard.part >= 1 && shard.part <= shard.of ? shard : undefined;
}

/** The IANA name as the time zone database spells it. */
export function timeZone(text: string): string | undefined {
  // The first Intl.DateTimeFormat of a process takes 15 ms, and most runs need none.
  if (text === "UTC") return text;
  // An offset such as +01:00 is none: it knows no daylight saving.
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

export function monthName(text: string): string | undefined {
  return /^(?:previous|current|20\d\d-(?:0[1-9]|1[0-2]))$/.test(text) ? text : undefined;
}

/** `2026-10-31`: the start of the day in UTC. */
export function day(text: string): Date | undefined {
  const time = new Date(`${text}T00:00:00Z`);
  const exact = !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 10) === text;
  return exact ? time : undefined;
}

/** `octocat, hubot` */
export function names(text: string): readonly string[] | undefined {
  const list = text.split(/[\s,]+/).filter(Boolean);
  return list.every((name) => /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(name)) ? list : undefined;
}

/** `owner/name`; undefined for anything else. */
export function repositoryName(text: string): string | undefined {
  return /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/.test(text) ? text : undefined;
}

/** A value for an error message. A long one is not shown: it may be a secret in the wrong input. */
export function quoted(value: string): string {
  return value.length <= 20 ? JSON.stringify(value) : `${value.length} characters`;
}
