const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;

// src/safe-text.ts
var unprintable = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]/gu;
var formula = /^[\s\u00a0]*[=+\-@](?!\d+(?:\.\d+)?$)/;
var longestShown = 2e3;
function terminalText(text) {
  const line = printable(text);
  return line.length > longestShown ? `${line.slice(0, longestShown)}\u2026` : line;
}
function logText(text) {
  return terminalText(text).replaceAll("##[", "##\\[").replace(/^\s*::/u, (colons) => colons.replace("::", ":\\:"));
}
function markdownCode(text) {
  const inert = terminalText(text).replaceAll("`", "'").replaceAll("|", "\xA6").trim();
  return inert === "" ? "" : `\`${inert}\``;
}
function csvText(text) {
  const cell = printable(text);
  return formula.test(cell) ? `'${cell}` : cell;
}
function subjectText(text) {
  return textOf(text).replace(unprintable, " ").replace(/ +/g, " ").trim();
}
function htmlText(text) {
  return terminalText(text).replace(/[&<>"'`=]/g, (character) => `&#${character.codePointAt(0)};`);
}
function printable(text) {
  return textOf(text).replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
function textOf(text) {
  return typeof text === "string" ? text : text.untrusted;
}

export {
  terminalText,
  logText,
  markdownCode,
  csvText,
  subjectText,
  htmlText
};
