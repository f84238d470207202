/**
 * A mail as HTML: tables and inline styles, which Gmail, Outlook (whose engine is Word's) and phones show alike. Nothing is
 * loaded from anywhere. The style block adds the dark, and some mail readers drop it. Pure.
 */
import { cellFont, htmlBlock, quietColor, shown, textFont } from "./mail-blocks.ts";
import type { MailPage, Words } from "./mail-document.ts";
import { type Html, html, own, plain } from "./mail-markup.ts";

export function htmlMail(title: string, page: MailPage): string {
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

/** Readers on phones are asked not to make links of what looks like a telephone number, a date or an address. */
function head(title: string): Html {
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

/** Word hands no font down into a table. */
const wordStyles = "<!--[if mso]><style>td,th,p,li{font-family:Arial,sans-serif!important}</style><![endif]-->";

const darkStyles = `:root{color-scheme:light dark;supported-color-schemes:light dark}
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

function frame({ blocks, footer }: MailPage): Html {
  return html`<table role="presentation" class="page" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#f6f8fa"><tr><td align="center" style="padding:16px 8px">
${own(wordFrame)}
<table role="presentation" class="card" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#ffffff" style="max-width:600px;text-align:left;border:1px solid #d1d9e0;border-radius:8px"><tr><td class="text" style="padding:20px 20px 8px;color:#1f2328;word-break:break-word;${own(textFont)}">
${blocks.map(htmlBlock)}</td></tr></table>
${own(wordFrameEnd)}
<p class="quiet" style="max-width:584px;margin:12px auto;${own(quietColor)};${own(cellFont)}">${footerLines(footer)}</p>
</td></tr></table>`;
}

/** Word knows no max-width. */
const wordFrame = `<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->`;
const wordFrameEnd = "<!--[if mso]></td></tr></table><![endif]-->";

/** As much as any list of mails has room for. */
const longestPreview = 160;

function previewOf({ preview }: MailPage): string {
  return preview.slice(0, longestPreview).toWellFormed();
}

function footerLines(lines: readonly Words[]): Html[] {
  return lines.map((line, at) => html`${own(at === 0 ? "" : "<br>")}${shown(line)}`);
}
