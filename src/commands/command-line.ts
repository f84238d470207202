/** `COMMAND [OPERANDS] [--flag value …]` → the parts of a call. A command takes its own flags only. */

import { parseArgs } from "node:util";
import { quoted } from "../input-values.ts";
import { InputError, inputDefaults, type RawInputs, takeTerminalInputs, withDefaults } from "../inputs.ts";
import { nearest } from "../inventory/nearest.ts";
import { isFile } from "../inventory/source.ts";
import { count, listed } from "../words/count.ts";
import type { Call } from "./call.ts";
import type { Command, Commands } from "./command.ts";
import { commonFlags, type Flags, shortFlags } from "./flags.ts";

export interface CommandLine extends Pick<Call, "flags" | "operands"> {
  /** undefined: none was given. */
  readonly command: string | undefined;
  readonly inputs: RawInputs;
  readonly verbose: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/**
 * Any input can also be set in the environment, as SERVER_MONITOR_INPUT_NAME, because every user can read flags in the
 * process list, and passwords must not be there.
 */
export function readCommandLine(
  given: readonly string[],
  environment: NodeJS.ProcessEnv,
  commands: Commands,
): CommandLine {
  // As with git: `help check`.
  const words = given[0] === "help" ? [...given.slice(1), "--help"] : given;
  const quiet = takeTerminalInputs(environment);
  const command = parse(words, allFlags(commands)).operands[0];
  const chosen = command === undefined ? undefined : commandOf(command, commands);
  const { given: flags, operands } = parse(words, { ...chosen?.flags, ...commonFlags });
  const { help, verbose, version, ...values } = checked(flags, { command, chosen, commands });
  const [, ...rest] = operands;
  if (chosen !== undefined && help === undefined) requireOperands(rest, command, chosen);
  const isInput = (name: string) => Object.hasOwn(inputDefaults, name) && name !== "command";
  const entries = Object.entries(values);
  return {
    command,
    operands: rest,
    flags: Object.fromEntries(entries.filter(([name]) => !isInput(name))),
    inputs: withDefaults({ ...quiet, ...Object.fromEntries(entries.filter(([name]) => isInput(name))), command }),
    ...{ help: help !== undefined, verbose: verbose !== undefined, version: version !== undefined },
  };
}

interface Given {
  readonly name: string;
  /** undefined: none was given. */
  readonly value: string | undefined;
}

/** Never throws: what is wrong with a flag is found afterwards. */
function parse(words: readonly string[], flags: Flags): { given: Given[]; operands: string[] } {
  const shorts = new Map(Object.entries(shortFlags).map(([letter, name]) => [name, letter]));
  const options = Object.entries(flags).map(([name, { value }]) => {
    const short = shorts.get(name);
    return [name, { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short && { short }) }];
  });
  const { tokens } = parseArgs({
    ...{ args: [...words], options: Object.fromEntries(options), strict: false, tokens: true, allowPositionals: true },
  });
  return {
    given: tokens.flatMap((token) => (token.kind === "option" ? [{ name: token.name, value: token.value }] : [])),
    operands: tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : [])),
  };
}

function allFlags(commands: Commands): Flags {
  return Object.assign({}, ...Object.values(commands).map(({ flags }) => flags), commonFlags);
}

function commandOf(name: string, commands: Commands): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  throw lineError(`there is no command ${quoted(name)}${didYouMean(name, Object.keys(commands), "")}`);
}

interface Chosen {
  readonly command: string | undefined;
  readonly chosen: Command | undefined;
  readonly commands: Commands;
}

/** The values of the flags by name; all errors at once. */
function checked(given: readonly Given[], { command, chosen, commands }: Chosen): Readonly<Record<string, string>> {
  const flags: Flags = { ...chosen?.flags, ...commonFlags };
  const errors = given.flatMap(({ name, value }) => {
    const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (flag === undefined) return [unknownFlag(name, command, commands)];
    if (flag.value !== undefined && (value === undefined || value.startsWith("--")))
      return [`--${name} needs a value: --${name} ${flag.value}`];
    return flag.value === undefined && value !== undefined ? [`--${name} takes no value`] : [];
  });
  if (errors.length > 0) throw lineError(errors.join("\n"), command);
  return Object.fromEntries(given.map(({ name, value }) => [name, value ?? "true"]));
}

/** Where a name without a command is known, the command is what is missing. */
function unknownFlag(name: string, command: string | undefined, commands: Commands): string {
  const owners = Object.keys(commands).filter((each) => Object.hasOwn(commands[each]?.flags ?? {}, name));
  if (command === undefined) return withoutCommand(name, owners, commands);
  const own = Object.keys({ ...commands[command]?.flags, ...commonFlags });
  const guess = didYouMean(name, own, "--");
  return `${command} has no flag ${shownFlag(name)}${guess || (owners.length > 0 ? ` (${listed(owners)} ${owners.length > 1 ? "have" : "has"} it)` : "")}`;
}

function withoutCommand(name: string, owners: readonly string[], commands: Commands): string {
  const [owner] = owners.includes("check") ? ["check"] : owners;
  if (owner !== undefined) return `give a command before --${name}, such as: server-monitor ${owner} --${name} …`;
  return `there is no flag ${shownFlag(name)}${didYouMean(name, Object.keys(allFlags(commands)), "--")}`;
}

/** A long name may be a secret that was typed in the wrong place. */
function shownFlag(name: string): string {
  return name.length > mostShown ? `of ${name.length} characters` : `${name.length === 1 ? "-" : "--"}${name}`;
}

const mostShown = 20;

function didYouMean(word: string, known: readonly string[], dashes: string): string {
  const guess = nearest(word, known);
  return guess === undefined ? "" : `; did you mean ${dashes}${guess}?`;
}

/** `NAME ADDRESS` are two words that have to be there, `[FILE]` is one that may be. */
function requireOperands(given: readonly string[], name: string | undefined, { operands = "", flags }: Command): void {
  const known = operands.split(" ").filter(Boolean);
  const missing = known.slice(given.length).filter((operand) => !operand.startsWith("["));
  if (missing.length > 0) throw lineError(`${name} needs ${missing.join(" and ")}`, name);
  const [extra] = given.slice(known.length);
  if (extra === undefined) return;
  const most = known.length === 0 ? "no word" : `at most ${count(known.length, "word")}`;
  const hint = "inventory" in flags ? inventoryHint(extra) : `, got ${quoted(extra)}`;
  throw lineError(`${name} takes ${most} besides its flags${hint}`, name);
}

/** A path is shown only where it is that of a file: any other word may be a secret. */
function inventoryHint(word: string): string {
  const isPath = /^[\w./~@+-]{1,200}$/.test(word) && isFile(word);
  return isPath
    ? `; did you mean --inventory ${word}?`
    : `, got ${quoted(word)}; the inventory is given with --inventory FILE`;
}

function lineError(message: string, command?: string): InputError {
  const help = `server-monitor ${command === undefined ? "" : `${command} `}--help`;
  return new InputError([`command line: ${message}${/\?$/.test(message) ? " See" : "; see"} ${help}`]);
}
