/**
 * Escapes untrusted text, with one function per medium. All text of hosts, servers and libraries passes through here.
 *
 * The runner reads `::command::` at the start of a line and `##[command]` anywhere in it as commands, on stdout and stderr,
 * and a lone carriage return ends a line (actions/runner, ActionCommand.cs). Terminals interpret control characters.
 */

import type { Untrusted } from "./outcome.ts";

/** Text to show: our own, or text that may quote a host. Both are escaped. */
export type Shown = string | Untrusted;

/** Controls, invisible and direction-changing characters, and halves of surrogate pairs. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]/gu;

/** A cell that a spreadsheet would run as a formula, possibly after blanks. Numbers are harmless. */
const formula = /^[\s\u00a0]*(?:[=@]|[+-](?!\d+(?:\.\d+)?$))/;

/** Long enough for a known_hosts line with an RSA key, which people copy. */
const longestShown = 2000;

/** One line without terminal control characters. */
export function terminalText(text: Shown): string {
  const line = printable(text);
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}

/** One line for a runner's log, without workflow commands. */
export function logText(text: Shown): string {
  return terminalText(text)
    .replaceAll("##[", "##\\[")
    .replace(/^\s*::/u, (colons) => colons.replace("::", ":\\:"));
}

/**
 * A code span for GitHub's Markdown, in a paragraph or a table cell. Only in code are mentions, references and links inactive:
 * escaping does not help, because GitHub detects them after it has decoded entities.
 */
export function markdownCode(text: Shown): string {
  const inert = terminalText(text).replaceAll("`", "'").replaceAll("|", "¦").trim();
  return inert === "" ? "" : `\`${inert}\``;
}

/** Text for Slack, whose mentions and links are in angle brackets. */
export function slackText(text: Shown): string {
  return terminalText(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** One line for Discord's Markdown: a backslash before whatever begins markup, a mention, an emoji or a link. */
export function discordText(text: Shown): string {
  return terminalText(text).replace(/[\\*_~`|<>@]|^[#-]|:(?=\S)|(?<=\])\(|(?<=^\d+)[.)]/g, "\\$&");
}

/** A cell of a CSV file: one line, and no spreadsheet formula. The CSV writer adds the quotes. */
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
