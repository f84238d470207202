/**
 * What came back from the probe script, before anyone reads meaning into it.
 *
 *     @server-monitor v 1
 *     @server-monitor probe 4                                    (revision of the script; not said by the first one)
 *     @server-monitor mem MemFree:17075624 MemAvailable:23729984
 *     @server-monitor disk /dev/vda  264212084 41158820  65232092  39% /
 *     @server-monitor disk exit 0                                (the status of the program that printed the lines before)
 *     @server-monitor end
 *
 * Only lines with the mark count, wherever in a line it stands: motd, rc files and background jobs write what they like
 * between them. A last line without its newline was cut and does not count.
 */
export const mark = "@server-monitor ";
export const endLine = `${mark}end`;

/** Raised when a line changes its meaning. New keys need no new version: readers pass over keys they do not know. */
export const protocolVersion = "1";

/** Raised when the script answers something new. Hosts with a forced command may run an older script. */
export const probeRevision = 4;

export interface Answer {
  /** Whether the script ran at all: its version line was seen, and it is a version that we can read. */
  readonly started: boolean;
  /** Whether the version line and the end line were both seen. */
  readonly complete: boolean;
  /** The revision of the script that answered. */
  readonly revision: number;
  /** The text after KEY of every line with that key, in order. Empty for a key that was not said. */
  readonly lines: (key: string) => readonly string[];
}

export function readAnswer(text: string): Answer {
  const said = text.split("\n").slice(0, -1).flatMap(markedLine);
  const start = said.findIndex(({ key, rest }) => key === "v" && rest === protocolVersion);
  const end = said.findIndex(({ key }, index) => key === "end" && index > start);
  const facts = start < 0 ? [] : said.slice(start + 1, end < 0 ? undefined : end);
  const byKey = new Map<string, string[]>();
  for (const { key, rest } of facts) {
    const lines = byKey.get(key);
    if (lines === undefined) byKey.set(key, [rest]);
    else lines.push(rest);
  }
  const revision = facts.find(({ key }) => key === "probe")?.rest ?? "";
  return {
    started: start >= 0,
    complete: start >= 0 && end >= 0,
    revision: /^\d{1,4}$/.test(revision) ? Number(revision) : 1,
    lines: (key) => byKey.get(key) ?? [],
  };
}

/** The one line with this key. Throws where it was not said, or said twice. */
export function onlyLine(answer: Answer, key: string): string {
  const [line, ...more] = answer.lines(key);
  if (line === undefined) throw new Error(`the host did not say "${key}"`);
  if (more.length > 0) throw new Error(`the host said "${key}" ${more.length + 1} times`);
  return line;
}

const exitLine = /^exit (\d{1,3})$/;

/** The status of the program whose output has this key. undefined where the script does not say. */
export function exitStatus(answer: Answer, key: string): number | undefined {
  const status = answer.lines(key).flatMap((line) => exitLine.exec(line)?.[1] ?? []);
  return status.length === 0 ? undefined : Number(status.at(-1));
}

/** What a program printed, without its exit status. It may have failed: see `exitStatus`. */
export function outputLines(answer: Answer, key: string): readonly string[] {
  return answer.lines(key).filter((line) => !exitLine.test(line));
}

/** What the script's own limit of 500 and its key come to: nothing longer is an answer. */
const longestLine = 600;

function markedLine(line: string): { key: string; rest: string }[] {
  const at = line.indexOf(mark);
  if (at < 0) return [];
  const [, key = "", rest = ""] =
    /^(\S*) ?(.*)$/.exec(withoutControls(line.slice(at + mark.length, at + longestLine))) ?? [];
  return [{ key, rest: rest.trim() }];
}

function withoutControls(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "");
}
