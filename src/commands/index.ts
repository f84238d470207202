/** The commands by name. Each loads its code when it is called, so that nobody waits for what another one needs. */
import { InputError } from "../inputs.ts";
import type { Call } from "./call.ts";

type Command = (call: Call) => Promise<void>;

/** Commands of the action. */
export const actionCommands: Readonly<Record<string, Command>> = {
  check: async (call) => (await import("./check.ts")).check(call),
  report: async (call) => (await import("./report.ts")).report(call),
  watchdog: async (call) => (await import("./watchdog.ts")).watchdog(call),
};

/** Commands of the terminal: those of the action, and those that make sense before there is a runner. */
export const terminalCommands: Readonly<Record<string, Command>> = {
  ...actionCommands,
  demo: async (call) => (await import("./demo.ts")).demo(call),
  doctor: async (call) => (await import("./doctor.ts")).doctor(call),
  probe: async (call) => (await import("./probe.ts")).probe(call),
  replay: async (call) => (await import("./replay.ts")).replay(call),
  validate: async (call) => (await import("./validate.ts")).validate(call),
};

export async function run(commands: Readonly<Record<string, Command>>, call: Call): Promise<void> {
  const { command } = call.inputs;
  const chosen = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (chosen === undefined) throw new InputError([`command: expected one of ${Object.keys(commands).join(", ")}`]);
  await chosen(call);
}
