/** The text of an input → its value, undefined where it is none. Pure. */

export function boolean(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** What git accepts as a branch and nobody's shell, option or refspec could take for something else; empty is empty. */
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

/** A value as an error shows it. A long one is in the wrong input, and may be a secret. */
export function quoted(value: string): string {
  return value.length <= 20 ? JSON.stringify(value) : `${value.length} characters`;
}
