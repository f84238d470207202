/** The common part of both entry points: inputs become one command. Catches all errors. */
import { actionCommands, run, terminalCommands } from "./commands/index.ts";
import { readCommandLine, readInputs, takeActionInputs, terminalDefaults } from "./inputs.ts";
import { readSurroundings } from "./surroundings.ts";

export async function runAction(environment: NodeJS.ProcessEnv): Promise<void> {
  const { fail, runnerReporter } = await import("./output/runner.ts");
  await untilDone(fail, async () => {
    const inputs = readInputs(takeActionInputs(environment));
    const surroundings = readSurroundings(environment);
    const reporter = runnerReporter({ jobSummary: Boolean(environment["GITHUB_STEP_SUMMARY"]) });
    const secrets = [inputs.token?.reveal(), inputs.mail.smtpPassword?.reveal(), inputs.heartbeatUrl?.href];
    for (const secret of secrets) if (secret) reporter.mask(secret);
    await run(actionCommands, { inputs, surroundings, reporter, now: new Date(), clockMs });
  });
}

export async function runTerminal(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const { fail, terminalReporter } = await import("./output/terminal.ts");
  await untilDone(fail, async () => {
    const { inputs: given, verbose, help } = readCommandLine(words, environment);
    const reporter = terminalReporter(verbose);
    if (help) return usage().forEach(reporter.info);
    const [inputs, surroundings] = [readInputs(given), readSurroundings(environment)];
    await run(terminalCommands, { inputs, surroundings, reporter, now: new Date(), clockMs });
  });
}

function clockMs(): number {
  return Date.now();
}

function usage(): string[] {
  const { command: _, ...named } = terminalDefaults;
  const flags = Object.entries(named).map(
    ([name, value]) => `  --${name} ${value === "" ? "TEXT" : `TEXT (${value})`}`,
  );
  return [
    "usage: server-monitor COMMAND [--input-name value …] [--verbose]",
    "",
    `commands: ${Object.keys(terminalCommands).join(", ")}`,
    "",
    ...flags,
    "",
    "Meanings: see Inputs in README.md. Pass secrets in the environment, for example as SERVER_MONITOR_SMTP_PASSWORD.",
  ];
}

async function untilDone(fail: (message: string) => void, work: () => Promise<void>): Promise<void> {
  /** An uncaught error is a bug: the process must not continue. */
  const stop = (error: unknown) => {
    fail(`unexpected: ${messageOf(error)}`);
    process.exit();
  };
  process.on("uncaughtException", stop).on("unhandledRejection", stop);
  try {
    await work();
  } catch (error) {
    fail(messageOf(error));
  }
  // A pending DNS lookup cannot be cancelled, and would keep the process alive.
  setTimeout(() => process.exit(), 1000).unref();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "no reason given";
}
