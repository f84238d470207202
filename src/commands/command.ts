/** The description of a command, from which the terminal's help, its messages and docs/inputs.md are made. */
import type { Call } from "./call.ts";
import type { Flags } from "./flags.ts";

export interface Command {
  /** What it does, in one line, for the list of commands. */
  readonly summary: string;
  /** Words after the command that are not flags, such as `NAME ADDRESS` or `[FILE]`; undefined: none. */
  readonly operands?: string;
  /** The words after `server-monitor`, and what they do. */
  readonly examples: readonly (readonly [words: string, meaning: string])[];
  readonly flags: Flags;
  /** `--verbose` shows what hosts are asked, and what they answer. */
  readonly hasTranscripts?: true;
  /** Also a command of the action. */
  readonly inAction?: true;
  readonly run: (call: Call) => Promise<void>;
}

/** By name. */
export type Commands = Readonly<Record<string, Command>>;
