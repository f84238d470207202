/** Sends a mail: as often as it takes and may help, and tells who has got it. */
import { setTimeout as sleep } from "node:timers/promises";
import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";
import { type Answer, attempt, type Limits, type Server } from "./attempt.ts";
import { compose, type Identity } from "./compose.ts";
import { type Failure, failureOf, placeOf } from "./failure.ts";
import type { MailSettings, Message } from "./message.ts";

/** Somebody did not get the mail. One sentence. */
export class MailError extends Error {
  override readonly name = "MailError";
}

export interface Delivery {
  readonly delivered: readonly string[];
  /** undefined: all have got it. */
  readonly fault: MailError | undefined;
}

export interface SendOptions extends Identity {
  /** Before each further attempt, give or take a quarter. Greylisting wants some seconds. */
  readonly pausesMs?: readonly number[];
  readonly limits?: Partial<Limits>;
  /** Certificates that are good, instead of this machine's authorities. */
  readonly ca?: string;
}

const defaultPausesMs = [2000, 8000, 20_000];
const defaultLimits: Limits = { connectMs: 20_000, greetingMs: 20_000, replyMs: 60_000, totalMs: 300_000 };

/** Gmail takes 25 MB, many take 20. Encoded. */
const mailBytesMax = 20 * 1024 * 1024;

/** Never throws for what a mail server does. */
export async function sendMail(message: Message, settings: MailSettings, options: SendOptions): Promise<Delivery> {
  const mail = await compose(message, settings, options);
  if (mail.length > mailBytesMax) return { delivered: [], fault: tooLarge(mail) };
  const { from, host, port, login } = settings;
  const limits = { ...defaultLimits, ...options.limits };
  const server: Server = { from, host, port, login, trust: trusted(options.ca), limits };
  const course = await handOver(mail, settings.to, server, options.pausesMs ?? defaultPausesMs);
  return { delivered: course.delivered, fault: faultOf(course, server) };
}

/** How far it has come. */
interface Course {
  readonly delivered: readonly string[];
  /** For good. */
  readonly refused: readonly Undelivered[];
  /** Who has not got it yet, and why. */
  readonly waiting: readonly Undelivered[];
  readonly tries: number;
  /** How often all of the mail was sent and no answer came. */
  readonly unconfirmed: number;
}

interface Undelivered {
  readonly address: string;
  readonly failure: Failure | undefined;
}

async function handOver(
  mail: Buffer,
  to: readonly string[],
  server: Server,
  pausesMs: readonly number[],
): Promise<Course> {
  const endsMs = performance.now() + server.limits.totalMs;
  const waiting = to.map((address) => ({ address, failure: undefined }));
  let course: Course = { delivered: [], refused: [], waiting, tries: 0, unconfirmed: 0 };
  for (const pauseMs of [0, ...pausesMs]) {
    if (isOver(course) || performance.now() + pauseMs > endsMs) break;
    await sleep(pauseMs * (0.75 + Math.random() / 2));
    const addresses = course.waiting.map(({ address }) => address);
    course = after(course, await attempt(mail, addresses, server, endsMs), server);
  }
  return course;
}

/**
 * A mail that was sent whole and not confirmed may have arrived. It is sent once more: an alert twice does less harm than an
 * alert never, and most readers show mails of the same Message-ID once. But not again and again.
 */
const unconfirmedMax = 2;

function isOver({ waiting, unconfirmed }: Course): boolean {
  const isHopeless = waiting.some(({ failure }) => failure?.isTransient === false);
  return waiting.length === 0 || isHopeless || unconfirmed >= unconfirmedMax;
}

function after(course: Course, { accepted, refusals, error, unconfirmed }: Answer, server: Server): Course {
  const answered = refusals.map((refusal) => ({
    address: refusal.recipient ?? "",
    failure: failureOf(refusal, server),
  }));
  const failure = error && failureOf(error, server);
  return {
    delivered: [...course.delivered, ...accepted],
    refused: [...course.refused, ...answered.filter((one) => !one.failure.isTransient)],
    waiting: failure
      ? course.waiting.map(({ address }) => ({ address, failure }))
      : answered.filter((one) => one.failure.isTransient),
    tries: course.tries + 1,
    unconfirmed: course.unconfirmed + (unconfirmed ? 1 : 0),
  };
}

function faultOf({ delivered, refused, waiting, tries, unconfirmed }: Course, server: Server): MailError | undefined {
  const missing = [...refused, ...waiting];
  const failures = [...new Set(missing.flatMap(({ failure }) => failure ?? []))];
  const [failure, ...others] = failures;
  if (failure === undefined) return undefined;
  const isWhole = delivered.length === 0 && refused.length === 0 && others.length === 0;
  const what = isWhole ? failure.what : whoMissed(delivered, missing);
  const doubt = unconfirmed > 0 ? ", but the mail may have arrived" : "";
  const tried = tries > 1 ? ` (tried ${tries} times)` : "";
  const fixes = [...new Set(failures.map(({ fix }) => fix))].join("; ");
  return new MailError(`mail: ${placeOf(server)} ${what}${doubt}${tried}; ${fixes}`);
}

function whoMissed(delivered: readonly string[], missing: readonly Undelivered[]): string {
  const those = missing.map(({ address, failure }) => `${address} (${failure?.what})`).join(", ");
  return delivered.length === 0
    ? `delivered to nobody: ${those}`
    : `delivered to ${delivered.join(", ")} but not to ${those}`;
}

function tooLarge(mail: Buffer): MailError {
  const mib = Math.ceil(mail.length / 1024 / 1024);
  return new MailError(`mail: has ${mib} MiB with its attachments, more than servers accept; split the inventory`);
}

function trusted(ca: string | undefined): SecureContext {
  const authorities = () => [...new Set([...getCACertificates("default"), ...getCACertificates("system")])];
  return createSecureContext({ ca: ca ?? authorities(), minVersion: "TLSv1.2" });
}
