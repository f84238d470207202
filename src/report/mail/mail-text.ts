/** A mail as text that reads well by itself, in 72 columns. Pure. */
import { type Shown, terminalText } from "../../safe-text.ts";
import { breakableBlank } from "../../words/figure.ts";
import { type Block, clipped, type DayState, type Item, itemOf, type MailPage, type Words } from "./mail-document.ts";

const columns = 72;

export function textMail({ blocks, footer }: MailPage): string {
  const parts = [...blocks.map(textBlock), `-- \n${footer.map((line) => wrapped(plain(line))).join("\n")}`];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/**
 * A link in text says where it leads, so that a bare address that a mail reader makes one of deceives nobody; one that names
 * its protocol is not left for a slip of the finger.
 */
function inertText(text: Shown): string {
  return terminalText(text).replaceAll("://", "[://]");
}

function plain(words: Words): string {
  return typeof words === "string" ? inertText(words) : words((text) => inertText(clipped(text)));
}

function textBlock(block: Block): string {
  switch (block.kind) {
    case "lead":
    case "paragraph":
      return wrapped(plain(block.words));
    case "heading":
      return heading(plain(block.words) + (block.badge === undefined ? "" : ` · ${block.badge.words}`));
    case "list":
      return block.items.map(listItem).join("\n");
    case "figures":
      return wrapped(block.figures.map(({ value, label }) => `${value} ${label}`).join(" · "));
    case "facts":
      return labelled(block.facts);
    case "table":
      return table(
        block.header,
        block.rows.map((cells) => cells.map(plain)),
      );
    case "strip":
      return strip(block.days);
    case "link":
      return `${block.words}:\n${block.url}`;
  }
}

/** The address has a line of its own, which may be longer than the others. */
function listItem(item: Words | Item): string {
  const { words, url } = itemOf(item);
  return `${wrapped(plain(words), "- ", "  ")}${url === undefined ? "" : `\n  ${url}`}`;
}

function heading(words: string): string {
  const lines = wrapped(words);
  return `${lines}\n${"-".repeat(Math.max(...lines.split("\n").map((line) => line.length)))}`;
}

function labelled(facts: readonly (readonly [label: string, words: Words])[]): string {
  const width = Math.max(...facts.map(([label]) => label.length)) + 2;
  return facts.map(([label, words]) => wrapped(plain(words), label.padEnd(width), " ".repeat(width))).join("\n");
}

/** A name may be longer, and then has a line of its own. */
const longestFirst = 30;

/** The last column takes what is left, and goes on below itself. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, at) => {
    const lengths = rows.map((cells) => cells[at]?.length ?? 0);
    return Math.max(title.length, ...lengths.map((length) => (at > 0 || length <= longestFirst ? length : 0)));
  });
  return [header, ...rows].map((cells) => tableLine(cells, widths)).join("\n");
}

function tableLine(cells: readonly string[], widths: readonly number[]): string {
  const [first = "", ...others] = cells;
  if (first.length > longestFirst) return `${wrapped(first)}\n${tableLine(["", ...others], widths)}`;
  const start = cells.slice(0, -1).map((cell, at) => `${cell.padEnd(widths[at] ?? 0)}  `);
  const indent = " ".repeat(start.join("").length);
  return wrapped(cells.at(-1) ?? "", start.join(""), indent).trimEnd();
}

const dayMarks: Readonly<Record<DayState, string>> = { well: "█", partly: "▄", down: "×", none: "·", ahead: " " };

function strip(days: readonly DayState[]): string {
  const weeks = days.map((_, at) => (at % 7 === 0 ? String(at + 1).padEnd(7) : "")).join("");
  return `${days
    .map((day) => dayMarks[day])
    .join("")
    .trimEnd()}\n${weeks.trimEnd()}`;
}

/** Broken at blanks, but not within a figure, and inside of what is longer than a line. */
function wrapped(text: string, first = "", indent = ""): string {
  const lines = [first];
  for (const word of text.split(breakableBlank).flatMap((word) => pieces(word, columns - indent.length))) {
    const line = lines.at(-1) ?? "";
    const blank = line === first && lines.length === 1 ? "" : line === indent ? "" : " ";
    if (line.length + blank.length + word.length <= columns) lines[lines.length - 1] = line + blank + word;
    else lines.push(indent + word);
  }
  return lines.join("\n");
}

function pieces(word: string, length: number): string[] {
  return word.match(new RegExp(`.{1,${length}}`, "gu")) ?? [];
}
