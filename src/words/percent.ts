/** A fraction as a person reads it. Pure. */

/**
 * `99.93 %`, `97.4 %`, `100 %`; `no data` for undefined. Rounded down, so that only what never failed is 100 %, and never
 * to nothing.
 */
export function percentWords(fraction: number | undefined): string {
  // The little extra undoes 0.57 × 1000 = 569.9999…
  return wordsOf(fraction, (units) => Math.floor(units + 1e-6));
}

/** `18.2 %` of checks or of pings, rounded as usual: only what was always so is 100 %, and only what never was is 0 %. */
export function shareWords(fraction: number | undefined): string {
  return wordsOf(fraction, Math.round);
}

function wordsOf(fraction: number | undefined, round: (units: number) => number): string {
  if (fraction === undefined || Number.isNaN(fraction)) return "no data";
  if (fraction >= 1) return "100 %";
  if (fraction <= 0) return "0 %";
  const decimals = fraction >= 0.99 ? 2 : 1;
  const units = 100 * 10 ** decimals;
  const whole = Math.min(units - 1, Math.max(1, round(fraction * units)));
  return `${(whole / 10 ** decimals).toFixed(decimals)} %`;
}
