/**
 * What the GitHub Actions runner takes for commands in the output of a step, stdout and stderr alike: the rules of
 * actions/runner (ActionCommand.cs, ActionCommandManager.cs, and ProcessInvoker.cs for the lines).
 */

export interface RunnerCommand {
  readonly name: string;
  readonly data: string;
}

/** Commands that the runner knows. It takes their names in any case. */
const known: ReadonlySet<string> = new Set([
  "add-mask",
  "add-matcher",
  "add-path",
  "debug",
  "echo",
  "endgroup",
  "error",
  "group",
  "internal-set-repo-path",
  "notice",
  "remove-matcher",
  "save-state",
  "set-env",
  "set-output",
  "stop-commands",
  "warning",
]);

/** .NET's ReadLine ends a line at a lone carriage return, too. */
export function linesOf(log: string): string[] {
  return log.split(/\r\n|\r|\n/);
}

export function commandsIn(log: string): RunnerCommand[] {
  return linesOf(log).flatMap((line) => commandOf(line) ?? []);
}

/** The values masked before anything else was printed. */
export function masksAtStart(log: string): Set<string> {
  const lines = linesOf(log);
  const end = lines.findIndex((line) => line !== "" && !isMask(line));
  return new Set(lines.slice(0, end < 0 ? undefined : end).map((line) => commandOf(line)?.data ?? ""));
}

/** A log as people see it: what a line masks stays between the step and the runner. */
export function withoutMasks(log: string): string {
  return linesOf(log)
    .filter((line) => !isMask(line))
    .join("\n");
}

function isMask(line: string): boolean {
  return commandOf(line)?.name === "add-mask";
}

function commandOf(line: string): RunnerCommand | undefined {
  return newForm(line) ?? oldForm(line);
}

/** `::name key=value,…::data` where the line begins, after any blank that .NET knows (which a byte order mark is not). */
function newForm(line: string): RunnerCommand | undefined {
  const [, head = "", data = ""] = /^[\t-\r\u0085\p{Z}]*::(.*?)::(.*)$/su.exec(line) ?? [];
  return command(head, data, /%(0D|0A|25)/gi);
}

/** `##[name key=value;…]data` anywhere in the line. */
function oldForm(line: string): RunnerCommand | undefined {
  const [, head = "", data = ""] = /##\[(.*?)\](.*)$/s.exec(line) ?? [];
  return command(head, data, /%(3B|5D|0D|0A|25)/gi);
}

function command(head: string, data: string, escapes: RegExp): RunnerCommand | undefined {
  const name = head.split(" ")[0]?.toLowerCase() ?? "";
  if (!known.has(name)) return undefined;
  return { name, data: data.replace(escapes, decodeURIComponent) };
}
