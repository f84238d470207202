/**
 * HTML for mails, in which everything that is put in is made inert: what a host says opens no tag, and does not become a
 * link either. Pure.
 */
import { htmlText, type Shown } from "../../safe-text.ts";
import { unbrokenFigures } from "../../words/figure.ts";

/** Markup of ours. A string never is: it is text. */
export interface Html {
  readonly html: string;
}

/** html`<td>${text}</td>`: what is put in is text, unless it is markup already. Not for attributes, which want `plain`. */
export function html(strings: TemplateStringsArray, ...pieces: readonly (Html | Shown | readonly Html[])[]): Html {
  return { html: strings.map((string, at) => string + markupOf(pieces[at] ?? "")).join("") };
}

function markupOf(piece: Html | Shown | readonly Html[]): string {
  if (typeof piece === "string" || "untrusted" in piece) return mailText(piece);
  return "html" in piece ? piece.html : piece.map((each) => each.html).join("");
}

/** Markup or a style that is written out in our source. */
export function own(markup: string): Html {
  return { html: markup };
}

/** Where no element may stand: in the title, and between the quotes of an attribute. */
export function plain(value: string | number): Html {
  return { html: htmlText(String(value)) };
}

/** A link to where the user lives; the address is ours and http(s), else the words alone are shown. */
export function link(url: string, words: Html): Html {
  return /^https?:\/\//.test(url) ? html`<a href="${plain(url)}" class="a" style="color:#0969da">${words}</a>` : words;
}

/**
 * Mail readers make links of addresses that they find in text: of `http://…`, of `evil.example`, of `user@…`. They look for
 * them within one run of text, so the character that gives it away gets an element of its own. An invisible character in its
 * place would come along when somebody copies a port or an address out of the mail.
 */
const telltale = /[.\u3002\uff0e\uff61](?=\p{L})|(?<=www)\.|@|:(?=[/\\])/giu;

/** Text between the tags of a mail. */
export function mailText(text: Shown): string {
  return unbrokenFigures(htmlText(text)).replace(telltale, "<span>$&</span>");
}

/** What the text weighs once it is encoded for its way, as quoted-printable. */
export function encodedBytes(text: string): number {
  const widened = text.match(/[^\n\x20-\x3c\x3e-\x7e]/gu) ?? [];
  const extra = widened.reduce((sum, character) => sum + 3 * Buffer.byteLength(character) - character.length, 0);
  // A soft line break, which is three bytes, after every 73 at the latest.
  return Math.ceil((text.length + extra) * (76 / 72));
}
