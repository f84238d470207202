/** How each state looks wherever it is shown: the same colour everywhere, and a sign beside it for who sees none. Pure. */
import type { HostState } from "../row/state.ts";

interface Shades {
  /** In hexadecimal, for light and for dark pages. */
  readonly light: string;
  readonly dark: string;
}

export interface StateLook {
  /** Where only text is possible. */
  readonly sign: string;
  /** Of words in a terminal, by the names of `util.styleText`. */
  readonly terminal: "green" | "yellow" | "red" | "dim";
  /** Of the badge, by the names of shields.io. */
  readonly badge: string;
  /** Of words on a page. */
  readonly text: Shades;
  /** Of areas: bars and cells of days, the icon of a page. */
  readonly area: Shades;
}

export const stateLooks: Readonly<Record<HostState, StateLook>> = {
  up: {
    ...{ sign: "🟢", terminal: "green", badge: "brightgreen" },
    text: { light: "#1a7f37", dark: "#3fb950" },
    area: { light: "#2da44e", dark: "#2ea043" },
  },
  trouble: {
    ...{ sign: "🟡", terminal: "yellow", badge: "yellow" },
    text: { light: "#9a6700", dark: "#d29922" },
    area: { light: "#d4a72c", dark: "#bb8009" },
  },
  down: {
    ...{ sign: "🔴", terminal: "red", badge: "red" },
    text: { light: "#c41e3a", dark: "#ff7b72" },
    area: { light: "#cf222e", dark: "#f85149" },
  },
  unknown: {
    ...{ sign: "⚪", terminal: "dim", badge: "lightgrey" },
    text: { light: "#59636e", dark: "#9198a1" },
    area: { light: "#8c959f", dark: "#6e7681" },
  },
};
