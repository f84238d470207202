/** A message → the bytes of one mail: both bodies, the attachments, and headers by which readers sort it. */
import { randomUUID } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { subjectText } from "../safe-text.ts";
import type { MailSettings, Message } from "./message.ts";

export interface Identity {
  readonly now: Date;
  /** Whose mails these are, such as `octocat/servers`: mails of one label and thread belong together. */
  readonly label: string;
}

type Parties = Pick<MailSettings, "from" | "to">;

export async function compose(message: Message, { from, to }: Parties, identity: Identity): Promise<Buffer> {
  const domain = from.split("@")[1] ?? "";
  const list = `server-monitor.${labelOf(identity.label)}`;
  const root = `<${labelOf(message.thread)}.${list}@${domain}>`;
  const composer = new MailComposer({
    from: { name: "server-monitor", address: from },
    to: to.map((address) => ({ name: "", address })),
    subject: subjectText(message.subject),
    date: identity.now,
    messageId: `<${randomUUID()}@${domain}>`,
    // No mail has this id: all answer one that was never sent, which is what makes them a thread.
    inReplyTo: root,
    references: root,
    headers: headers(list),
    text: message.text,
    html: message.html,
    attachments: message.attachments.map(({ name, content }) => ({
      filename: name,
      content: Buffer.from(content),
      contentType: name.endsWith(".gz") ? "application/gzip" : "text/csv; charset=utf-8",
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/**
 * `localhost` is what RFC 2919 has for lists that own no domain. Exchange does not know Auto-Submitted; it is asked not to
 * answer for people who are away, but bounces are wanted.
 */
function headers(list: string): Record<string, string> {
  return {
    "List-Id": `<${list}.localhost>`,
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "OOF, AutoReply",
  };
}

/** What may stand between the dots of an id. */
function labelOf(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 60) || "unnamed"
  );
}
