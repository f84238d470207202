/** The reply of a mail server for messages: its codes, and a short escaped piece of its text. */
import { terminalText } from "../safe-text.ts";
import type { MailSettings } from "./message.ts";

export interface Reply {
  /** 400–599. */
  readonly code: number;
  /** RFC 3463: `5.7.8` */
  readonly status: string | undefined;
  /** Untrusted, on one line. */
  readonly text: string;
}

/** Longer replies are cut. */
const longestRead = 4000;

/** undefined: no reply, or no error. */
export function replyOf(response: string | undefined): Reply | undefined {
  const lines = (response ?? "").slice(0, longestRead).split(/\r?\n/);
  const code = Number(/^([45]\d\d)(?:[ -]|$)/.exec(lines[0] ?? "")?.[1]);
  if (Number.isNaN(code)) return undefined;
  const [, status] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(lines[0] ?? "") ?? [];
  const text = lines.map((line) => line.replace(/^\d{3}(?:[ -]|$)(?:\d\.\d{1,3}\.\d{1,3}(?:\s+|$))?/, "")).join(" ");
  return { code, status, text };
}

/** `535 5.7.8` */
export function codesOf({ code, status }: Reply): string {
  return status === undefined ? String(code) : `${code} ${status}`;
}

const longestQuoted = 120;

/** `550 5.1.1 "no such user"`. The text is left out if it echoes the password. */
export function quotedReply(reply: Reply, login: MailSettings["login"]): string {
  // Cut first, so that the whole shown text has been searched for the password.
  const piece = terminalText(
    reply.text
      .slice(0, longestQuoted)
      .replace(/[\s"]+/g, " ")
      .trim(),
  );
  if (piece === "" || echoes(reply.text, login)) return codesOf(reply);
  return `${codesOf(reply)} "${piece}${reply.text.length > longestQuoted ? "…" : ""}"`;
}

/** Whether a text contains the password in a form in which it was sent, even over several lines. */
function echoes(text: string, login: MailSettings["login"]): boolean {
  if (login === undefined) return false;
  const password = login.password.reveal();
  const forms = [password, base64(password), base64(`\0${login.username}\0${password}`)];
  const squeezed = text.replace(/\s+/g, "");
  return forms.some((form) => text.includes(form) || squeezed.includes(form.replace(/\s+/g, "")));
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64").replace(/=+$/, "");
}
