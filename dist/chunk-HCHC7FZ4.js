const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  htmlText,
  subjectText,
  terminalText
} from "./chunk-EZ7I46YA.js";

// src/report/mail/mail-document.ts
var longestQuoted = 240;
function clipped(text) {
  const line = terminalText(text);
  return line.length > longestQuoted ? `${line.slice(0, longestQuoted).toWellFormed()}\u2026` : line;
}
function sentenceStart(words) {
  return words.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}

// src/report/mail/mail-markup.ts
function html(strings, ...pieces2) {
  return { html: strings.map((string, at) => string + markupOf(pieces2[at] ?? "")).join("") };
}
function markupOf(piece) {
  if (typeof piece === "string" || "untrusted" in piece) return mailText(piece);
  return "html" in piece ? piece.html : piece.map((each) => each.html).join("");
}
function own(markup) {
  return { html: markup };
}
function plain(value) {
  return { html: htmlText(String(value)) };
}
function link(url, words) {
  return /^https?:\/\//.test(url) ? html`<a href="${plain(url)}" class="a" style="color:#0969da">${words}</a>` : words;
}
var telltale = new RegExp("[.\\u3002\\uff0e\\uff61](?=\\p{L})|(?<=www)\\.|@|:(?=[/\\\\])", "giu");
function mailText(text) {
  return htmlText(text).replace(telltale, "<span>$&</span>");
}
function encodedBytes(text) {
  const widened = text.match(/[^\n\x20-\x3c\x3e-\x7e]/gu) ?? [];
  const extra = widened.reduce((sum, character) => sum + 3 * Buffer.byteLength(character) - character.length, 0);
  return Math.ceil((text.length + extra) * (76 / 72));
}

// src/report/mail/mail-blocks.ts
var fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
var textFont = `font:16px/24px ${fonts}`;
var cellFont = `font:14px/20px ${fonts}`;
var quietColor = "color:#59636e";
function htmlBlock(block) {
  switch (block.kind) {
    case "lead":
      return lead(block.words, block.tone);
    case "heading":
      return heading(block.words, block.badge);
    case "paragraph":
      return block.quiet ? quietLine(block.words) : html`<p style="margin:0 0 12px">${shown(block.words)}</p>\n`;
    case "list":
      return list(block.items);
    case "figures":
      return figures(block.figures);
    case "facts":
      return facts(block.facts);
    case "table":
      return table(block);
    case "strip":
      return strip(block.days);
    case "link":
      return html`<p style="margin:0 0 16px">${link(block.url, html`${block.words}`)}</p>\n`;
  }
}
function shown(words) {
  return typeof words === "string" ? html`${words}` : own(words((text) => mailText(clipped(text))));
}
var toneColors = {
  bad: { back: "#ffebe9", text: "#82071e", strong: "#cf222e" },
  warn: { back: "#fff8c5", text: "#633c01", strong: "#9a6700" },
  good: { back: "#dafbe1", text: "#044f1e", strong: "#1a7f37" },
  quiet: { back: "#f6f8fa", text: "#1f2328", strong: "#59636e" }
};
function lead(words, tone) {
  const { back, text, strong } = toneColors[tone];
  return html`<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="margin:0 0 16px"><tr><td class="${own(tone)}" bgcolor="${own(back)}" style="padding:12px 16px;border-left:4px solid ${own(strong)};color:${own(text)};${own(textFont)}">${shown(words)}</td></tr></table>\n`;
}
function heading(words, label) {
  return html`<h2 class="line" style="margin:8px 0;padding:16px 0 0;border-top:1px solid #d1d9e0;font-size:18px;line-height:26px">${shown(words)}${label === void 0 ? own("") : badge(label)}</h2>\n`;
}
function badge({ words, tone }) {
  const style = `display:inline-block;padding:0 8px;border-radius:10px;background:${toneColors[tone].strong};color:#ffffff;font-size:13px;font-weight:normal;line-height:20px;vertical-align:middle`;
  return html` &nbsp;<span style="${own(style)}">${words}</span>`;
}
function quietLine(words) {
  return html`<p class="quiet" style="margin:0 0 12px;${own(quietColor)};${own(cellFont)}">${shown(words)}</p>\n`;
}
function list(items) {
  const lines = items.map((item) => html`<li style="margin:0 0 4px">${shown(item)}</li>`);
  return html`<ul style="margin:0 0 12px;padding:0 0 0 20px">${lines}</ul>\n`;
}
function figures(each) {
  const cells = each.map(
    ({ value, label }) => html`<td width="${plain(Math.floor(100 / each.length))}%" style="padding:0 8px 0 0;${own(cellFont)};${own(quietColor)}" class="quiet"><span class="text" style="font-size:20px;line-height:28px;font-weight:600;color:#1f2328">${value}</span><br>${label}</td>`
  );
  return html`<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="margin:0 0 12px"><tr valign="top">${cells}</tr></table>\n`;
}
function tableStart(padding) {
  return html`<table width="100%" cellspacing="0" cellpadding="${plain(padding)}" border="0" style="margin:0 0 12px;${own(cellFont)}">`;
}
var cellStyle = "padding:2px 12px 2px 0";
function facts(pairs) {
  const rows = pairs.map(
    ([label, words]) => html`<tr valign="top"><td class="quiet" width="28%" style="${own(cellStyle)};${own(quietColor)}">${label}</td><td style="padding:2px 0">${shown(words)}</td></tr>`
  );
  return html`${tableStart(0)}${rows}</table>\n`;
}
function table({ header, rows, dense = false }) {
  const titles = header.map(
    (title) => html`<th class="quiet" style="${own(dense ? "" : cellStyle)};font-weight:normal;${own(quietColor)}">${title}</th>`
  );
  const lines = rows.map(
    (cells) => html`<tr valign="top">${cells.map((words) => cell(words, own(dense ? "" : ruled)))}</tr>\n`
  );
  return html`${tableStart(dense ? 4 : 0)}<tr align="left">${titles}</tr>\n${lines}</table>\n`;
}
var ruled = ` class="line" style="${cellStyle};border-top:1px solid #d1d9e0"`;
var longestUnbroken = 12;
function cell(words, style) {
  const text = shown(words);
  const length = plainLength(text);
  return html`<td${own(length > 0 && length <= longestUnbroken ? " nowrap" : "")}${style}>${text}</td>`;
}
function plainLength({ html: markup }) {
  return markup.replace(/<[^>]*>/g, "").replace(/&#?\w+;/g, "x").length;
}
var dayCells = {
  well: own(`<td bgcolor="#2da44e">&nbsp;</td>`),
  partly: own(`<td bgcolor="#bf8700">&ndash;</td>`),
  down: own(`<td bgcolor="#cf222e">&times;</td>`),
  none: own(`<td bgcolor="#d1d9e0" class="none">&nbsp;</td>`),
  ahead: own("<td>&nbsp;</td>")
};
function strip(days) {
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => week * 7);
  const labels = weeks.map(
    (first) => html`<td colspan="${plain(Math.min(7, days.length - first))}">${String(first + 1)}</td>`
  );
  return html`<table role="presentation" width="100%" cellspacing="1" cellpadding="0" border="0" style="margin:0 0 8px;table-layout:fixed"><tr align="center" height="18" style="color:#ffffff;font:12px/18px Arial,sans-serif">${days.map((day) => dayCells[day])}</tr>
<tr class="quiet" style="${own(quietColor)};font:12px/16px Arial,sans-serif">${labels}</tr></table>\n`;
}

