/** Whether mails and notifications arrive: with `--send-test`, one of each is sent. */
import { type Finding, finding } from "../doctor/finding.ts";
import type { Call } from "./call.ts";
import { type Mailer, openMailer } from "./mailing.ts";
import { sendNotification } from "./notifying.ts";

export async function examineMessages(call: Call, emailDest: readonly string[]): Promise<Finding[]> {
  const mailer = openMailer(call, emailDest);
  const isTest = call.flags["send-test"] !== undefined;
  return [await mailFinding(mailer, isTest), await notificationFinding(call, isTest)].flatMap((each) => each ?? []);
}

const untested = "set up; --send-test sends a test";

async function mailFinding(mailer: Mailer | string, isTest: boolean): Promise<Finding> {
  if (typeof mailer === "string") return finding("odd", "mail", mailer.replace(/^no mail: /, "none: "));
  if (!isTest) return finding("good", "mail", untested);
  const { fault } = await mailer.send({ subject: title, text: `${text}\n`, html: `<p>${text}</p>`, thread: "test" });
  return fault === undefined
    ? finding("good", "mail", `the server has taken a test: look whether "${title}" arrives, not in the spam folder`)
    : finding("bad", "mail", fault);
}

const title = "server-monitor: this is a test";
const text = "Somebody has run server-monitor doctor --send-test. Alerts will come this way.";

/** Nothing where none is wanted. */
async function notificationFinding(call: Call, isTest: boolean): Promise<Finding | undefined> {
  if (call.inputs.notifyUrl === undefined) return undefined;
  if (!isTest) return finding("good", "notification", untested);
  const test = { title, lines: [text], url: undefined, tone: "good" as const, alerts: [] };
  const fault = await sendNotification(test, call.inputs.notifyUrl, call);
  return fault === undefined
    ? finding("good", "notification", `the service has taken a test: look whether "${title}" arrives`)
    : finding("bad", "notification", fault);
}
