/** What the entry points hand to a command. */
import type { Inputs } from "../inputs.ts";
import type { Reporter } from "../output/reporter.ts";
import type { Surroundings } from "../surroundings.ts";

export interface Call {
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;
  readonly reporter: Reporter;
  /** When the command began. */
  readonly now: Date;
  /** What the clock says, in milliseconds since 1970. */
  readonly clockMs: () => number;
}
