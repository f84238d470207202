/** A mail and its way out for tests, to be bent. */
import { Secret } from "../../src/inventory/secret.ts";
import type { MailSettings, Message } from "../../src/mail/message.ts";
import type { SendOptions } from "../../src/mail/send.ts";

export const username = "monitor@example.com";
/** As long and odd as a generated one: no text holds it by chance. */
export const password = "p4ss wörd-8fK2+/q";

export function message(changes: Partial<Message> = {}): Message {
  return {
    subject: "Server report 2026-10: 5 hosts, 99.93 % up, 1 alert open",
    text: "db-1 is down.\n",
    html: "<p>db-1 is down.</p>\n",
    attachments: [],
    thread: "report",
    ...changes,
  };
}

export function settings(port: number, changes: Partial<MailSettings> = {}): MailSettings {
  const login = { username, password: new Secret(password) };
  return { to: ["me@example.org"], from: username, host: "127.0.0.1", port, login, ...changes };
}

/** Patient enough for a busy machine, and in a hurry where a server is silent on purpose. */
export function sending(ca: string, changes: Partial<SendOptions> = {}): SendOptions {
  return { now: new Date("2026-11-01T06:17:30Z"), label: "octocat/servers", ca, pausesMs: [1, 1, 1], ...changes };
}
