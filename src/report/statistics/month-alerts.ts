/** The alerts of a month, each from its first row to the one that closed it. Pure. */
import { type Alert, type AlertChange, identityOf } from "../../alerts/alert.ts";
import type { MonthAlert } from "./month-model.ts";

/** A host that names ever new things fills no memory. */
const mostFindings = 1000;

interface Episode {
  latest: Alert;
  readonly from: Date;
  to: Date | undefined;
  readonly findings: Set<string>;
}

export class AlertLog {
  readonly #start: Date;
  readonly #open = new Map<string, Episode>();
  readonly #closed: Episode[] = [];

  /** `start`: of the month. What was closed before it is left out. */
  constructor(start: Date) {
    this.#start = start;
  }

  add({ what, alert, time }: AlertChange): void {
    const identity = identityOf(alert);
    const closed = what === "reopened" ? this.#takeClosed(identity) : undefined;
    const episode = this.#open.get(identity) ?? closed ?? newEpisode(alert);
    episode.latest = alert;
    for (const finding of alert.findings) if (episode.findings.size < mostFindings) episode.findings.add(finding);
    if (what !== "resolved") this.#open.set(identity, episode);
    else {
      this.#open.delete(identity);
      if (time >= this.#start) this.#closed.push({ ...episode, to: time });
    }
  }

  #takeClosed(identity: string): Episode | undefined {
    const at = this.#closed.findLastIndex(({ latest }) => identityOf(latest) === identity);
    return at === -1 ? undefined : this.#closed.splice(at, 1)[0];
  }

  /** The earliest first. */
  all(): MonthAlert[] {
    return [...this.#closed, ...this.#open.values()]
      .sort((a, b) => a.from.getTime() - b.from.getTime() || (identityOf(a.latest) < identityOf(b.latest) ? -1 : 1))
      .map(({ latest, from, to, findings }) => ({
        ...{ kind: latest.kind, host: latest.host, from, to, findings: [...findings], latest },
      }));
  }
}

/** What people have accepted is open no more, and was no incident. `open`: without that, as it is now. */
export function withoutAccepted(alerts: readonly MonthAlert[], open: readonly Alert[]): MonthAlert[] {
  return alerts.flatMap((alert) => {
    if (alert.to !== undefined) return [alert];
    return open.filter((each) => identityOf(each) === identityOf(alert)).map((latest) => ({ ...alert, latest }));
  });
}

function newEpisode(alert: Alert): Episode {
  return { latest: alert, from: alert.since, to: undefined, findings: new Set() };
}
