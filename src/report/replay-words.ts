/** What the rules would have raised over a span of the history, as a table and its totals. Findings are a host's own words. */
import { type Alert, type AlertChange, alertKinds, identityOf, limitedTo } from "../alerts/alert.ts";
import { terminalText } from "../safe-text.ts";
import { causeOf, quotedWords } from "../words/cause.ts";
import { count } from "../words/count.ts";
import { durationWords } from "../words/duration.ts";
import { utcClock, zonedWords } from "../words/instant.ts";

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
  /** Findings that were not there when it opened. */
  readonly additions: Addition[];
}

export interface Addition {
  readonly time: Date;
  /** With what was added alone. */
  readonly alert: Alert;
  readonly opened: Date;
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
  const [episodes, latest]: [Episode[], Map<string, Episode>] = [[], new Map()];
  for (const change of changes) {
    const { what, alert, time, reason } = change;
    const identity = identityOf(alert);
    const known = what === "opened" ? undefined : latest.get(identity);
    const episode = known ?? newEpisode(alert, time);
    if (known === undefined) episodes.push(episode);
    latest.set(identity, episode);
    episode.alert = alert;
    if (what === "changed" || what === "reopened") note(episode, change);
    [episode.closed, episode.reason] = what === "resolved" ? [time, reason] : [undefined, undefined];
  }
  return episodes;
}

function newEpisode(alert: Alert, opened: Date): Episode {
  return { alert, opened, closed: undefined, reason: undefined, changes: 0, additions: [] };
}

function note(episode: Episode, { alert, added, time }: AlertChange): void {
  episode.changes += 1;
  if (added.length === 0) return;
  episode.additions.push({
    time,
    alert: limitedTo(alert, (finding) => added.includes(finding)),
    opened: episode.opened,
  });
}

/** By time, and each addition on a line of its own. */
export function episodeTable(episodes: readonly Episode[], additions: readonly Addition[]): Lines {
  const lines = [
    ...episodes.map((episode) => ({ time: episode.opened, cells: episodeLine(episode) })),
    ...additions.map((addition) => ({ time: addition.time, cells: additionLine(addition) })),
  ];
  const rows = lines.toSorted((a, b) => a.time.getTime() - b.time.getTime()).map(({ cells }) => cells);
  return { header: ["opened (UTC)", "closed (UTC)", "lasted", "kind", "host", "findings", "notes"], rows };
}

function episodeLine(episode: Episode): string[] {
  const { alert, opened, closed } = episode;
  const lasted = closed ? durationWords(closed.getTime() - opened.getTime()) : "";
  const times = [moment(opened), closed ? moment(closed) : "still open", lasted];
  return [...times, alert.kind, alert.host, findingWords(alert), noteWords(episode)];
}

function additionLine({ time, alert, opened }: Addition): string[] {
  const note = `added to the alert of ${moment(opened)}`;
  return [moment(time), "", "", alert.kind, alert.host, findingWords(alert), note];
}

function findingWords({ findings }: Alert): string {
  const named = findings
    .slice(0, mostFindings)
    .map((finding) => quotedWords(causeOf(finding), terminalText).slice(0, longestFinding));
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

/** What was raised without one rule of the inventory. */
interface Without {
  readonly rule: string;
  readonly episodes: readonly Episode[];
}

/** What each rule of the inventory spares: the alerts that there would have been without it alone, and whose they are. */
export function sparedTable(episodes: readonly Episode[], without: readonly Without[]): Lines {
  const byHost = (some: readonly Episode[]) => Map.groupBy(some, ({ alert }) => alert.host);
  const kept = byHost(episodes);
  const rows = without.map(({ rule, episodes: raised }) => {
    const spared = [...byHost(raised)]
      .map(([host, some]) => ({ host, more: some.length - (kept.get(host)?.length ?? 0) }))
      .filter(({ more }) => more > 0)
      .sort((a, b) => b.more - a.more);
    const named = spared.slice(0, mostFindings).map(({ host, more }) => `${host} ${more}`);
    const rest = spared.length > named.length ? [`and ${spared.length - named.length} more`] : [];
    return [rule, String(raised.length), String(raised.length - episodes.length), [...named, ...rest].join(", ")];
  });
  return { header: ["rule", "alerts without it", "spared", "hosts"], rows };
}

/** `confirm 2: 12 alerts of 5 hosts in 181 days, 4.8 per host and year, 3 findings added to open ones (38000 rows)` */
export function replayHeadline(
  episodes: readonly Episode[],
  additions: readonly Addition[],
  span: Span,
  confirm: number,
): string {
  const [alerts, hosts] = [count(episodes.length, "alert"), count(span.hosts, "host")];
  const perYear = rate(episodes.length, yearsOf(span) * span.hosts);
  const lasted = durationWords(span.to.getTime() - span.from.getTime());
  const findings = additions.reduce((sum, { alert }) => sum + alert.findings.length, 0);
  const more = findings === 0 ? "" : `, ${count(findings, "finding")} added to open ones`;
  return `confirm ${confirm}: ${alerts} of ${hosts} in ${lasted}, ${perYear} per host and year${more} (${count(span.rows, "row")})`;
}

function yearsOf({ from, to }: Span): number {
  return (to.getTime() - from.getTime()) / yearMs;
}

/** A rate of less than two days would be made up. */
function rate(alerts: number, years: number): string {
  return years < 2 / 365 ? "–" : (alerts / years).toFixed(1);
}

function moment(time: Date): string {
  return zonedWords(time, utcClock(time)).replace(/ UTC$/, "");
}
