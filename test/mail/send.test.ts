import { afterAll, beforeAll, expect, it } from "vitest";
import { sendMail } from "../../src/mail/send.ts";
import { type Certificate, Certificates } from "../support/certificates.ts";
import { message, password, sending, settings, username } from "../support/mails.ts";
import { startMail, startOddMail } from "../support/smtp.ts";
import { describeWith } from "../support/tools.ts";

describeWith(["openssl"], "sending a mail", () => {
  let certificates: Certificates;
  let good: Certificate;
  const login = { username, password };

  beforeAll(() => {
    certificates = new Certificates();
    good = certificates.make();
  });
  afterAll(() => certificates.remove());

  it("arrives by STARTTLS and login, with both bodies and its attachments, byte for byte", async () => {
    const server = await startMail(good, { login });
    const rows = `time,host\n2026-10-01T00:00:00Z,"dë,b"\r\n.\n..\n${"x".repeat(5000)}\n`;
    const text = `first – line\n.\n..two dots\n${"long ".repeat(2000)}\nFrom here\n`;
    const html = `<p style="color:#111">é ${"y".repeat(3000)}</p>\n`;
    const attachments = [
      { name: "node_2610.csv", content: rows },
      { name: "ping_2610.csv", content: "time,host\n" },
    ];
    const sent = message({ subject: "Server report 2026-10 – 99.93 % up 100%", text, html, attachments });
    const delivery = await sendMail(sent, settings(server.port), sending(good.cert));
    expect(delivery).toEqual({ delivered: ["me@example.org"], fault: undefined });
    const [mail] = server.received;
    expect(mail).toMatchObject({ to: ["me@example.org"], from: username, overTls: true, user: username });
    expect(mail?.parsed.subject).toBe("Server report 2026-10 – 99.93 % up 100%");
    expect(mail?.parsed.text?.trimEnd()).toBe(text.trimEnd());
    expect(mail?.parsed.html).toBe(html);
    expect(mail?.parsed.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ["node_2610.csv", "text/csv"],
      ["ping_2610.csv", "text/csv"],
    ]);
    expect(mail?.parsed.attachments.map(({ content }) => content.toString())).toEqual([rows, "time,host\n"]);
    expect(longestLine(mail?.raw)).toBeLessThanOrEqual(998);
    expect(server.open()).toBe(0);
  });

  it("has the headers by which readers sort it and machines leave it alone", async () => {
    const server = await startMail(good, { login });
    const twice = [message(), message({ subject: "another month" }), message({ thread: "alerts" })];
    for (const one of twice) await sendMail(one, settings(server.port), sending(good.cert));
    const headers = server.received.map(({ raw }) => headersOf(raw));
    expect(headers[0]).toMatchObject({
      from: '"server-monitor" <monitor@example.com>',
      to: "me@example.org",
      date: "Sun, 01 Nov 2026 06:17:30 +0000",
      "list-id": "<server-monitor.octocat-servers.localhost>",
      "auto-submitted": "auto-generated",
      "x-auto-response-suppress": "OOF, AutoReply",
      "in-reply-to": "<report.server-monitor.octocat-servers@example.com>",
      references: "<report.server-monitor.octocat-servers@example.com>",
    });
    expect(headers[1]?.["references"]).toBe(headers[0]?.["references"]);
    expect(headers[2]?.["references"]).not.toBe(headers[0]?.["references"]);
    const ids = headers.map((one) => one["message-id"]);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^<[0-9a-f-]{36}@example\.com>$/);
  });

  it("lets no subject, label, thread or file name begin another header", async () => {
    const server = await startMail(good, { login });
    const evil = "x\r\nBcc: evil@example.net\r\n\r\nbody";
    const attachments = [{ name: evil, content: "a\n" }];
    const hostile = message({ subject: evil, thread: evil, attachments });
    await sendMail(hostile, settings(server.port), sending(good.cert, { label: evil }));
    const [mail] = server.received;
    expect(mail?.to).toEqual(["me@example.org"]);
    expect(mail?.parsed.subject).toBe("x Bcc: evil@example.net body");
    expect(Object.keys(headersOf(mail?.raw))).not.toContain("bcc");
    expect(mail?.parsed.text).toBe("db-1 is down.\n");
  });

  it("reads no file and asks no address for what a text or an attachment names", async () => {
    const server = await startMail(good, { login });
    const content = "file:///etc/passwd";
    const html = '<img src="http://127.0.0.1:9/x.png"><img src="data:image/png;base64,AAAA">';
    await sendMail(
      message({ html, attachments: [{ name: "/etc/passwd", content }] }),
      settings(server.port),
      sending(good.cert),
    );
    expect(server.received[0]?.parsed.attachments.map((one) => one.content.toString())).toEqual([content]);
    expect(server.received[0]?.parsed.html).toBe(html);
  });

  it("logs in with LOGIN and with CRAM-MD5 where a server knows nothing else", async () => {
    const options = { authMethods: ["LOGIN"] };
    const server = await startMail(good, { login, options });
    await sendMail(message(), settings(server.port), sending(good.cert));
    expect(server.received[0]?.user).toBe(username);
    const challenge = Buffer.from("<1.2@odd>").toString("base64");
    const EHLO = "250-odd\r\n250-STARTTLS\r\n250 AUTH CRAM-MD5";
    const odd = await startOddMail(good, { EHLO, AUTH: `334 ${challenge}`, other: "235 2.7.0 welcome" });
    const { fault } = await sendMail(message(), settings(odd.port), sending(good.cert));
    expect(fault).toBeUndefined();
    const proof = odd.said[odd.said.indexOf("AUTH CRAM-MD5") + 1] ?? "";
    expect(Buffer.from(proof, "base64").toString()).toMatch(/^monitor@example\.com [0-9a-f]{32}$/);
  });

  it("goes without a login to a server that wants none, by STARTTLS where it is offered", async () => {
    const relay = await startMail(good);
    const plain = await startMail(good, { options: { hideSTARTTLS: true, authOptional: true } });
    for (const { port } of [relay, plain])
      await sendMail(message(), settings(port, { login: undefined }), sending(good.cert));
    expect(relay.received.map(({ overTls }) => overTls)).toEqual([true]);
    expect(plain.received.map(({ overTls }) => overTls)).toEqual([false]);
  });

  it("speaks TLS from the first byte on port 465", async (test) => {
    const host = "127.46.5.1";
    const at = certificates.make({ names: `IP:${host}` });
    const listen = { port: 465, host };
    const options = { secure: true };
    const server = await startMail(at, { login, options, listen }).catch(() => undefined);
    test.skip(server === undefined, "this user may not listen on port 465");
    const delivery = await sendMail(message(), settings(465, { host }), sending(at.cert));
    expect(delivery.fault).toBeUndefined();
    expect(server?.received[0]).toMatchObject({ overTls: true, user: username });
  });

  it("tells who has not got it, and sends once", async () => {
    const refuse = (to: string) => (to.startsWith("gone") ? "550 5.1.1 no such user" : undefined);
    const server = await startMail(good, { login, refuse });
    const to = ["a@example.org", "gone@example.org", "b@example.org"];
    const { delivered, fault } = await sendMail(message(), settings(server.port, { to }), sending(good.cert));
    expect(delivered).toEqual(["a@example.org", "b@example.org"]);
    const refused = 'refuses the recipient: 550 5.1.1 "no such user"';
    const expected = `delivered to a@example.org, b@example.org but not to gone@example.org (${refused}); check \`email-to\``;
    expect(fault?.message).toBe(`mail: 127.0.0.1:${server.port} ${expected}`);
    expect(server.received.map((mail) => mail.to)).toEqual([["a@example.org", "b@example.org"]]);
  });

  it("retries deferred recipients, and sends no mail twice", async () => {
    const refuse = (to: string, times: number) =>
      to.startsWith("grey") && times < 2 ? "451 4.7.1 greylisted, come back" : undefined;
    const server = await startMail(good, { login, refuse });
    const to = ["a@example.org", "grey@example.org"];
    const { delivered, fault } = await sendMail(message(), settings(server.port, { to }), sending(good.cert));
    expect(fault).toBeUndefined();
    expect(delivered).toEqual(to);
    expect(server.received.map((mail) => mail.to)).toEqual([["a@example.org"], ["grey@example.org"]]);
    const [first, second] = server.received.map(({ raw }) => headersOf(raw));
    expect(second?.["to"]).toBe("a@example.org, grey@example.org");
    expect(second?.["message-id"]).toBe(first?.["message-id"]);
  });

  it("gives up after the last pause, and says how often it tried", async () => {
    const server = await startMail(good, { login, refuse: () => "450 4.2.0 try later" });
    const { delivered, fault } = await sendMail(message(), settings(server.port), sending(good.cert));
    expect(delivered).toEqual([]);
    expect(fault?.message).toMatch(/: 450 4\.2\.0 "try later" \(tried 4 times\); /);
  });

  it("refuses to send a mail that is too large for servers", async () => {
    const attachments = [{ name: "node_2610.csv", content: "x".repeat(16 * 1024 * 1024) }];
    const { fault } = await sendMail(message({ attachments }), settings(1), sending(good.cert));
    expect(fault?.message).toMatch(/^mail: has 2\d MiB with its attachments, more than servers accept; /);
  });
});

function longestLine(raw: Buffer = Buffer.alloc(0)): number {
  return Math.max(
    ...raw
      .toString("latin1")
      .split("\r\n")
      .map((line) => line.length),
  );
}

function headersOf(raw: Buffer = Buffer.alloc(0)): Record<string, string> {
  const [head = ""] = raw.toString("latin1").split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  return Object.fromEntries(
    lines.map((line) => line.split(/: (.*)/s)).map(([name = "", value = ""]) => [name.toLowerCase(), value]),
  );
}
