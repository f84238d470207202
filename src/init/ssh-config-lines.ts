/**
 * ssh_config(5): text → directives, each with the conditions of its blocks. Included files are read where they are named.
 * Nothing is executed: a `Match exec` block never applies.
 */
import { globSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { expandHome } from "../inventory/paths.ts";
import { SourceError } from "./found.ts";
import { isRegularFile, readFile } from "./read.ts";

export interface Directive {
  /** In lower case. */
  readonly keyword: string;
  readonly args: readonly string[];
  /** `~/.ssh/config line 3` */
  readonly place: string;
  /** The directive applies where all of them do. */
  readonly conditions: readonly Condition[];
}

/** A `Host` or `Match` line. */
export interface Condition {
  /** Patterns of a `Host` line for the name as typed; upper and lower case differ. undefined: any name. */
  readonly host?: readonly string[] | undefined;
  /** Lists of patterns of a `Match` line, for the name as typed and for the name after `HostName`. */
  readonly typed?: string | undefined;
  readonly resolved?: string | undefined;
  /** Why it cannot be evaluated here. Then it does not apply. */
  readonly unknown?: string | undefined;
}

interface Reading {
  readonly home: string;
  readonly directives: Directive[];
  readonly notes: string[];
  files: number;
}

/** As in OpenSSH. */
const depthMax = 16;
const filesMax = 500;
const directivesMax = 20_000;

export async function readDirectives(path: string, home: string) {
  const reading: Reading = { home, directives: [], notes: [], files: 0 };
  await readInto(reading, path, [], []);
  return { directives: reading.directives, notes: reading.notes };
}

async function readInto(reading: Reading, path: string, outer: readonly Condition[], stack: readonly string[]) {
  reading.files += 1;
  if (reading.files > filesMax) throw new SourceError(`${path}: over ${filesMax} included files: remove some`);
  const lines = (await readFile(path)).split(/\r\n|\r|\n/);
  let conditions = outer;
  for (const [index, line] of lines.entries()) {
    const [keyword = "", ...args] = wordsOf(line);
    const directive = { keyword: keyword.toLowerCase(), args, place: `${path} line ${index + 1}`, conditions };
    if (directive.keyword === "") continue;
    if (directive.keyword === "include") await include(reading, directive, path, [...stack, path]);
    const block = blockOf(directive);
    if (block) conditions = [...outer, block];
    if (block?.unknown) reading.notes.push(`${directive.place}: ${block.unknown}, so the block was left out`);
    reading.directives.push({ ...directive, conditions });
    if (reading.directives.length > directivesMax)
      throw new SourceError(`${path}: over ${directivesMax} lines: give a smaller file`);
  }
}

async function include(
  reading: Reading,
  { args, place, conditions }: Directive,
  from: string,
  stack: readonly string[],
) {
  for (const path of args.flatMap((pattern) => includedFiles(pattern, from, reading.home))) {
    const problem = stack.includes(path)
      ? "includes itself"
      : stack.length > depthMax
        ? "is included too deep"
        : undefined;
    if (problem === undefined) await readInto(reading, path, conditions, stack);
    else reading.notes.push(`${place}: ${path} ${problem}, and was left out`);
  }
}

/** Relative names are in ~/.ssh, or in /etc/ssh for the system's file. */
function includedFiles(pattern: string, from: string, home: string): string[] {
  const expanded = expandHome(pattern, home).replace(/\*\*+/g, "*");
  const folder = dirname(from) === "/etc/ssh" ? "/etc/ssh" : join(home, ".ssh");
  const absolute = isAbsolute(expanded) ? expanded : join(folder, expanded);
  return globSync(absolute).sort().filter(isRegularFile);
}

function blockOf({ keyword, args }: Directive): Condition | undefined {
  if (keyword === "host") return { host: args };
  return keyword === "match" ? matchOf(args) : undefined;
}

/** `Match host a,b originalhost c`, `Match all`. */
function matchOf(args: readonly string[]): Condition {
  const criteria = args.map((arg) => arg.toLowerCase());
  if (criteria.length === 1 && criteria[0] === "all") return {};
  const given = new Map<string, string>();
  for (let index = 0; index < args.length; index += 2) given.set(criteria[index] ?? "", args[index + 1] ?? "");
  const unknown = [...given.keys()].find((name) => name !== "host" && name !== "originalhost");
  return unknown === undefined
    ? { typed: given.get("originalhost"), resolved: given.get("host") }
    : { unknown: `"Match ${unknown}" cannot be evaluated here` };
}

/** The words of a line: separated by blanks, the first also by `=`; with quotes; up to a comment. */
export function wordsOf(line: string): string[] {
  const [, keyword, rest = ""] = /^\s*([A-Za-z]\w*)\s*(?:=|\s)\s*(.*)$/s.exec(line) ?? [];
  return keyword === undefined ? [] : [keyword, ...quotedWords(rest)];
}

/** As a shell splits them: `-o ProxyCommand="ssh -W %h:%p a"  # comment` are two words. */
export function quotedWords(text: string): string[] {
  const words = [...text.matchAll(/(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g)].map(([word]) => word);
  const end = words.findIndex((word) => word.startsWith("#"));
  return words.slice(0, end < 0 ? undefined : end).map((word) => word.replace(/(["'])(.*?)(?:\1|$)/g, "$2"));
}
