import { describe, expect, it } from "vitest";
import { Secret } from "../../src/inventory/secret.ts";
import { type MailSources, mailSettings } from "../../src/mail/settings.ts";

const password = new Secret("app password");

function inputs(changes: Partial<MailSources> = {}): MailSources {
  return {
    emailTo: "me@example.org",
    emailFrom: "",
    smtpUsername: "monitor@example.com",
    smtpPassword: password,
    smtpHost: "",
    smtpPort: "587",
    emailDest: [],
    ...changes,
  };
}

function settingsOf(changes: Partial<MailSources>) {
  const configuration = mailSettings(inputs(changes));
  if (!("settings" in configuration)) throw new Error(JSON.stringify(configuration));
  return configuration.settings;
}

function errorsOf(changes: Partial<MailSources>): readonly string[] {
  const configuration = mailSettings(inputs(changes));
  return "errors" in configuration ? configuration.errors : [];
}

describe("mail settings", () => {
  it("are complete with a recipient and an account", () => {
    expect(settingsOf({})).toEqual({
      to: ["me@example.org"],
      from: "monitor@example.com",
      host: "smtp.example.com",
      port: 587,
      login: { username: "monitor@example.com", password },
    });
  });

  it("take what is said over what is guessed", () => {
    const said = {
      emailFrom: " us@example.net ",
      smtpHost: "Mail.Example.NET",
      smtpPort: " 465 ",
      smtpUsername: "apikey",
    };
    expect(settingsOf(said)).toMatchObject({ from: "us@example.net", host: "mail.example.net", port: 465 });
    expect(settingsOf({ smtpHost: "2001:db8::1", smtpPort: "" })).toMatchObject({ host: "2001:db8::1", port: 587 });
  });

  it("send to each of several once, and to the inventory's where no other is named", () => {
    expect(settingsOf({ emailTo: "a@x.org, b@x.org,,a@x.org " }).to).toEqual(["a@x.org", "b@x.org"]);
    expect(settingsOf({ emailTo: " ", emailDest: ["c@x.org", "d@x.org"] }).to).toEqual(["c@x.org", "d@x.org"]);
    expect(settingsOf({ emailDest: ["c@x.org"] }).to).toEqual(["me@example.org"]);
  });

  it("write a domain as every server reads it", () => {
    const { to, host } = settingsOf({ emailTo: "ich@bücher.example", smtpUsername: "ich@bücher.example" });
    expect(to).toEqual(["ich@xn--bcher-kva.example"]);
    expect(host).toBe("smtp.xn--bcher-kva.example");
  });

  it("need no login where a host is named that wants none", () => {
    const relay = { smtpUsername: "", smtpPassword: undefined, smtpHost: "localhost", emailFrom: "me@example.org" };
    expect(settingsOf(relay)).toMatchObject({ host: "localhost", login: undefined });
  });
});

describe("no mail settings", () => {
  it("say why", () => {
    const none = { smtpUsername: "", smtpPassword: undefined };
    expect(mailSettings(inputs(none))).toEqual({ absent: "no mail: `smtp-username` is not set" });
    expect(mailSettings(inputs({ ...none, smtpPassword: new Secret("") }))).toEqual({
      absent: "no mail: `smtp-username` is not set",
    });
    expect(mailSettings(inputs({ emailTo: "" }))).toEqual({
      absent: "no mail: `email-to` is not set, and the inventory has no email_dest",
    });
  });
});

describe("wrong mail settings", () => {
  it("are told all at once, and never quote what may be the password", () => {
    const wrong = { emailTo: "me@example.org, hunter2", smtpPort: "ssl", smtpPassword: undefined };
    expect(errorsOf(wrong)).toEqual([
      "email-to: entry 2: expected a mail address such as me@example.com",
      'smtp-port: expected a port 1–65535, got "ssl"',
      "smtp-password: is not set, but `smtp-username` is; set both or none",
    ]);
    expect(errorsOf({ smtpHost: "hunter2 hunter2", emailFrom: "hunter2" })).toEqual([
      "smtp-host: expected the name or address of a mail server, without a port",
      "email-from: expected a mail address such as me@example.com",
    ]);
  });

  it.each([
    "a@x.org\r\nBcc: b@x.org",
    "a@x.org b@x.org",
    "<a@x.org>",
    "a@b@x.org",
    "a@x..org",
    "a\u0000@x.org",
    "@x.org",
    `${"a".repeat(250)}@x.org`,
  ])("refuse %j as a recipient", (emailTo) => {
    expect(errorsOf({ emailTo })).toEqual(["email-to: entry 1: expected a mail address such as me@example.com"]);
    expect(errorsOf({ emailTo: "", emailDest: [emailTo] })).toEqual([
      "email_dest: entry 1: expected a mail address such as me@example.com",
    ]);
  });

  it.each(["0", "65536", "587.5", "-1", "0x24b"])("refuse the port %s", (smtpPort) => {
    expect(errorsOf({ smtpPort })).toHaveLength(1);
  });

  it("refuse half a login", () => {
    expect(errorsOf({ smtpUsername: "" })).toEqual([
      "smtp-username: is not set, but `smtp-password` is; set both or none",
    ]);
  });

  it("refuse an account from which nothing can be guessed", () => {
    expect(errorsOf({ smtpUsername: "apikey" })).toEqual([
      "smtp-host: is not set, and `smtp-username` has no domain to guess it from",
      "email-from: is not set, and `smtp-username` is not a mail address",
    ]);
  });

  it("refuse a port in the host", () => {
    expect(errorsOf({ smtpHost: "smtp.example.com:587" })).toHaveLength(1);
  });
});
