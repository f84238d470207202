/** The help of the terminal, made from the table of commands. Pure. */
import manifest from "../../package.json" with { type: "json" };
import { wrapped } from "../output/wrap.ts";
import type { Command, Commands } from "./command.ts";
import { commonFlags, type Flag, type Flags, shortFlags } from "./flags.ts";

export function versionLine(): string {
  return `server-monitor ${manifest.version}`;
}

/** What there is, for whoever gives no command. */
export function overview(commands: Commands, width: number): string[] {
  return [
    ...wrapped("Checks 1–200 servers and keeps every result in git.", width),
    "",
    "usage: server-monitor COMMAND [--flag value …]",
    "",
    ...described(
      Object.entries(commands).map(([name, { summary }]) => [name, summary]),
      width,
    ),
    "",
    "First steps:",
    "",
    "  server-monitor demo",
    "  server-monitor COMMAND --help",
  ];
}

/** What a command does, how it is called, and its flags. */
export function commandHelp(name: string, command: Command, width: number): string[] {
  const { summary, operands, examples, flags, hasTranscripts } = command;
  const { verbose, ...common } = commonFlags;
  const usage = ["server-monitor", name, operands, Object.keys(flags).length > 0 && "[--flag value …]"].filter(Boolean);
  return [
    ...wrapped(summary, width),
    "",
    `usage: ${usage.join(" ")}`,
    "",
    "Examples:",
    "",
    ...examples.flatMap(([words, meaning]) => [`  server-monitor ${words}`, ...wrapped(meaning, width, "      ")]),
    "",
    "Flags:",
    "",
    ...flagLines({ ...flags, ...(hasTranscripts && verbose ? { verbose } : {}), ...common }, width),
    ...(hasSecrets(flags) ? ["", ...wrapped(secretWords, width)] : []),
  ];
}

const secretWords =
  "Pass secrets in the environment, because other users can see flags: SERVER_MONITOR_SMTP_PASSWORD is --smtp-password, and so on for every input.";

function hasSecrets(flags: Flags): boolean {
  return "token" in flags || "credentials" in flags;
}

function flagLines(flags: Flags, width: number): string[] {
  return described(
    Object.entries(flags).map(([name, flag]) => [termOf(name, flag), meaningOf(flag)]),
    width,
  );
}

/** `-h, --help`, `--push BOOLEAN` */
function termOf(name: string, { value }: Flag): string {
  const [short] = Object.entries(shortFlags).find(([, long]) => long === name) ?? [];
  return [short === undefined ? "" : `-${short}, `, `--${name}`, value === undefined ? "" : ` ${value}`].join("");
}

function meaningOf({ meaning, default: fallback }: Flag): string {
  const here = meaning.replace(commandPrefix, (_all, first: string) => first.toUpperCase());
  return fallback === undefined ? here : `${here} Default: ${fallback}.`;
}

/** The list of inputs names the command that an input is for, which its own help need not. */
const commandPrefix = /^For `\w+`: (\w?)/;

const leastMeaningWidth = 45;

/** Each term with its meaning beside it; below it where the terminal is narrow. */
export function described(terms: readonly (readonly [term: string, meaning: string])[], width: number): string[] {
  const termWidth = Math.max(...terms.map(([term]) => term.length)) + 4;
  const meaningWidth = width - termWidth;
  if (meaningWidth < leastMeaningWidth)
    return terms.flatMap(([term, meaning]) => [`  ${term}`, ...wrapped(meaning, width, "      ")]);
  return terms.flatMap(([term, meaning]) => {
    const [first = "", ...rest] = wrapped(meaning, meaningWidth);
    return [`  ${term}`.padEnd(termWidth) + first, ...rest.map((line) => " ".repeat(termWidth) + line)];
  });
}
