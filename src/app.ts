/** The common part of both entry points: inputs become one command. Catches all errors. */
import { readCommandLine } from "./commands/command-line.ts";
import { commandHelp, overview, versionLine } from "./commands/help.ts";
import { actionCommands, run, terminalCommands } from "./commands/index.ts";
import { InputError, readInputs, takeActionInputs } from "./inputs.ts";
import { InventoryError } from "./inventory/inventory-error.ts";
import type { Reporter } from "./output/reporter.ts";
import { readSurroundings } from "./surroundings.ts";

export async function runAction(environment: NodeJS.ProcessEnv): Promise<void> {
  const { fail, runnerReporter } = await import("./output/runner.ts");
  await untilDone(fail, async () => {
    const inputs = readInputs(takeActionInputs(environment));
    const surroundings = readSurroundings(environment);
    const reporter = runnerReporter({ jobSummary: Boolean(environment["GITHUB_STEP_SUMMARY"]) });
    const { token, mail, heartbeatUrl, notifyUrl } = inputs;
    const secrets = [token?.reveal(), mail.smtpPassword?.reveal(), heartbeatUrl?.href, notifyUrl?.href];
    for (const secret of secrets) if (secret) reporter.mask(secret);
    await run(actionCommands, { inputs, surroundings, reporter, flags: {}, operands: [], now: new Date(), clockMs });
  });
}

export async function runTerminal(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const { fail, ignoreClosedOutput, terminalReporter } = await import("./output/terminal.ts");
  ignoreClosedOutput();
  await untilDone(fail, async () => {
    const line = readCommandLine(words, environment, terminalCommands);
    const reporter = terminalReporter(line.verbose);
    if (line.version) return reporter.info(versionLine());
    const command = line.command === undefined ? undefined : terminalCommands[line.command];
    if (line.command === undefined || command === undefined)
      return overview(terminalCommands, helpWidth(reporter)).forEach(reporter.info);
    if (line.help) return commandHelp(line.command, command, helpWidth(reporter)).forEach(reporter.info);
    const surroundings = readSurroundings(environment);
    await run(terminalCommands, {
      ...line,
      inputs: readInputs(line.inputs),
      surroundings,
      reporter,
      now: new Date(),
      clockMs,
    });
  });
}

function clockMs(): number {
  return Date.now();
}

/** Longer lines are harder to read. */
const mostHelpWidth = 100;
const usualWidth = 80;

function helpWidth({ width }: Reporter): number {
  return width === Number.POSITIVE_INFINITY ? usualWidth : Math.min(width, mostHelpWidth);
}

async function untilDone(
  fail: (message: string, isOfInputs: boolean) => void,
  work: () => Promise<void>,
): Promise<void> {
  /** An uncaught error is a bug: the process must not continue. */
  const stop = (error: unknown) => {
    fail(`unexpected: ${messageOf(error)}`, false);
    process.exit();
  };
  process.on("uncaughtException", stop).on("unhandledRejection", stop);
  try {
    await work();
  } catch (error) {
    fail(messageOf(error), error instanceof InputError || error instanceof InventoryError);
  }
  // A pending DNS lookup cannot be cancelled, and would keep the process alive.
  setTimeout(() => process.exit(), 1000).unref();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "no reason given";
}
