/** Notifications as the commands send them: one for each run in which an alert opens, changes or closes. */
import type { Notification } from "../notify/notification.ts";
import type { RunAlerts } from "../report/alert-news.ts";
import { resultsUrl } from "./alerting.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";
import { deliverInOrder, outboxFor } from "./delivering.ts";

/** What could not be delivered, in sentences. */
export async function notifyChanges(alerts: RunAlerts, call: Call): Promise<string[]> {
  const { inputs, now } = call;
  if (inputs.notifyUrl === undefined) return [];
  const url = inputs.notifyUrl;
  const [{ notificationOf }, { readNotification }] = await Promise.all([
    import("../report/alert-notification.ts"),
    import("../notify/notification.ts"),
  ]);
  const send = async (news: Notification) => {
    const fault = await sendNotification(news, url, call);
    return { fault, reached: fault === undefined };
  };
  const news = notificationOf(alerts, { clock: clockOf(call), pageUrl: resultsUrl(call, "tree") });
  const channel = { name: "notification", ...outboxFor("notify", call), send, read: readNotification };
  return deliverInOrder(news, channel, now);
}

/** What went wrong, in one sentence. undefined: the service has taken it. */
export async function sendNotification(
  notification: Notification,
  url: URL,
  { surroundings, reporter }: Call,
): Promise<string | undefined> {
  for (const secret of secretsOf(url)) reporter.mask(secret);
  const { notify } = await import("../notify/notify.ts");
  return notify(notification, url, { proxy: surroundings.github.proxy });
}

/** The address as a whole, and what of it stands in the line of a request. */
function secretsOf({ href, pathname, search }: URL): string[] {
  return [href, `${pathname}${search}`].filter((secret) => secret.length > 1);
}
