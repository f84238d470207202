/** What is asked for, and what was measured. */

export interface Target {
  readonly what: string;
  readonly measured: number;
  /** `of`: the figure that must not be exceeded, or reached where more is better. */
  readonly of: number;
  readonly more?: boolean;
  readonly unit: string;
  readonly note?: string;
}

export const targetHeading = ["", "target", "measured", "met"];

export function targetRow({ what, measured, of, more = false, unit, note = "" }: Target): string[] {
  const met = more ? measured >= of : measured <= of;
  const off = Math.abs(measured / of - 1) * 100;
  const verdict = met ? "yes" : `no, by ${off.toFixed(0)} %`;
  return [`${what}${note}`, `${more ? "≥" : "≤"} ${of}${unit}`, `${figure(measured)}${unit}`, verdict];
}

function figure(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}
