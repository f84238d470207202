/** Messages name inputs as the action has them, in backticks: `push`, `push: false`. In a terminal these are flags. */
import { inputDefaults } from "../inputs.ts";

/** `--push`, `--push false` */
export function asFlags(text: string): string {
  return text.replace(/(?:the input )?`([a-z-]+)(?:: ([^`]*))?`/g, (all, name, value) => {
    // A permission of a job has the name of an input.
    if (!isInput(name) || value === "write") return all;
    return value === undefined ? `--${name}` : `--${name} ${value}`;
  });
}

/** An error about an input begins with its name: `month: expected …`, which here is `--month: expected …`. */
export function errorAsFlags(line: string): string {
  const [, name = ""] = /^([a-z-]+): /.exec(line) ?? [];
  return asFlags(isInput(name) ? `--${line}` : line);
}

function isInput(name: string): boolean {
  return Object.hasOwn(inputDefaults, name);
}
