/** What the entry points hand to a command. */

import { quoted } from "../input-values.ts";
import { InputError, type Inputs } from "../inputs.ts";
import type { Reporter } from "../output/reporter.ts";
import type { Surroundings } from "../surroundings.ts";

export interface Call {
  readonly inputs: Inputs;
  /** Flags that only this command has, as they were typed; those without a value are `true`. */
  readonly flags: Readonly<Record<string, string>>;
  /** Words after the command that are not flags. */
  readonly operands: readonly string[];
  readonly surroundings: Surroundings;
  readonly reporter: Reporter;
  /** When the command began. */
  readonly now: Date;
  /** What the clock says, in milliseconds since 1970. */
  readonly clockMs: () => number;
}

/** The value of such a flag. undefined: it was not given. */
export function flagOf<Value>(
  { flags }: Pick<Call, "flags">,
  name: string,
  read: (text: string) => Value | undefined,
  expected: string,
): Value | undefined {
  const text = flags[name];
  if (text === undefined) return undefined;
  const value = read(text.trim());
  if (value === undefined) throw new InputError([`--${name}: expected ${expected}, got ${quoted(text)}`]);
  return value;
}