// src/report/mail/mail-html.ts
function htmlMail(title, page) {
  const markup = html`<!DOCTYPE html>
<html lang="en">
<head>
${head(title)}
</head>
<body class="page" style="margin:0;padding:0;background:#f6f8fa">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${previewOf(page)}</div>
${frame(page)}
</body>
</html>
`;
  return markup.html;
}
function head(title) {
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<meta name="x-apple-disable-message-reformatting">
<title>${plain(title)}</title>
${own(wordStyles)}
<style>
${own(darkStyles)}
</style>`;
}
var wordStyles = "<!--[if mso]><style>td,th,p,li{font-family:Arial,sans-serif!important}</style><![endif]-->";
var darkStyles = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#0d1117!important}
.card{background:#151b23!important;border-color:#3d444d!important}
.text{color:#f0f6fc!important}
.quiet{color:#9198a1!important}
.line{border-color:#3d444d!important}
.a{color:#4493f8!important}
.none{background:#3d444d!important}
.bad{background:#3c1618!important;color:#ffdcd7!important}
.warn{background:#2e2a1f!important;color:#f8e3a1!important}
.good{background:#12261e!important;color:#aff5b4!important}
}`;
function frame({ blocks, footer }) {
  return html`<table role="presentation" class="page" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#f6f8fa"><tr><td align="center" style="padding:16px 8px">
${own(wordFrame)}
<table role="presentation" class="card" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#ffffff" style="max-width:600px;text-align:left;border:1px solid #d1d9e0;border-radius:8px"><tr><td class="text" style="padding:20px 20px 8px;color:#1f2328;${own(textFont)}">
${blocks.map(htmlBlock)}</td></tr></table>
${own(wordFrameEnd)}
<p class="quiet" style="max-width:584px;margin:12px auto;${own(quietColor)};${own(cellFont)}">${footerLines(footer)}</p>
</td></tr></table>`;
}
var wordFrame = `<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->`;
var wordFrameEnd = "<!--[if mso]></td></tr></table><![endif]-->";
var longestPreview = 160;
function previewOf({ preview }) {
  return preview.slice(0, longestPreview).toWellFormed();
}
function footerLines(lines) {
  return lines.map((line, at) => html`${own(at === 0 ? "" : "<br>")}${shown(line)}`);
}

// src/report/mail/mail-text.ts
var columns = 72;
function textMail({ blocks, footer }) {
  const parts = [...blocks.map(textBlock), `-- 
${footer.map((line) => wrapped(plain2(line))).join("\n")}`];
  return `${parts.filter(Boolean).join("\n\n")}
`;
}
function inertText(text) {
  return terminalText(text).replaceAll("://", "[://]");
}
function plain2(words) {
  return typeof words === "string" ? inertText(words) : words((text) => inertText(clipped(text)));
}
function textBlock(block) {
  switch (block.kind) {
    case "lead":
    case "paragraph":
      return wrapped(plain2(block.words));
    case "heading":
      return heading2(plain2(block.words) + (block.badge === void 0 ? "" : ` \xB7 ${block.badge.words}`));
    case "list":
      return block.items.map((item) => wrapped(plain2(item), "- ", "  ")).join("\n");
    case "figures":
      return wrapped(block.figures.map(({ value, label }) => `${value} ${label}`).join(" \xB7 "));
    case "facts":
      return labelled(block.facts);
    case "table":
      return table2(
        block.header,
        block.rows.map((cells) => cells.map(plain2))
      );
    case "strip":
      return strip2(block.days);
    case "link":
      return `${block.words}:
${block.url}`;
  }
}
function heading2(words) {
  const lines = wrapped(words);
  return `${lines}
${"-".repeat(Math.max(...lines.split("\n").map((line) => line.length)))}`;
}
function labelled(facts2) {
  const width = Math.max(...facts2.map(([label]) => label.length)) + 2;
  return facts2.map(([label, words]) => wrapped(plain2(words), label.padEnd(width), " ".repeat(width))).join("\n");
}
var longestFirst = 30;
function table2(header, rows) {
  const widths = header.map((title, at) => {
    const lengths = rows.map((cells) => cells[at]?.length ?? 0);
    return Math.max(title.length, ...lengths.map((length) => at > 0 || length <= longestFirst ? length : 0));
  });
  return [header, ...rows].map((cells) => tableLine(cells, widths)).join("\n");
}
function tableLine(cells, widths) {
  const [first = "", ...others] = cells;
  if (first.length > longestFirst) return `${wrapped(first)}
${tableLine(["", ...others], widths)}`;
  const start = cells.slice(0, -1).map((cell2, at) => `${cell2.padEnd(widths[at] ?? 0)}  `);
  const indent = " ".repeat(start.join("").length);
  return wrapped(cells.at(-1) ?? "", start.join(""), indent).trimEnd();
}
var dayMarks = { well: "\u2588", partly: "\u2584", down: "\xD7", none: "\xB7", ahead: " " };
function strip2(days) {
  const weeks = days.map((_, at) => at % 7 === 0 ? String(at + 1).padEnd(7) : "").join("");
  return `${days.map((day) => dayMarks[day]).join("").trimEnd()}
${weeks.trimEnd()}`;
}
function wrapped(text, first = "", indent = "") {
  const lines = [first];
  for (const word of text.split(/ +/).flatMap((word2) => pieces(word2, columns - indent.length))) {
    const line = lines.at(-1) ?? "";
    const blank = line === first && lines.length === 1 ? "" : line === indent ? "" : " ";
    if (line.length + blank.length + word.length <= columns) lines[lines.length - 1] = line + blank + word;
    else lines.push(indent + word);
  }
  return lines.join("\n");
}
function pieces(word, length) {
  return word.match(new RegExp(`.{1,${length}}`, "gu")) ?? [];
}

// src/report/mail/mail-message.ts
var longestSubject = 160;
function mailOf(thread, subject, page) {
  const line = subjectText(subject);
  const short = line.length > longestSubject ? `${line.slice(0, longestSubject).toWellFormed()}\u2026` : line;
  return { thread, subject: short, text: textMail(page), html: htmlMail(short, page) };
}
var roomForBlocks = 9e4;
function weightOf(blocks) {
  return blocks.reduce((sum, block) => sum + encodedBytes(htmlBlock(block).html), 0);
}
function fitting(items, room, weigh) {
  let weight = 0;
  const at = items.findIndex((item) => {
    weight += weigh(item);
    return weight > room;
  });
  return at < 0 ? { shown: items, left: [] } : { shown: items.slice(0, at), left: items.slice(at) };
}
function fittingList(items, room) {
  const { shown: shown2, left } = fitting(items, room, (item) => weightOf([{ kind: "list", items: [item] }]));
  return { kind: "list", items: left.length === 0 ? shown2 : [...shown2, `and ${left.length} more`] };
}

export {
  clipped,
  sentenceStart,
  mailOf,
  roomForBlocks,
  weightOf,
  fitting,
  fittingList
};
