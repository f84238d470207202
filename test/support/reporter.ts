/** A reporter that says nothing: tests replace what they listen to. */
import type { Reporter } from "../../src/output/reporter.ts";

export const silentReporter: Reporter = {
  width: Number.POSITIVE_INFINITY,
  ...{ info: () => {}, print: () => {}, warn: () => {}, mask: () => {}, summarise: async () => {} },
  ...{ doing: () => {}, started: () => {}, hostStarted: () => {}, hostDone: () => {} },
  ...{ checked: async () => {}, reported: async () => {} },
};
