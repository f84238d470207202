import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Secret } from "../../src/inventory/secret.ts";
import type { MailSettings } from "../../src/mail/message.ts";
import { type SendOptions, sendMail } from "../../src/mail/send.ts";
import { type Certificate, Certificates } from "../support/certificates.ts";
import { message, password, sending, settings, username } from "../support/mails.ts";
import { type Line, type OddMailServer, type Stage, startMail, startOddMail } from "../support/smtp.ts";
import { describeWith } from "../support/tools.ts";
import { closedPort } from "../support/web.ts";

const impatient: Partial<SendOptions> = { limits: { connectMs: 60_000, greetingMs: 1000, replyMs: 2000 } };
const hangUp = (socket: Socket) => socket.destroy();

describeWith(["openssl"], "a mail that does not get through", () => {
  let certificates: Certificates;
  let good: Certificate;

  beforeAll(() => {
    certificates = new Certificates();
    good = certificates.make();
  });
  afterAll(() => certificates.remove());

  /** The sentence without its beginning, which is the same for all. */
  async function faultAt(
    port: number,
    changes: Partial<MailSettings> = {},
    options: Partial<SendOptions> = {},
  ): Promise<string> {
    const { delivered, fault } = await sendMail(message(), settings(port, changes), sending(good.cert, options));
    expect(delivered).toEqual([]);
    expect(fault?.name).toBe("MailError");
    const said = fault?.message ?? "";
    expect(said).toMatch(/^mail: [^\n\r\u001b]+$/);
    expect(formsOfPassword.filter((form) => said.includes(form))).toEqual([]);
    return said.replace(/^mail: \S+ /, "");
  }

  /** The same for a server that is odd at one stage. */
  async function faultOf(lines: Partial<Record<Stage, Line>>, options: Partial<SendOptions> = {}) {
    const server = await startOddMail(good, lines);
    const fault = await faultAt(server.port, {}, options);
    await server.abandoned();
    return { fault, server };
  }

  it("keeps the password to itself where no STARTTLS is offered", async () => {
    const { fault, server } = await faultOf({ EHLO: "250 AUTH PLAIN LOGIN", STARTTLS: "502 5.5.1 not implemented" });
    expect(fault).toBe(
      'does not start TLS: 502 5.5.1 "not implemented"; the password was not sent; set `smtp-port: 465`, or check `smtp-host`',
    );
    expectNoLogin(server);
  });

  it("keeps it to itself where a man in the middle strips STARTTLS and answers it himself", async () => {
    for (const STARTTLS of [
      "454 4.7.0 not now",
      "220 go ahead\r\n250-odd\r\n250 AUTH PLAIN\r\n235 welcome",
      "250 ok",
    ]) {
      const { server } = await faultOf(
        { EHLO: "250-odd\r\n250 AUTH PLAIN", STARTTLS },
        { ...impatient, pausesMs: [1] },
      );
      expectNoLogin(server);
    }
  });

  it("keeps it to itself where the certificate is not trusted, for another name, or out of date", async () => {
    const authority = certificates.make({ authority: true });
    const other = certificates.make({ issuer: authority, names: "DNS:other.example" });
    const old = certificates.make({ issuer: authority, until: "20210101000000Z" });
    const faults = [];
    for (const certificate of [certificates.make(), other, old]) {
      const server = await startOddMail(certificate);
      faults.push(await faultAt(server.port, {}, { ca: authority.cert }));
      expectNoLogin(server);
      expect(server.connections()).toBe(1);
    }
    expect(faults).toEqual([
      "has a certificate that is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT); set NODE_EXTRA_CA_CERTS to the file of its certificate authority (CA)",
      "has a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID); set `smtp-host` to the name in it",
      "has a certificate that is not valid now (CERT_HAS_EXPIRED); renew it, or check this machine's clock",
    ]);
  });

  it("keeps it to itself where no login is offered", async () => {
    const { fault, server } = await faultOf({ EHLO: "250-odd\r\n250 STARTTLS" });
    expect(fault).toMatch(/^offers no login; the password was not sent; /);
    expectNoLogin(server);
  });

  it("is not sent in clear where STARTTLS is offered and fails, even without a login", async () => {
    const server = await startOddMail(good, { STARTTLS: "500 no" });
    expect(await faultAt(server.port, { login: undefined })).toMatch(/^does not start TLS: 500 "no"; ask the server/);
    expect(server.said).not.toContainEqual(expect.stringMatching(/^MAIL/));
  });

  it("tells a wrong password at once, without what the server says of it", async () => {
    const login = { username, password: "another one" };
    const server = await startMail(good, { login });
    const fault = await faultAt(server.port);
    expect(server.passwords).toEqual([password]);
    expect(fault).toBe(
      "refuses the login: 535 5.7.8; check `smtp-username` and `smtp-password`; many providers require an app password",
    );
  });

  it.each([
    [
      "535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 https://x/?p=BadCredentials 12-3 - gsmtp",
      /myaccount\.google\.com\/apppasswords$/,
    ],
    [
      "534-5.7.9 Application-specific password required.\r\n534 5.7.9 see 12-3 - gsmtp",
      /^refuses the login: 534 5\.7\.9; Google requires an app password/,
    ],
    [
      "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
      /^refuses the login: 535 5\.7\.139; Microsoft has disabled/,
    ],
  ])("hints at what the provider wants: %j", async (AUTH, hint) => {
    const { fault, server } = await faultOf({ AUTH });
    expect(fault).toMatch(hint);
    expect(server.connections()).toBe(1);
  });

  it.each<[Stage, string, string]>([
    [
      "greeting",
      "554 5.7.1 your address is on a list",
      'refuses the connection: 554 5.7.1 "your address is on a list"',
    ],
    ["EHLO", "550 5.7.1 no", 'refuses the connection: 550 5.7.1 "no"'],
    ["MAIL", "553 5.1.8 not your address", `refuses the sender ${username}: 553 5.1.8 "not your address"`],
    ["RCPT", "550 5.1.1 no such user", 'refuses the recipient: 550 5.1.1 "no such user"'],
    ["DATA", "554 5.7.1 spam", 'refuses the mail: 554 5.7.1 "spam"'],
    [".", "554 5.6.0 spam", 'refuses the mail: 554 5.6.0 "spam"'],
    [".", "552 5.3.4 too big", 'refuses the mail as too large: 552 5.3.4 "too big"'],
    ["MAIL", "530 5.7.0 log in first", 'requires a login: 530 5.7.0 "log in first"'],
  ])("is not tried again after a refusal for good: %s, %s", async (stage, line, expected) => {
    const { fault, server } = await faultOf({ [stage]: line });
    expect(fault).toContain(expected);
    expect(fault).not.toContain("tried");
    expect(server.connections()).toBe(1);
  });

  it.each<[Stage, Line]>([
    ["greeting", "421 4.3.2 busy"],
    ["greeting", hangUp],
    ["EHLO", "421 4.3.2 busy"],
    ["EHLO", hangUp],
    ["STARTTLS", "454 4.7.0 not now"],
    ["STARTTLS", hangUp],
    ["AUTH", "454 4.7.0 not now"],
    ["AUTH", hangUp],
    ["MAIL", "451 4.3.0 busy"],
    ["MAIL", hangUp],
    ["RCPT", "450 4.2.0 greylisted"],
    ["RCPT", hangUp],
    ["DATA", "451 4.3.0 busy"],
    ["DATA", hangUp],
    [".", "451 4.3.0 busy"],
    [".", "421 4.3.0 shutting down"],
  ])("gets through at the next attempt after trouble at %s", async (stage, line) => {
    const server = await startOddMail(good, [{ [stage]: line }, {}]);
    const { delivered, fault } = await sendMail(message(), settings(server.port), sending(good.cert));
    expect(fault).toBeUndefined();
    expect(delivered).toEqual(["me@example.org"]);
    expect(server.connections()).toBe(2);
    expect(server.said.filter((one) => one === "QUIT")).toHaveLength(1);
    await server.abandoned();
  });

  it("is sent once more, and not again, by a server that takes it and says nothing", async () => {
    for (const line of [hangUp, undefined]) {
      const { fault, server } = await faultOf({ ".": line }, impatient);
      expect(fault).toMatch(/, but the mail may have arrived \(tried 2 times\); /);
      expect(server.connections()).toBe(2);
      const ids = server.said.filter((one) => one.startsWith("Message-ID"));
      expect(new Set(ids).size).toBe(1);
      expect(ids).toHaveLength(2);
    }
  });

  it("counts as delivered where a server only forgets to say goodbye", async () => {
    for (const line of [hangUp, undefined, "500 what?"]) {
      const server = await startOddMail(good, { QUIT: line });
      const delivery = await sendMail(message(), settings(server.port), sending(good.cert));
      expect(delivery).toEqual({ delivered: ["me@example.org"], fault: undefined });
      await server.abandoned();
    }
  });

  it("says that a server which never greets may want port 465", async () => {
    const { fault, server } = await faultOf({ greeting: undefined }, { ...impatient, pausesMs: [1] });
    expect(fault).toBe("sends no greeting (tried 2 times); a server that expects TLS at once needs `smtp-port: 465`");
    expect(server.inClear()).toBe("");
  });

  it("ends where a server falls silent, at whatever stage", async () => {
    const stages: readonly Stage[] = ["EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"];
    await Promise.all(
      stages.map(async (stage) => {
        const { fault } = await faultOf({ [stage]: undefined }, { ...impatient, pausesMs: [] });
        expect(fault, stage).toMatch(/^stopped answering; /);
      }),
    );
  });

  it("ends with a server that sends single bytes endlessly", async () => {
    const drip = (socket: Socket) => {
      const timer = setInterval(() => socket.write("220-x\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    };
    const limits = { greetingMs: 60_000, replyMs: 60_000, totalMs: 400 };
    const { fault } = await faultOf({ greeting: drip }, { limits });
    expect(fault).toMatch(/^stopped answering; /);
  });

  it("says that port 587 is meant where 465 does not speak TLS", async (test) => {
    const host = "127.46.5.2";
    const options = { authOptional: true };
    const server = await startMail(good, { options, listen: { port: 465, host } }).catch(() => undefined);
    test.skip(server === undefined, "this user may not listen on port 465");
    expect(await faultAt(465, { host })).toBe("does not use implicit TLS (SMTPS); set `smtp-port: 587`");
  });

  it("names a port where nobody listens", async () => {
    expect(await faultAt(await closedPort(), {}, { pausesMs: [1] })).toBe(
      "refuses the connection (tried 2 times); check `smtp-host` and `smtp-port`",
    );
  });

  it("names a host that is not known, without another try", async () => {
    // RFC 6761: no resolver may know it. Where there is none at all, it is asked again.
    expect(await faultAt(587, { host: "smtp.example.invalid" }, { pausesMs: [] })).toMatch(
      /^(does not exist in DNS; set `smtp-host`|could not be looked up in DNS; )/,
    );
  });

  it("is no mail server where something else answers", async () => {
    for (const greeting of ["SSH-2.0-OpenSSH_9.2", "HTTP/1.1 400 Bad Request", "999999999999 x", "+OK POP3"]) {
      const { fault, server } = await faultOf({ greeting });
      expect(fault).toBe("does not speak SMTP; check `smtp-host` and `smtp-port`");
      expect(server.connections()).toBe(1);
    }
  });

  it.each<Stage>(["EHLO", "AUTH", "MAIL", "RCPT", "DATA"])(
    "is no mail server that answers %s with nonsense",
    async (stage) => {
      const { fault } = await faultOf({ [stage]: "what?" });
      expect(fault).toMatch(/does not speak SMTP\)?; check `smtp-host` and `smtp-port`$/);
    },
  );

  it("may have arrived where the answer to it is nonsense", async () => {
    const { fault } = await faultOf({ ".": "what?" });
    expect(fault).toMatch(/^does not speak SMTP, but the mail may have arrived; /);
  });

  it("quotes a hostile reply as inert text on one line", async () => {
    const line = "550-\u001b[2J::error::owned\r\n550-##[error]\u202eowned\r\n550 ::add-mask::x \u0007";
    const { fault } = await faultOf({ RCPT: line });
    expect(fault).toContain("\\u{1b}[2J::error::owned ##[error]\\u{202e}owned");
    expect(fault).toMatch(/^delivered to nobody: me@example\.org \(refuses the recipient: 550 "/);
  });

  it.each<[string, string]>([
    ["as it is", `550 5.0.0 you said ${password}`],
    ["in base64", `550 5.0.0 AUTH PLAIN ${base64(`\0${username}\0${password}`)}`],
    ["alone in base64", `550 5.0.0 ${base64(password)} is wrong`],
    ["over two lines", `550-5.0.0 ${password.slice(0, 8)}\r\n550 5.0.0 ${password.slice(8)}`],
  ])("drops a reply that repeats the password %s", async (_, MAIL) => {
    const { fault } = await faultOf({ MAIL });
    expect(fault).toBe(`refuses the sender ${username}: 550 5.0.0; check \`email-from\``);
  });

  it("cuts a reply of a megabyte short", async () => {
    const { fault } = await faultOf({ MAIL: `550 5.0.0 ${"x".repeat(1024 * 1024)}` });
    expect(fault.length).toBeLessThan(300);
  });

  it.each<[string, Stage, string]>([
    ["a line that never ends", "greeting", "x"],
    ["a reply that never ends", "EHLO", "250-x\r\n"],
    ["blank lines without end", "greeting", "\r\n"],
    ["blank lines without end in secret", "AUTH", "\r\n"],
  ])("ends soon, and in little memory, where a server sends %s", async (_, stage, piece) => {
    const before = process.memoryUsage().rss;
    const { fault } = await faultOf({ [stage]: flood(Buffer.from(piece.repeat(8192))) }, { pausesMs: [] });
    expect(fault).toMatch(/^does not speak SMTP; /);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});

const formsOfPassword = [
  password,
  base64(password),
  base64(`\0${username}\0${password}`),
  String(new Secret(password)),
];

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** As fast as the client takes it, until it is gone. */
function flood(bytes: Buffer): (socket: Socket) => void {
  return function pour(socket) {
    while (!socket.destroyed && socket.write(bytes));
    if (!socket.destroyed) socket.once("drain", () => pour(socket));
  };
}

/** Neither in clear nor in secret, whatever was answered. */
function expectNoLogin(server: OddMailServer): void {
  const heard = [...server.said, server.inClear()].join("\n");
  expect(heard).toContain("EHLO");
  expect(heard).not.toMatch(/AUTH|MAIL FROM/);
  expect(formsOfPassword.filter((form) => heard.includes(form))).toEqual([]);
}
