/** Notifications as the commands send them: one for each run in which an alert opens, changes or closes. */
import type { Notification } from "../notify/notification.ts";
import type { RunAlerts } from "../report/alert-news.ts";
import { resultsUrl } from "./alerting.ts";
import type { Call } from "./call.ts";
import { clockOf } from "./clock.ts";
import { deliverInOrder, outboxFor } from "./delivering.ts";

/** What could not be delivered, in sentences. */
export async function notifyChanges(alerts: RunAlerts, call: Call): Promise<string[]> {
  const { inputs, surroundings, reporter, now } = call;
  if (inputs.notifyUrl === undefined) return [];
  const url = inputs.notifyUrl;
  for (const secret of secretsOf(url)) reporter.mask(secret);
  const [{ notificationOf }, { notify }, { readNotification }] = await Promise.all([
    import("../report/alert-notification.ts"),
    import("../notify/notify.ts"),
    import("../notify/notification.ts"),
  ]);
  const send = async (news: Notification) => {
    const fault = await notify(news, url, { proxy: surroundings.github.proxy });
    return { fault, reached: fault === undefined };
  };
  const news = notificationOf(alerts, { clock: clockOf(call), pageUrl: resultsUrl(call, "tree") });
  const outbox = outboxFor("notify", call);
  return deliverInOrder(news, { name: "notification", outbox, send, read: readNotification }, now);
}

/** The address as a whole, and what of it stands in the line of a request. */
function secretsOf({ href, pathname, search }: URL): string[] {
  return [href, `${pathname}${search}`].filter((secret) => secret.length > 1);
}
