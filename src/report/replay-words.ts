/** What the rules would have raised over a span of the history, as a table and its totals. Findings are a host's own words. */
import type { Alert, AlertChange } from "../alerts/alert.ts";
import { alertKinds, identityOf } from "../alerts/alert.ts";
import { count, minuteWords, roughDuration } from "../words.ts";

/** An alert from the row that opened it to the row that closed it. */
export interface Episode {
  /** As it was last. */
  alert: Alert;
  readonly opened: Date;
  /** undefined: it is still open. */
  closed: Date | undefined;
  reason: AlertChange["reason"];
  /** How often its findings changed. */
  changes: number;
}

export interface Span {
  readonly from: Date;
  readonly to: Date;
  readonly rows: number;
  readonly hosts: number;
}

interface Lines {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const yearMs = 365 * 86_400_000;
const mostFindings = 5;
const longestFinding = 60;

/** In the order in which they opened. */
export function episodesOf(changes: readonly AlertChange[]): Episode[] {
  const [episodes, open]: [Episode[], Map<string, Episode>] = [[], new Map()];
  for (const { what, alert, time, reason } of changes) {
    const identity = identityOf(alert);
    const episode = open.get(identity) ?? { alert, opened: time, closed: undefined, reason: undefined, changes: 0 };
    if (what === "opened") episodes.push(episode);
    open.set(identity, episode);
    episode.alert = alert;
    if (what === "changed") episode.changes += 1;
    if (what !== "resolved") continue;
    [episode.closed, episode.reason] = [time, reason];
    open.delete(identity);
  }
  return episodes;
}

export function episodeTable(episodes: readonly Episode[]): Lines {
  const rows = episodes.map((episode) => {
    const { alert, opened, closed } = episode;
    const lasted = closed ? roughDuration(closed.getTime() - opened.getTime()) : "";
    const times = [minuteWords(opened), closed ? minuteWords(closed) : "still open", lasted];
    return [...times, alert.kind, alert.host, findingWords(alert), noteWords(episode)];
  });
  return { header: ["opened", "closed", "lasted", "kind", "host", "findings", "notes"], rows };
}

function findingWords({ findings }: Alert): string {
  const named = findings.slice(0, mostFindings).map((finding) => finding.slice(0, longestFinding));
  const more = findings.length - named.length;
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

function noteWords({ alert, changes, reason }: Episode): string {
  const notes = [
    alert.flapping && "flapping",
    changes > 0 && `changed ${count(changes, "time")}`,
    reason === "gone" && "no longer watched",
  ];
  return notes.filter(Boolean).join(", ");
}

/** Of the kinds that raised something, and of the hosts that something was raised for, the noisiest first. */
export function totalsTable(episodes: readonly Episode[], span: Span): Lines {
  const kinds = alertKinds.filter((kind) => episodes.some(({ alert }) => alert.kind === kind));
  const hosts = [...Map.groupBy(episodes, ({ alert }) => alert.host)].sort(([, a], [, b]) => b.length - a.length);
  const line = (name: string, some: readonly Episode[], years: number) => [
    ...[name, String(some.length), rate(some.length, years)],
    ...kinds.map((kind) => String(some.filter(({ alert }) => alert.kind === kind).length)),
  ];
  const years = yearsOf(span);
  const rows = hosts.map(([host, some]) => line(host, some, years));
  return {
    header: ["host", "alerts", "a year", ...kinds],
    rows: [...rows, line("all, per host", episodes, years * span.hosts)],
  };
}

/** `confirm 2: 12 alerts of 5 hosts in 181 days, 4.8 per host and year (38000 rows)` */
export function replayHeadline(episodes: readonly Episode[], span: Span, confirm: number): string {
  const [alerts, hosts] = [count(episodes.length, "alert"), count(span.hosts, "host")];
  const perYear = rate(episodes.length, yearsOf(span) * span.hosts);
  const lasted = roughDuration(span.to.getTime() - span.from.getTime());
  return `confirm ${confirm}: ${alerts} of ${hosts} in ${lasted}, ${perYear} per host and year (${count(span.rows, "row")})`;
}

function yearsOf({ from, to }: Span): number {
  return (to.getTime() - from.getTime()) / yearMs;
}

/** A rate of less than two days would be made up. */
function rate(alerts: number, years: number): string {
  return years < 2 / 365 ? "–" : (alerts / years).toFixed(1);
}
