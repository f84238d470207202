/** What a mail reader makes of a mail's HTML, for tests of what is in it. */
import { createTransport } from "nodemailer";

const comment = /<!--[\s\S]*?-->/g;
const unseen = /<(style|title)>[\s\S]*?<\/\1>/g;
const tag = /<[^>]*>/g;
const withoutEnd = new Set(["meta", "br"]);

/** Runs of text between tags, decoded: where a mail reader looks for what it could make a link of. */
export function textRuns(html: string): string[] {
  const body = html
    .replace(comment, "")
    .replace(unseen, "")
    .replace(/<!DOCTYPE html>/, "");
  return body
    .split(tag)
    .map(decoded)
    .filter((run) => run.trim() !== "");
}

/** All that is to be seen, with blanks where tags of blocks were. */
export function visibleText(html: string): string {
  const joined = html
    .replace(comment, "")
    .replace(unseen, "")
    .replace(/<\/?span[^>]*>/g, "");
  return textRuns(joined).join(" ").replace(/\s+/g, " ");
}

export function linksOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, url = ""]) => decoded(url));
}

/** What would be a link if it stood in one run of text. */
export function linkLike(run: string): string | undefined {
  return /https?:\/\/|www\.\w|[\p{L}\p{N}-]\.\p{L}{2,}|\w@[\w.]|mailto:\w+@/iu.exec(run)?.[0];
}

/** Tags that are not closed by the next end of the like, in the order of their start. */
export function unclosedTags(html: string): string[] {
  const open: string[] = [];
  for (const [, end, name = ""] of html.replace(comment, "").matchAll(/<(\/?)([a-z][a-z\d]*)[^>]*>/g)) {
    if (withoutEnd.has(name)) continue;
    if (end === "") open.push(name);
    else if (open.pop() !== name) return [...open, `/${name}`];
  }
  return open;
}

/** Attributes that make a mail reader load something, and what Gmail takes a mail's style from. */
export function loadsOf(html: string): string[] {
  return (
    html.match(
      /<(img|link|script|iframe|object|svg|video|base|form)\b|\b(src|background|srcset|poster)=|url\(|@import|cid:|data:/gi,
    ) ?? []
  );
}

/** The HTML as it travels, headers and all. */
export async function sentBytes(html: string): Promise<number> {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail({ from: "a@example.org", to: "b@example.org", subject: "x", html });
  if (!Buffer.isBuffer(message)) throw new Error("the message is no buffer");
  return message.length;
}

function decoded(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll("&ndash;", "–")
    .replaceAll("&times;", "×");
}
