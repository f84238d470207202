/** bench/RESULTS.md: one section for each benchmark, with the machine it ran on. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

const page = join(import.meta.dirname, "RESULTS.md");

/** Puts a section in place of the one of the same title, else at the end. */
export function writeSection(title: string, lines: readonly string[]): void {
  const text = existsSync(page) ? readFileSync(page, "utf8") : "# Measured\n";
  const parts = text.split(/^(?=## )/m).filter((part) => !part.startsWith(`## ${title}\n`));
  const section = `## ${title}\n\n${machine()}\n\n${lines.join("\n")}\n`;
  writeFileSync(page, `${[...parts, section].map((part) => part.trim()).join("\n\n")}\n`);
}

export function table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  return [heading, heading.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}

function machine(): string {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  const git = execFileSync("git", ["--version"], { encoding: "utf8" }).trim();
  return `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model}, ${gib} GiB, Node ${process.version.slice(1)}, ${git}.`;
}
