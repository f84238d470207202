/** Mail as the commands send it: settled before anything happens, sent when the rows are safe. */
import { join } from "node:path";
import { InputError } from "../inputs.ts";
import { readInventory } from "../inventory/index.ts";
import type { Attachment, MailSettings, Message } from "../mail/message.ts";
import { mailSettings } from "../mail/settings.ts";
import { isNews, type RunAlerts } from "../report/alert-news.ts";
import type { CheckReport } from "../report/summary.ts";
import { statusPageName } from "../store/month-file.ts";
import { hasIssues, linksOf } from "./alerting.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";
import { deliverInOrder, outboxFor, type Sent } from "./delivering.ts";

type MailText = Omit<Message, "attachments">;

export interface Mailer {
  readonly send: (mail: MailText, attachments?: readonly Attachment[]) => Promise<Sent>;
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

/** After a check, which has told why there is no mail. What could not be sent. */
export async function mailRun(report: CheckReport, mailer: Mailer | string, call: Call): Promise<string[]> {
  const { emailOn } = call.inputs;
  if (typeof mailer === "string") {
    if (emailOn === "always") call.reporter.warn(`\`email-on\` is always, but there is ${mailer}`);
    return [];
  }
  const unsent = await mailChanges(report.alerts, mailer, call);
  if (emailOn !== "always") return unsent;
  const { runMail } = await import("../report/mail/run-mail.ts");
  return [...unsent, ...faultOf(await mailer.send(runMail(report)))];
}

/** One mail for what opened, closed or has a new finding; none where nothing did. What could not be sent. */
export async function mailChanges(alerts: RunAlerts, mailer: Mailer | string, call: Call): Promise<string[]> {
  if (typeof mailer === "string") {
    tellUnmailed(alerts, mailer, call);
    return [];
  }
  const { alertMail } = await import("../report/mail/alert-mail.ts");
  const news = alertMail(alerts.changes, { clock: clockOf(call), links: linksOf(call), ...alerts });
  const read = (data: unknown) => (isMail(data) ? data : undefined);
  return deliverInOrder(news, { name: "mail", ...outboxFor("", call), send: mailer.send, read }, call.now);
}

/** Where there is news, why no mail is sent. */
export function tellUnmailed(alerts: RunAlerts, why: string, call: Call): void {
  if (alerts.changes.some(isNews) && call.inputs.emailOn !== "never")
    call.reporter.info(isToldElsewhere(call) ? why : onlyHereWords(call));
}

function isToldElsewhere(call: Call): boolean {
  return call.inputs.notifyUrl !== undefined || hasIssues(call);
}

/** For somebody who has just begun: nothing will call for attention. */
function onlyHereWords({ inputs }: Call): string {
  const page = join(inputs.resultsInRepository ?? inputs.results, statusPageName);
  return `alerts are told only here and in ${page}; to be told by mail, set \`smtp-username\` and \`email-to\`; by a notification, \`notify-url\`; as GitHub issues, GITHUB_REPOSITORY=owner/name and SERVER_MONITOR_TOKEN in the environment, or run it as a workflow`;
}

function isMail(data: unknown): data is MailText {
  if (typeof data !== "object" || data === null) return false;
  const texts = new Map(Object.entries(data));
  return ["subject", "text", "html", "thread"].every((name) => typeof texts.get(name) === "string");
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
