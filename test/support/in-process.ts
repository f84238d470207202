/** Runs a command in this process, with a reporter that keeps what it is told. */
import { join } from "node:path";
import { run, terminalCommands } from "../../src/commands/index.ts";
import { inputDefaults, readInputs } from "../../src/inputs.ts";
import type { Reporter, ReportOutcome } from "../../src/output/reporter.ts";
import type { CheckReport } from "../../src/report/summary.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { silentReporter } from "./reporter.ts";

export interface Place {
  readonly workspace: string;
  readonly home: string;
  /** On top of what every command has. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Instead of `results` in the workspace. */
  readonly results?: string;
  /** Flags that only this command has. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Words after the command. */
  readonly operands?: readonly string[];
}

export interface Told {
  readonly infos: readonly string[];
  readonly warnings: readonly string[];
  /** What it was busy with. */
  readonly doings: readonly string[];
  /** Texts that the table of the hosts comes after. */
  readonly infosBeforeTable: readonly string[];
  /** What is printed as it is. */
  readonly printed: string;
  /** What makes the run red. */
  readonly fault: string | undefined;
  /** How many hosts were asked. */
  readonly asked: number;
  readonly report: CheckReport | undefined;
  readonly outcome: ReportOutcome | undefined;
}

/** The inputs as a person would type them; no issues and no mail unless they say so. */
export async function runCommand(
  given: Readonly<Record<string, string>>,
  { workspace, home, environment, results = join(workspace, "results"), flags = {}, operands = [] }: Place,
  now = new Date(),
): Promise<Told> {
  const [infos, warnings, texts, doings]: [string[], string[], string[], string[]] = [[], [], [], []];
  let infosBeforeTable: readonly string[] = [];
  let [asked, report, outcome]: [number, CheckReport | undefined, ReportOutcome | undefined] = [
    0,
    undefined,
    undefined,
  ];
  const reporter: Reporter = {
    ...silentReporter,
    info: (text) => void infos.push(text),
    warn: (text) => void warnings.push(text),
    print: (text) => void texts.push(text),
    hostStarted: () => {
      asked += 1;
    },
    doing: (text) => void doings.push(text),
    checked: async (told) => {
      infosBeforeTable = [...infos];
      report = told;
    },
    reported: async (told) => {
      outcome = told;
    },
  };
  const inputs = readInputs({ ...inputDefaults, issues: "false", "email-on": "never", results, ...given });
  const path = process.env["PATH"] ?? "";
  const surroundings = readSurroundings({ PATH: path, HOME: home, GIT_CONFIG_NOSYSTEM: "1", ...environment });
  const fault = await run(terminalCommands, {
    inputs,
    flags,
    operands,
    surroundings,
    reporter,
    now,
    clockMs: Date.now,
  }).then(
    () => undefined,
    (cause: unknown) => (cause instanceof Error ? cause.message : String(cause)),
  );
  return { infos, warnings, doings, infosBeforeTable, printed: texts.join(""), fault, asked, report, outcome };
}
