/** The action's door: inputs become one command. The only catch-all. */
import { actionCommands, run } from "./commands/index.ts";
import { readInputs, takeActionInputs } from "./inputs.ts";
import { fail, runnerReporter } from "./output/runner.ts";
import { readSurroundings } from "./surroundings.ts";

process.on("uncaughtException", stop).on("unhandledRejection", stop);

try {
  const inputs = readInputs(takeActionInputs(process.env));
  const surroundings = readSurroundings(process.env);
  const reporter = runnerReporter({ jobSummary: Boolean(process.env["GITHUB_STEP_SUMMARY"]) });
  const secrets = [inputs.token?.reveal(), inputs.mail.smtpPassword?.reveal(), inputs.heartbeatUrl?.href];
  for (const secret of secrets) if (secret) reporter.mask(secret);
  await run(actionCommands, { inputs, surroundings, reporter, now: new Date() });
} catch (error) {
  fail(messageOf(error));
}
// All that may still be open is the look-up of a name, which cannot be called off.
setTimeout(() => process.exit(), 1000).unref();

/** Something of ours broke where nobody could catch it: nothing after it can be trusted. */
function stop(error: unknown): never {
  fail(`unexpected: ${messageOf(error)}`);
  process.exit();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "no reason given";
}
