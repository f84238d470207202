/** Mail as the commands send it: settled before anything happens, sent when the rows are safe. */
import { InputError } from "../inputs.ts";
import type { Attachment, MailSettings, Message } from "../mail/message.ts";
import { mailSettings } from "../mail/settings.ts";
import type { RunAlerts } from "../report/alert-news.ts";
import type { CheckReport } from "../report/summary.ts";
import type { Call } from "./index.ts";

export interface Post {
  /** What went wrong, in one sentence. undefined: everybody has got it. */
  readonly send: (
    mail: Omit<Message, "attachments">,
    attachments?: readonly Attachment[],
  ) => Promise<string | undefined>;
}

/** Throws an InputError where the inputs are wrong; a text says why there is no mail to send. */
export function openPost(call: Call, emailDest: readonly string[]): Post | string {
  const configuration = mailSettings({ ...call.inputs.mail, emailDest });
  if ("errors" in configuration) throw new InputError(configuration.errors);
  if ("absent" in configuration) return configuration.absent;
  const { settings } = configuration;
  for (const secret of secretsOf(settings)) call.reporter.mask(secret);
  return {
    send: async (mail, attachments = []) => {
      const { sendMail } = await import("../mail/send.ts");
      const label = call.surroundings.github.repository ?? "local";
      const { fault } = await sendMail({ ...mail, attachments }, settings, { now: call.now, label });
      return fault?.message;
    },
  };
}

/** After a check. What could not be sent. */
export async function mailRun(report: CheckReport, post: Post | string, call: Call): Promise<string[]> {
  const unsent = await mailChanges(report.alerts, post, call);
  if (typeof post === "string" || call.inputs.emailOn !== "always") return unsent;
  const { runMail } = await import("../report/mail/run-mail.ts");
  return [...unsent, ...faultsOf(await post.send(runMail(report)))];
}

/** One mail for what opened or closed; none where nothing did. What could not be sent. */
export async function mailChanges(alerts: RunAlerts, post: Post | string, { now }: Call): Promise<string[]> {
  if (typeof post === "string") return [];
  const { alertMail } = await import("../report/mail/alert-mail.ts");
  const mail = alertMail(alerts.changes, { now, ...alerts });
  return mail === undefined ? [] : faultsOf(await post.send(mail));
}

function faultsOf(fault: string | undefined): string[] {
  return fault === undefined ? [] : [fault];
}

/** Addresses, which logs of a public repository need not show, and the password in every form in which SMTP sends it. */
function secretsOf({ to, from, login }: MailSettings): string[] {
  if (login === undefined) return [...to, from];
  const password = login.password.reveal();
  const forms = [password, `\0${login.username}\0${password}`].map((text) => Buffer.from(text).toString("base64"));
  return [...to, from, password, ...forms];
}
