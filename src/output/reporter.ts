/** What a person or a runner is told while a command runs. Every text may quote a host: implementations make it inert. */
import type { CheckReport } from "../report/summary.ts";
import type { Row } from "../row/row.ts";

export interface Reporter {
  readonly info: (text: string) => void;
  /** Text of ours, byte for byte: for a file or a pipe. */
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** What a command came to in one line, for the page of the job where there is one. */
  readonly summarise: (text: string) => Promise<void>;
  /** Registers a value that must not appear in any log. */
  readonly mask: (secret: string) => void;
  /** How many hosts there are to check. */
  readonly started: (hosts: number) => void;
  readonly hostStarted: (host: string) => void;
  /** `transcript`: what was asked and answered, shown when the user asks for it. */
  readonly hostDone: (row: Row, transcript: readonly string[]) => void;
  /** The report of a month is written. */
  readonly reported: (outcome: ReportOutcome) => Promise<void>;
  /** All hosts are done: the table, and on a runner the job summary and the outputs. */
  readonly checked: (report: CheckReport) => Promise<void>;
}

export interface ReportOutcome {
  /** For a terminal. */
  readonly lines: readonly string[];
  /** For the page of the job; Markdown, made inert. */
  readonly summary: string;
  /** Of the month page, from the root of the repository. */
  readonly path: string;
  /** undefined: nothing was pushed. */
  readonly commit: string | undefined;
  readonly alertsOpen: number;
}
