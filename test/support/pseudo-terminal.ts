/** Runs the terminal's program in a real pseudo-terminal, and shows what a person would see in the end. */
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { cellWidth } from "../../src/output/wrap.ts";

const cli = join(import.meta.dirname, "..", "..", "dist", "cli.js");

interface Terminal {
  readonly columns: number;
  readonly home: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Seen {
  /** As written, with control sequences. */
  readonly written: string;
  /** The lines that stay. */
  readonly lines: readonly string[];
  /** The widest line that was there at any time. */
  readonly widest: number;
}

/** By `script` of util-linux. */
export async function runInTerminal(words: readonly string[], { columns, home, environment }: Terminal): Promise<Seen> {
  const command = [process.execPath, cli, ...words].map(quoted).join(" ");
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    TMPDIR: tmpdir(),
    TERM: "xterm",
    SERVER_MONITOR_TIMEOUT: "600",
    ...environment,
  };
  const child = spawn("script", ["-qec", `stty cols ${columns} rows 50 && ${command}`, "/dev/null"], {
    ...{ cwd: home, env, stdio: ["ignore", "pipe", "inherit"] },
  });
  const written = await text(child.stdout);
  return { written, ...screen(written) };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

const colours = /\u001b\[\d*(;\d+)*m/g;

/** Understands what the program writes: colours, back to the start of the line, and the rest of the line erased. */
function screen(written: string): Pick<Seen, "lines" | "widest"> {
  let widest = 0;
  const lines = written
    .replace(colours, "")
    .split("\r\n")
    .map((line) => {
      const states = line.split("\r\u001b[K");
      widest = Math.max(widest, ...states.map(cellWidth));
      return states.at(-1) ?? "";
    });
  return { lines, widest };
}
