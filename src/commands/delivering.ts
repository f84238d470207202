/** News that must arrive once: in order, and where nobody is reached, with the next run. */
import { parseJson } from "../json.ts";
import type { Outbox } from "../store/outbox.ts";
import { outboxOf } from "../store/outbox.ts";
import type { Call } from "./call.ts";

export interface Sent {
  /** What went wrong, in one sentence. undefined: everybody has got it. */
  readonly fault: string | undefined;
  readonly reached: boolean;
}

export interface Channel<News> {
  /** `mail`: what waits for the next run. */
  readonly name: string;
  readonly outbox: Outbox;
  /** Whether there is an outbox left for the next run: GitHub's own machines are new for each. */
  readonly isLasting: boolean;
  readonly send: (news: News) => Promise<Sent>;
  /** undefined: it is not as we write it. */
  readonly read: (data: unknown) => News | undefined;
}

/** Per repository and results folder. */
export function outboxFor(
  purpose: string,
  { surroundings, inputs }: Call,
): Pick<Channel<unknown>, "outbox" | "isLasting"> {
  const whose = `${surroundings.github.repository} ${inputs.results}`;
  const outbox = outboxOf(surroundings.stateHome, [purpose, whose].filter(Boolean).join(" "));
  return { outbox, isLasting: surroundings.environment["RUNNER_ENVIRONMENT"] !== "github-hosted" };
}

/** Older news than this is in the issues and the rows. */
const staleMs = 7 * 86_400_000;

/** What waits from earlier runs goes first. Returns what could not be sent, in sentences. */
export async function deliverInOrder<News>(
  news: News | undefined,
  channel: Channel<News>,
  now: Date,
): Promise<string[]> {
  const { outbox, isLasting, send, read } = channel;
  const keep = async (fault: string) => {
    if (!isLasting)
      return [`${fault}; the ${channel.name} is lost, because this machine keeps nothing for the next run`];
    if (news !== undefined) await outbox.keep(JSON.stringify(news), now);
    return [`${fault}; the ${channel.name} waits for the next run`];
  };
  for (const { text, time, remove } of await outbox.waiting()) {
    const old = now.getTime() - time.getTime() < staleMs ? read(parseJson(text)) : undefined;
    const sent = old && (await send(old));
    if (sent?.fault !== undefined && !sent.reached) return keep(sent.fault);
    await remove();
  }
  const sent = news && (await send(news));
  if (sent?.fault === undefined) return [];
  return sent.reached ? [sent.fault] : keep(sent.fault);
}
