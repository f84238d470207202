/** One attempt to deliver a mail: connection, TLS, login, envelope, data. It always ends, and leaves no connection open. */
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import type { SecureContext } from "node:tls";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { tcpOptions } from "../connect.ts";
import type { MailSettings } from "./message.ts";

export type SmtpError = SMTPConnection.SMTPError;

/** Milliseconds. */
export interface Limits {
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Limit between two replies later on. It is long, because servers scan for viruses before they confirm a mail. */
  readonly replyMs: number;
  /** All attempts together. */
  readonly totalMs: number;
}

export interface Server extends Pick<MailSettings, "from" | "host" | "port" | "login"> {
  /** The trusted certificates. */
  readonly trust: SecureContext;
  readonly limits: Limits;
}

export interface Answer {
  readonly accepted: readonly string[];
  /** One error for each refused recipient, with the recipient in it. */
  readonly refusals: readonly SmtpError[];
  /** Why the attempt failed for all others. */
  readonly error?: SmtpError;
  /** There is an error, but the whole mail was sent, so it may have been accepted. */
  readonly unconfirmed: boolean;
}

const quitMs = 1000;
const replyBytesMax = 64 * 1024;
/** The limit of received data for one mail, which protects our memory. */
const receivedBytesMax = 1024 * 1024;
const watchEveryMs = 50;

/** The port of implicit TLS (SMTPS); other ports use STARTTLS. */
export const tlsPort = 465;

export async function attempt(mail: Buffer, to: readonly string[], server: Server, endsMs: number): Promise<Answer> {
  const { host, port } = server;
  const socket = connect(tcpOptions(host, port));
  const body = Readable.from(piecesOf(mail), { objectMode: false });
  const ending = Promise.withResolvers<never>();
  // It may be rejected while nothing awaits it.
  ending.promise.catch(() => {});
  const watch = setInterval(() => {
    if (socket.bytesRead > receivedBytesMax) ending.reject(failure("EPROTOCOL", "too much was received"));
    if (performance.now() > endsMs) ending.reject(failure("SOCKET_TIMEOUT", "the time is up"));
  }, watchEveryMs);
  try {
    await Promise.race([ending.promise, connected(socket, server.limits.connectMs)]);
    return await converse(socket, { mail, body, to, server, ending });
  } catch (error) {
    return answerTo(error, body.readableEnded);
  } finally {
    clearInterval(watch);
    body.destroy();
    socket.destroy();
  }
}

/** Our own socket instead of nodemailer's: it uses the system's resolver, and it can always be destroyed. */
async function connected(socket: Socket, limitMs: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(failure("ETIMEDOUT", "no connection in time")), limitMs);
  // The listener stays, because a reset of a socket without one would throw.
  socket.once("connect", resolve).on("error", reject);
  return promise.finally(() => clearTimeout(timer));
}

interface Conversation {
  readonly mail: Buffer;
  readonly body: Readable;
  readonly to: readonly string[];
  readonly server: Server;
  /** Rejected when the connection ends, because nodemailer does not reject the pending step. */
  readonly ending: PromiseWithResolvers<never>;
}

async function converse(socket: Socket, { mail, body, to, server, ending }: Conversation): Promise<Answer> {
  const smtp = new SMTPConnection(optionsOf(socket, server));
  smtp.on("error", ending.reject).on("end", () => ending.reject(failure("ECONNECTION", "closed")));
  const step = <Value>(taken: Promise<Value>) => Promise.race([ending.promise, taken]);
  try {
    await step(settled<void>((done) => smtp.connect((error) => done(error ?? null))));
    if (server.login !== undefined) await step(logIn(smtp, server.login));
    const envelope = { from: server.from, to: [...to], size: mail.length };
    const handOver = settled<SMTPConnection.SentMessageInfo>((done) => smtp.send(envelope, body, done));
    const { accepted, rejectedErrors } = await step(handOver);
    await quit(smtp, ending.promise);
    return { accepted, refusals: rejectedErrors ?? [], unconfirmed: false };
  } finally {
    smtp.close();
  }
}

async function logIn(smtp: SMTPConnection, { username, password }: NonNullable<Server["login"]>): Promise<void> {
  if (!smtp.allowsAuth) throw failure("ENOAUTH", "no login is offered");
  const credentials = { user: username, pass: password.reveal() };
  await settled<boolean | undefined>((done) => smtp.login({ credentials }, done));
}

function settled<Value>(start: (done: (error: SmtpError | null, value: Value) => void) => void): Promise<Value> {
  return new Promise((resolve, reject) => start((error, value) => (error === null ? resolve(value) : reject(error))));
}

/**
 * A password is sent only to a server with a valid certificate: without STARTTLS there is no login. Without a login STARTTLS is
 * used if it is offered, and there is no fallback if it fails. Trusted certificate authorities (CA) are those of Node, of the
 * machine, and of NODE_EXTRA_CA_CERTS, which is the place for the CA of your own mail server.
 */
function optionsOf(connection: Socket, { host, port, login, trust, limits }: Server): SMTPConnection.Options {
  return {
    connection,
    host,
    port,
    secure: port === tlsPort,
    requireTLS: login !== undefined && port !== tlsPort,
    // Regardless of NODE_TLS_REJECT_UNAUTHORIZED.
    tls: { secureContext: trust, rejectUnauthorized: true },
    // The default would be the name of this machine.
    name: "[127.0.0.1]",
    logger: false,
    greetingTimeout: limits.greetingMs,
    // For greeting and TLS together: the socket is connected already.
    connectionTimeout: 2 * limits.greetingMs,
    socketTimeout: limits.replyMs,
    socketCloseTimeout: 0,
    maxResponseSize: replyBytesMax,
  };
}

/** The mail is already accepted, so errors are ignored here. */
async function quit(smtp: SMTPConnection, ended: Promise<never>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, quitMs);
  ended.catch(resolve);
  smtp.quit();
  await promise;
  clearTimeout(timer);
}

function answerTo(error: unknown, handedOver: boolean): Answer {
  const known: SmtpError = error instanceof Error ? error : new Error("failed");
  const refusals = known.rejectedErrors ?? [];
  if (refusals.length > 0) return { accepted: [], refusals, unconfirmed: false };
  return { accepted: [], refusals: [], error: known, unconfirmed: handedOver && known.responseCode === undefined };
}

function failure(code: string, message: string): SmtpError {
  return Object.assign(new Error(message), { code });
}

const pieceBytes = 64 * 1024;

/** In pieces, so that the end of the stream is read about when the last bytes are sent. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
