/** Figures with their units, which no line break parts: `0 %`, `3.2 GiB`, `45 min`. */

const unit = "(?:%|(?:ms|s|min|h|days?|[KMGT]iB|°C|W)(?![\\p{L}\\d]))";

/** A blank at which a line may be broken. */
export const breakableBlank = new RegExp(`(?<!\\d) +| +(?!${unit})`, "u");

const blankBeforeUnit = new RegExp(`(?<=\\d) (?=${unit})`, "gu");

export function unbrokenFigures(text: string): string {
  return text.replace(blankBeforeUnit, "\u00a0");
}
