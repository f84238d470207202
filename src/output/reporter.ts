/** The output of a command for a person or a runner. Every text may quote a host: implementations escape it. */
import type { CheckReport } from "../report/summary.ts";
import type { Row } from "../row/row.ts";

export interface Reporter {
  /** How many characters fit into a line; Infinity: any number, as in a file or a log. */
  readonly width: number;
  readonly info: (text: string) => void;
  /** Our own text, unchanged: for a file or a pipe. */
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** The result of a command in one line, for the job summary, if there is one. */
  readonly summarise: (text: string) => Promise<void>;
  /** Registers a value that must not appear in any log. */
  readonly mask: (secret: string) => void;
  /** What is going on, for whoever waits; "": nothing. */
  readonly doing: (text: string) => void;
  /** How many hosts there are to check. */
  readonly started: (hosts: number) => void;
  readonly hostStarted: (host: string) => void;
  /** `transcript`: requests and answers, shown with `--verbose`. */
  readonly hostDone: (row: Row, transcript: readonly string[]) => void;
  /** The monthly report is written. */
  readonly reported: (outcome: ReportOutcome) => Promise<void>;
  /** All hosts are done: the table, and on a runner the job summary and the outputs. */
  readonly checked: (report: CheckReport) => Promise<void>;
}

export interface ReportOutcome {
  /** For a terminal. */
  readonly lines: readonly string[];
  /** For the job summary; escaped Markdown. */
  readonly summary: string;
  /** Of the month page, from the root of the repository. */
  readonly path: string;
  /** undefined: nothing was pushed. */
  readonly commit: string | undefined;
  readonly alertsOpen: number;
}
