/**
 * Untrusted text on its way out, one function per medium. Whatever a host, a server or a library said passes here.
 *
 * The runner takes `::command::` at the start of a line and `##[command]` anywhere in it for commands, on stdout and stderr,
 * and a lone carriage return ends a line (actions/runner, ActionCommand.cs). Terminals obey control characters.
 */

import type { Untrusted } from "./outcome.ts";

/** What may be shown: text of ours, or text that may quote a host. Both are made inert. */
export type Shown = string | Untrusted;

/** Controls, invisible and direction-changing characters, and halves of surrogate pairs. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]/gu;

/** A cell that a spreadsheet would run, after the blanks that it drops. A number is none. */
const formula = /^[\s\u00a0]*[=+\-@](?!\d+(?:\.\d+)?$)/;

/** Room for a line of known_hosts with an RSA key, which a person is to copy. */
const longestShown = 2000;

/** One line without anything that a terminal obeys. */
export function terminalText(text: Shown): string {
  const line = printable(text);
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}

/** One line that a runner's log shows and does not obey. */
export function logText(text: Shown): string {
  return terminalText(text)
    .replaceAll("##[", "##\\[")
    .replace(/^\s*::/u, (colons) => colons.replace("::", ":\\:"));
}

/**
 * A code span for GitHub's Markdown, in a paragraph or a table cell. Only inside code do mentions, references and links
 * stay text: GitHub looks for those after entities have been decoded.
 */
export function markdownCode(text: Shown): string {
  const inert = terminalText(text).replaceAll("`", "'").replaceAll("|", "¦").trim();
  return inert === "" ? "" : `\`${inert}\``;
}

/** A cell of a CSV file: one line, and nothing that a spreadsheet takes for a formula. Quoting is the writer's. */
export function csvText(text: Shown): string {
  const cell = printable(text);
  return formula.test(cell) ? `'${cell}` : cell;
}

/** The subject of a commit or the value of a mail header: one line. */
export function subjectText(text: Shown): string {
  return textOf(text).replace(unprintable, " ").replace(/ +/g, " ").trim();
}

/** Text between the tags of HTML, or in a quoted attribute. */
export function htmlText(text: Shown): string {
  return terminalText(text).replace(/[&<>"'`=]/g, (character) => `&#${character.codePointAt(0)};`);
}

function printable(text: Shown): string {
  return textOf(text).replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function textOf(text: Shown): string {
  return typeof text === "string" ? text : text.untrusted;
}
