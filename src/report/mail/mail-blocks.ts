/** The parts of a mail's HTML: lines, tables, badges, and strips of coloured cells that no mail reader has to load. Pure. */
import { stateLooks } from "../state-looks.ts";
import {
  type Badge,
  type Block,
  clipped,
  type DayState,
  type Item,
  itemOf,
  type Table,
  type Tone,
  type Words,
} from "./mail-document.ts";
import { type Html, html, link, mailText, own, plain } from "./mail-markup.ts";

const fonts = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
export const textFont = `font:16px/24px ${fonts}`;
export const cellFont = `font:14px/20px ${fonts}`;
export const quietColor = "color:#59636e";

export function htmlBlock(block: Block): Html {
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

/** Words of ours hold nothing that HTML reads; what they quote is made inert here. */
export function shown(words: Words): Html {
  return typeof words === "string" ? html`${words}` : own(words((text) => mailText(clipped(text))));
}

const toneColors: Readonly<Record<Tone, { readonly back: string; readonly text: string; readonly strong: string }>> = {
  bad: { back: "#ffebe9", text: "#82071e", strong: "#cf222e" },
  warn: { back: "#fff8c5", text: "#633c01", strong: "#9a6700" },
  good: { back: "#dafbe1", text: "#044f1e", strong: "#1a7f37" },
  quiet: { back: "#f6f8fa", text: "#1f2328", strong: "#59636e" },
};

function lead(words: Words, tone: Tone): Html {
  const { back, text, strong } = toneColors[tone];
  return html`<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="margin:0 0 16px"><tr><td class="${own(tone)}" bgcolor="${own(back)}" style="padding:12px 16px;border-left:4px solid ${own(strong)};color:${own(text)};${own(textFont)}">${shown(words)}</td></tr></table>\n`;
}

function heading(words: Words, label: Badge | undefined): Html {
  return html`<h2 class="line" style="margin:8px 0;padding:16px 0 0;border-top:1px solid #d1d9e0;font-size:18px;line-height:26px">${shown(words)}${label === undefined ? own("") : badge(label)}</h2>\n`;
}

/** Word leaves out the padding, and shows the words on the colour all the same. */
function badge({ words, tone }: Badge): Html {
  const style = `display:inline-block;padding:0 8px;border-radius:10px;background:${toneColors[tone].strong};color:#ffffff;font-size:13px;font-weight:normal;line-height:20px;vertical-align:middle`;
  return html` &nbsp;<span style="${own(style)}">${words}</span>`;
}

function quietLine(words: Words): Html {
  return html`<p class="quiet" style="margin:0 0 12px;${own(quietColor)};${own(cellFont)}">${shown(words)}</p>\n`;
}

function list(items: readonly (Words | Item)[]): Html {
  const lines = items.map(itemOf).map(({ words, url }) => {
    const more = url === undefined ? own("") : html` · ${link(url, html`issue`)}`;
    return html`<li style="margin:0 0 4px">${shown(words)}${more}</li>`;
  });
  return html`<ul style="margin:0 0 12px;padding:0 0 0 20px">${lines}</ul>\n`;
}

type Figures = readonly { readonly value: string; readonly label: string }[];

function figures(each: Figures): Html {
  const cells = each.map(
    ({ value, label }) =>
      html`<td width="${plain(Math.floor(100 / each.length))}%" style="padding:0 8px 0 0;${own(cellFont)};${own(quietColor)}" class="quiet"><span class="text" style="font-size:20px;line-height:28px;font-weight:600;color:#1f2328">${value}</span><br>${label}</td>`,
  );
  return html`<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="margin:0 0 12px"><tr valign="top">${cells}</tr></table>\n`;
}

function tableStart(padding: number): Html {
  return html`<table width="100%" cellspacing="0" cellpadding="${plain(padding)}" border="0" style="margin:0 0 12px;word-break:normal;${own(cellFont)}">`;
}

const cellStyle = "padding:2px 12px 2px 0";

function facts(pairs: readonly (readonly [label: string, words: Words])[]): Html {
  const rows = pairs.map(
    ([label, words]) =>
      html`<tr valign="top"><td class="quiet" width="28%" style="${own(cellStyle)};${own(quietColor)}">${label}</td><td style="padding:2px 0;${own(breaking)}">${shown(words)}</td></tr>`,
  );
  return html`${tableStart(0)}${rows}</table>\n`;
}

function table({ header, rows, dense = false }: Table): Html {
  const titles = header.map(
    (title) =>
      html`<th class="quiet" style="${own(dense ? "" : cellStyle)};font-weight:normal;${own(quietColor)}">${title}</th>`,
  );
  const lines = rows.map((cells) => html`<tr valign="top">${cells.map((words) => cell(words, dense))}</tr>\n`);
  return html`${tableStart(dense ? 4 : 0)}<tr align="left">${titles}</tr>\n${lines}</table>\n`;
}

const ruled = `${cellStyle};border-top:1px solid #d1d9e0`;
/** Fingerprints and IPv6 addresses are longer than a phone is wide. */
const breaking = "word-break:break-word";

/** Short texts stay in one line: a phone breaks the long ones. */
const longestUnbroken = 12;

/** A column with longer words is narrower than they are, and breaks them. */
const longestWord = 16;

function cell(words: Words, dense: boolean): Html {
  const text = shown(words);
  const plain = plainText(text);
  const hasLongWord = plain.split(" ").some((word) => word.length > longestWord);
  const nowrap = plain.length > 0 && plain.length <= longestUnbroken ? " nowrap" : "";
  const style = [dense ? "" : ruled, hasLongWord ? breaking : ""].filter(Boolean).join(";");
  const attributes = `${dense ? "" : ' class="line"'}${style === "" ? "" : ` style="${style}"`}`;
  return html`<td${own(nowrap)}${own(attributes)}>${text}</td>`;
}

function plainText({ html: markup }: Html): string {
  return markup.replace(/<[^>]*>/g, "").replace(/&#?\w+;/g, "x");
}

/** Told apart by more than their colour. */
const dayCells: Readonly<Record<DayState, Html>> = {
  well: own(`<td bgcolor="${stateLooks.up.area.light}">&nbsp;</td>`),
  partly: own(`<td bgcolor="#bf8700">&ndash;</td>`),
  down: own(`<td bgcolor="${stateLooks.down.area.light}">&times;</td>`),
  none: own(`<td bgcolor="#d1d9e0" class="none">&nbsp;</td>`),
  ahead: own("<td>&nbsp;</td>"),
};

/** A cell a day, with the day of the month below the first of every week. */
function strip(days: readonly DayState[]): Html {
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => week * 7);
  const labels = weeks.map(
    (first) => html`<td colspan="${plain(Math.min(7, days.length - first))}">${String(first + 1)}</td>`,
  );
  return html`<table role="presentation" width="100%" cellspacing="1" cellpadding="0" border="0" style="margin:0 0 8px;table-layout:fixed"><tr align="center" height="18" style="color:#ffffff;font:12px/18px Arial,sans-serif">${days.map((day) => dayCells[day])}</tr>
<tr class="quiet" style="${own(quietColor)};font:12px/16px Arial,sans-serif">${labels}</tr></table>\n`;
}
