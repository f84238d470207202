/**
 * Untrusted text on its way out, one function per medium. Whatever a host, a server or a library said passes here.
 *
 * The runner takes `::command::` at the start of a line and `##[command]` anywhere in it for commands, on stdout and stderr,
 * and a lone carriage return ends a line (actions/runner, ActionCommand.cs). Terminals obey control characters.
 */

/** Controls, invisible and direction-changing characters, and halves of surrogate pairs. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]/gu;

/** Room for a line of known_hosts with an RSA key, which a person is to copy. */
const longestShown = 2000;

/** One line without anything that a terminal obeys. */
export function terminalText(text: string): string {
  const line = text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}

/** One line that a runner's log shows and does not obey. */
export function logText(text: string): string {
  return terminalText(text)
    .replaceAll("##[", "##\\[")
    .replace(/^\s*::/u, (colons) => colons.replace("::", ":\\:"));
}

/**
 * A code span for GitHub's Markdown, in a paragraph or a table cell. Only inside code do mentions, references and links
 * stay text: GitHub looks for those after entities have been decoded.
 */
export function markdownCode(text: string): string {
  const inert = terminalText(text).replaceAll("`", "'").replaceAll("|", "¦").trim();
  return inert === "" ? "" : `\`${inert}\``;
}
