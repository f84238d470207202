/**
 * Mail servers on loopback: a well-behaved one that parses what it gets, and one that says whatever a test likes at any
 * stage of the conversation. All end with the test that started them.
 */
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import { onTestFinished } from "vitest";
import type { Certificate } from "./certificates.ts";

const address = "127.0.0.1";

export interface ReceivedMail {
  /** The envelope's. */
  readonly to: readonly string[];
  readonly from: string;
  readonly overTls: boolean;
  /** Who had logged in. */
  readonly user: string | undefined;
  readonly raw: Buffer;
  readonly parsed: ParsedMail;
}

export interface MailServer {
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  /** Of all logins that were tried. */
  readonly passwords: readonly string[];
  /** Connections that are open now. */
  readonly open: () => number;
}

export interface MailServerOptions {
  readonly options?: SMTPServerOptions;
  readonly login?: { readonly username: string; readonly password: string };
  /** What each recipient is refused with, if at all; `times`: how often this one was named before. */
  readonly refuse?: (recipient: string, times: number) => string | undefined;
  readonly listen?: { readonly port: number; readonly host: string };
}

/** Demands STARTTLS, and the login where one is given. */
export async function startMail(certificate: Certificate, choices: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const passwords: string[] = [];
  const named: string[] = [];
  const { login, refuse } = choices;
  const server = new SMTPServer({
    key: certificate.key,
    cert: certificate.cert,
    logger: false,
    disableReverseLookup: true,
    authOptional: login === undefined,
    closeTimeout: 1,
    onAuth({ username, password }, _session, done) {
      passwords.push(password ?? "");
      const isRight = username === login?.username && password === login?.password;
      if (isRight) done(null, { user: username });
      else done(replying(`535 5.7.8 no login for ${username} with ${password}`));
    },
    onRcptTo(to, _session, done) {
      const reply = refuse?.(to.address, named.filter((name) => name === to.address).length);
      named.push(to.address);
      done(reply === undefined ? null : replying(reply));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        receive(Buffer.concat(chunks), session).then((mail) => {
          received.push(mail);
          done();
        }, done);
      });
    },
    ...choices.options,
  });
  server.on("error", () => {});
  const listening = server.listen(choices.listen?.port ?? 0, choices.listen?.host ?? address);
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const port = await portOf(listening);
  return { port, received, passwords, open: () => server.connections.size };
}

async function receive(raw: Buffer, session: SMTPServerSession): Promise<ReceivedMail> {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    raw,
    to: rcptTo.map((recipient) => recipient.address),
    from: mailFrom === false ? "" : mailFrom.address,
    overTls: session.secure,
    user: session.user,
    parsed: await simpleParser(raw),
  };
}

function replying(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
}

/** The stages of a conversation: what the client said, with `greeting` for having come, `.` for a mail's end and `other` for what is no command. */
export type Stage = "greeting" | "EHLO" | "STARTTLS" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "." | "QUIT" | "other";

/** A reply without its line end, bytes for the wire, a deed, or silence. */
export type Line = string | Buffer | ((socket: Socket) => void) | undefined;

export interface OddMailServer {
  readonly port: number;
  /** Every line that clients sent, decrypted. */
  readonly said: readonly string[];
  /** What they sent before TLS, byte for byte. */
  readonly inClear: () => string;
  readonly connections: () => number;
  /** Resolves once no client is connected. */
  readonly abandoned: () => Promise<void>;
}

const politeReplies: Readonly<Record<Stage, Line>> = {
  greeting: "220 odd.example ESMTP",
  EHLO: "250-odd.example\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN",
  STARTTLS: "220 go ahead",
  AUTH: "235 2.7.0 welcome",
  MAIL: "250 2.1.0 ok",
  RCPT: "250 2.1.5 ok",
  DATA: "354 go on",
  ".": "250 2.0.0 taken",
  QUIT: "221 2.0.0 bye",
  other: undefined,
};

/** A server that is polite but for what `lines` says. Given a list, the nth connection gets the nth, the last one for good. */
export async function startOddMail(
  certificate: Certificate,
  lines: Partial<Record<Stage, Line>> | readonly Partial<Record<Stage, Line>>[] = {},
): Promise<OddMailServer> {
  const scripts = [lines].flat();
  const said: string[] = [];
  const inClear: Buffer[] = [];
  const open = new Set<Socket>();
  let count = 0;
  const emptied: (() => void)[] = [];
  const server = createServer((socket) => {
    const script = scripts[Math.min(count, scripts.length - 1)] ?? {};
    count += 1;
    open.add(socket);
    socket.on("error", () => {}).on("data", (chunk: Buffer) => inClear.push(chunk));
    socket.on("close", () => {
      open.delete(socket);
      if (open.size === 0) for (const tell of emptied.splice(0)) tell();
    });
    converse(socket, { ...politeReplies, ...script }, certificate, said);
  });
  server.listen(0, address);
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return {
    port: await portOf(server),
    said,
    inClear: () => Buffer.concat(inClear).toString("latin1"),
    connections: () => count,
    abandoned: () => new Promise((resolve) => (open.size === 0 ? resolve() : emptied.push(resolve))),
  };
}

/** Talks until TLS begins, then goes on in secret. */
function converse(
  socket: Socket,
  script: Readonly<Record<Stage, Line>>,
  certificate: Certificate,
  said: string[],
): void {
  const tell = (line: Line, to: Socket) => {
    if (typeof line === "function") line(to);
    else if (line !== undefined) to.write(typeof line === "string" ? `${line}\r\n` : line);
  };
  const listen = (to: Socket) => {
    const state = { rest: "", inMail: false };
    const hear = (chunk: Buffer) => {
      const lines = (state.rest + chunk.toString("latin1")).split("\r\n");
      state.rest = lines.pop() ?? "";
      for (const line of lines) answer(line);
    };
    const answer = (line: string) => {
      said.push(line);
      const stage = stageOf(line, state.inMail);
      if (stage === undefined) return;
      state.inMail = stage === "DATA" && String(script.DATA).startsWith("354");
      tell(script[stage], to);
      if (stage !== "STARTTLS" || script.STARTTLS !== politeReplies.STARTTLS) return;
      to.removeListener("data", hear);
      const secret = new TLSSocket(to, { isServer: true, key: certificate.key, cert: certificate.cert });
      listen(secret.on("error", () => {}));
    };
    to.on("data", hear);
  };
  listen(socket);
  tell(script.greeting, socket);
}

function stageOf(line: string, inMail: boolean): Stage | undefined {
  if (inMail) return line === "." ? "." : undefined;
  const word = line.split(/[ :]/)[0];
  return stages.find((stage) => stage === word) ?? "other";
}

const stages: readonly Stage[] = ["EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"];

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the server has no port");
  return bound.port;
}
