/** Mail as the commands send it: settled before anything happens, sent when the rows are safe. */
import { InputError } from "../inputs.ts";
import { readInventory } from "../inventory/index.ts";
import type { Attachment, MailSettings, Message } from "../mail/message.ts";
import { mailSettings } from "../mail/settings.ts";
import { isNews, type RunAlerts } from "../report/alert-news.ts";
import type { CheckReport } from "../report/summary.ts";
import { outboxOf } from "../store/outbox.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";

type MailText = Omit<Message, "attachments">;

export interface Mailer {
  readonly send: (mail: MailText, attachments?: readonly Attachment[]) => Promise<Sent>;
}

interface Sent {
  /** What went wrong, in one sentence. undefined: everybody has got it. */
  readonly fault: string | undefined;
  readonly reached: boolean;
}

/** Throws an InputError where the inputs are wrong; a text says why there is no mail to send. */
export function openMailer(call: Call, emailDest: readonly string[]): Mailer | string {
  const configuration = mailSettings({ ...call.inputs.mail, emailDest });
  if ("errors" in configuration) throw new InputError(configuration.errors);
  if ("absent" in configuration) return configuration.absent;
  const { settings } = configuration;
  for (const secret of secretsOf(settings)) call.reporter.mask(secret);
  return {
    send: async (mail, attachments = []) => {
      const { sendMail } = await import("../mail/send.ts");
      const label = call.surroundings.github.repository ?? "local";
      const { delivered, fault } = await sendMail({ ...mail, attachments }, settings, { now: call.now, label });
      return { fault: fault?.message, reached: delivered.length > 0 };
    },
  };
}

/** For commands that need no inventory: without one, `email-to` alone says where the mail goes. */
export function recipients({ inputs, surroundings, reporter }: Call): readonly string[] {
  if (inputs.inventory.trim() === "") return [];
  const inventory = readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask });
  inventory.warnings.forEach(reporter.warn);
  return inventory.emailDest;
}

/** After a check. What could not be sent. */
export async function mailRun(report: CheckReport, mailer: Mailer | string, call: Call): Promise<string[]> {
  const unsent = await mailChanges(report.alerts, mailer, call);
  if (typeof mailer === "string" || call.inputs.emailOn !== "always") return unsent;
  const { runMail } = await import("../report/mail/run-mail.ts");
  return [...unsent, ...faultOf(await mailer.send(runMail(report)))];
}

/** One mail for what opened, closed or has a new finding; none where nothing did. What could not be sent. */
export async function mailChanges(alerts: RunAlerts, mailer: Mailer | string, call: Call): Promise<string[]> {
  if (typeof mailer === "string") {
    if (alerts.changes.some(isNews) && call.inputs.emailOn !== "never") call.reporter.info(mailer);
    return [];
  }
  const { alertMail } = await import("../report/mail/alert-mail.ts");
  return sendAll(alertMail(alerts.changes, { clock: clockOf(call), ...alerts }), mailer, call);
}

/** Older news than this is in the issues and the rows. */
const staleMs = 7 * 86_400_000;

/** What waits from runs before goes first. Where nobody is reached, the mail waits for the next run. */
async function sendAll(
  news: MailText | undefined,
  mailer: Mailer,
  { surroundings, inputs, now }: Call,
): Promise<string[]> {
  const outbox = outboxOf(surroundings.stateHome, `${surroundings.github.repository} ${inputs.results}`);
  for (const { text, time, remove } of await outbox.waiting()) {
    const mail = now.getTime() - time.getTime() < staleMs ? readMail(text) : undefined;
    const sent = mail && (await mailer.send(mail));
    if (sent?.fault !== undefined && !sent.reached) {
      if (news !== undefined) await outbox.keep(JSON.stringify(news), now);
      return [waits(sent.fault)];
    }
    await remove();
  }
  const sent = news && (await mailer.send(news));
  if (news === undefined || sent?.fault === undefined) return [];
  if (sent.reached) return [sent.fault];
  await outbox.keep(JSON.stringify(news), now);
  return [waits(sent.fault)];
}

function waits(fault: string): string {
  return `${fault}; the mail waits for the next run`;
}

/** undefined: it is not as we write it. */
function readMail(text: string): MailText | undefined {
  const mail: unknown = parseJson(text);
  return isMail(mail) ? mail : undefined;
}

function isMail(data: unknown): data is MailText {
  if (typeof data !== "object" || data === null) return false;
  const texts = new Map(Object.entries(data));
  return ["subject", "text", "html", "thread"].every((name) => typeof texts.get(name) === "string");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf({ fault }: Sent): string[] {
  return fault === undefined ? [] : [fault];
}

/** Addresses, which logs of a public repository need not show, and the password in every form in which SMTP sends it. */
function secretsOf({ to, from, login }: MailSettings): string[] {
  if (login === undefined) return [...to, from];
  const password = login.password.reveal();
  const forms = [password, `\0${login.username}\0${password}`].map((text) => Buffer.from(text).toString("base64"));
  return [...to, from, password, ...forms];
}
