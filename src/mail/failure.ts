/** Why a mail did not get through, in one sentence of ours: what, where, how to fix it. Never a credential. */
import { isIPv6 } from "node:net";
import type { Server, SmtpError } from "./attempt.ts";
import { codesOf, quotedReply, type Reply, replyOf } from "./reply.ts";
import { silence, tooLargeFix, type Words } from "./silence.ts";

export interface Failure {
  /** What the server does, such as `refuses the login: 535 5.7.8`. */
  readonly what: string;
  readonly fix: string;
  /** Whether another attempt may succeed. */
  readonly isTransient: boolean;
}

export function placeOf({ host, port }: Pick<Server, "host" | "port">): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** RFC 5321, section 4.2.1: replies from 400 on ask for another attempt, those from 500 on forbid it. */
export function failureOf(error: SmtpError, server: Server): Failure {
  const reply = replyOf(error.response);
  const { what, fix, isTransient } = reply === undefined ? silence(error, server) : refusal(reply, error, server);
  return { what, fix, isTransient: isTransient ?? (reply !== undefined && reply.code < 500) };
}

/** Failures in which the server said what is wrong. */
function refusal(reply: Reply, { command = "", response = "" }: SmtpError, server: Server): Words {
  const said = quotedReply(reply, server.login);
  // What a login is answered with may repeat any part of it.
  if (command.startsWith("AUTH"))
    return { what: `refuses the login: ${codesOf(reply)}`, fix: loginFix(server, response) };
  if (command === "STARTTLS") return { what: `does not start TLS: ${said}`, fix: startTlsFix(server) };
  if (reply.code === 530) return { what: `requires a login: ${said}`, fix: "set `smtp-username` and `smtp-password`" };
  if (command === "RCPT TO") return { what: `refuses the recipient: ${said}`, fix: "check `email-to`" };
  if (reply.code === 552) return { what: `refuses the mail as too large: ${said}`, fix: tooLargeFix };
  if (command === "MAIL FROM") return { what: `refuses the sender ${server.from}: ${said}`, fix: "check `email-from`" };
  if (command === "DATA") return { what: `refuses the mail: ${said}`, fix: "ask the server's administrator why" };
  return { what: `refuses the connection: ${said}`, fix: "check `smtp-host`, or ask the server's administrator" };
}

function startTlsFix({ login }: Server): string {
  if (login === undefined) return "ask the server's administrator, or set `smtp-port: 465`";
  return "the password was not sent; set `smtp-port: 465`, or check `smtp-host`";
}

/** By the host's name, which ends its line, or by what only this provider says. */
const providers: readonly [sign: RegExp, fix: string][] = [
  [
    /(^|\.)(gmail|googlemail|google)\.com\n|\bgsmtp\b/,
    "Google requires an app password instead of the account's own: https://myaccount.google.com/apppasswords",
  ],
  [
    /5\.7\.139|basic authentication is disabled/i,
    "Microsoft has disabled passwords for SMTP: see https://aka.ms/smtp_auth_disabled, or use another account",
  ],
  [/(^|\.)(yahoo\.com|aol\.com|me\.com|icloud\.com|fastmail\.com)\n/, "this provider requires an app password"],
];

function loginFix({ host }: Server, response: string): string {
  const known = providers.find(([sign]) => sign.test(`${host}\n${response}`));
  return known?.[1] ?? "check `smtp-username` and `smtp-password`; many providers require an app password";
}
