/** The mail server of the demo gets what the product sends, and its files show it. */
import { simpleParser } from "mailparser";
import { expect, it, onTestFinished } from "vitest";
import { htmlOf } from "../../src/demo/mail-html.ts";
import { startMailServer } from "../../src/demo/mail-server.ts";
import { sendMail } from "../../src/mail/send.ts";

const html = `<p>Größe: 5 GiB</p>\n${"<p>long ".repeat(300)}\n.\n..two dots`;

it("keeps every mail whole, with its HTML as it was", async () => {
  const server = await startMailServer();
  onTestFinished(server.close);
  const settings = {
    ...{ to: ["you@example.com"], from: "monitor@example.com", host: "127.0.0.1", port: server.port },
    login: undefined,
  };
  const attachments = [{ name: "node_2611.csv", content: "time,host\n" }];
  for (const subject of ["first", "second"]) {
    const message = { subject, text: ".\n.hidden\n", html, attachments, thread: "alerts" };
    const { delivered } = await sendMail(message, settings, { now: new Date(0), label: "demo" });
    expect(delivered).toEqual(["you@example.com"]);
  }
  const mails = await Promise.all(server.received.map((raw) => simpleParser(raw)));
  expect(mails.map(({ subject, attachments: [file] }) => [subject, file?.filename])).toEqual([
    ["first", "node_2611.csv"],
    ["second", "node_2611.csv"],
  ]);
  expect(mails[0]?.text).toContain(".\n.hidden");
  expect(server.received.map(htmlOf).map((text) => text?.replaceAll("\r\n", "\n").trimEnd())).toEqual([html, html]);
});

it("finds no HTML in a mail without any", () => {
  expect(htmlOf(Buffer.from("Content-Type: text/plain\r\n\r\nhello\r\n"))).toBeUndefined();
});
