/**
 * How often the alerts cry wolf, and how soon they tell: simulated years with the noise of real hosts and with incidents at
 * known times (test/support/simulated-year.ts).
 *
 *     node bench/false-alarms.ts [HOSTS [SEEDS]]    20 3: three years of twenty hosts for each interval and confirm; two minutes
 *
 * Writes its section of bench/RESULTS.md.
 */
import { newRules } from "../src/alerts/rules.ts";
import { type Evaluation, type JudgedIncident, judgeYear } from "../test/support/judged-year.ts";
import { simulatedYear } from "../test/support/simulated-year.ts";
import { table, writeSection } from "./results-page.ts";

const [hosts = 20, seeds = 3] = process.argv.slice(2).map(Number);
const minuteMs = 60_000;
const heading = [
  ...[
    "every",
    "confirm",
    "incidents",
    "told",
    "by check `confirm`",
    "one later",
    "strangers where passwords are tried: checks, median and most",
  ],
  ...["false alarms per host and year", "new findings of open alerts", "of the worst host", "by kind"],
  ...["opened twice", "closed after, median"],
];

const rows = [15, 60].flatMap((minutes) => [1, 2, 3].map((confirm) => measure(minutes, confirm)));
const lines = [
  ...table(heading, rows),
  "",
  `${seeds} years of ${hosts} hosts each, half of them open to anybody who tries passwords. ${speed()}`,
];
writeSection("False alarms: simulated years", lines);
console.log(lines.join("\n"));

function measure(minutes: number, confirm: number): (string | number)[] {
  const years = Array.from({ length: seeds }, (_, index) =>
    judgeYear({ seed: index + 1, hosts, everyMs: minutes * minuteMs, days: 365, confirm }),
  );
  const incidents = years.flatMap((year) => year.incidents).filter(({ shown }) => shown >= confirm);
  const told = incidents.filter(({ checks }) => checks !== undefined);
  const [patient, prompt] = [
    told.filter(isPatient),
    told.filter((each) => !isPatient(each) && !each.incident.flapping),
  ];
  const within = (checks: number) => prompt.filter((each) => (each.checks ?? 0) <= checks).length;
  const waits = patient.map(({ checks = 0 }) => checks);
  const closed = prompt.map(({ closedAfterMs = Number.NaN }) => closedAfterMs / minuteMs);
  return [
    ...[`${minutes} min`, confirm, incidents.length, share(told.length, incidents.length)],
    ...[
      share(within(confirm), prompt.length),
      share(within(confirm + 1), prompt.length),
      `${median(waits)}, ${Math.max(...waits)}`,
    ],
    ...falseAlarms(years),
    prompt.filter(({ opened }) => opened > 1).length,
    `${median(closed).toFixed(0)} min`,
  ];
}

/** A stranger who stays, among many who try passwords: these take long on purpose. */
function isPatient({ incident }: JudgedIncident): boolean {
  return incident.kind === "peer" && incident.exposed && incident.toMs - incident.fromMs > 240 * minuteMs;
}

function falseAlarms(years: readonly Evaluation[]): [perHost: string, added: string, worst: number, kinds: string] {
  const alarms = years.flatMap((year) => year.falseAlarms);
  const worst = years.map((year) => Math.max(0, ...counts(year.falseAlarms.map(({ alert }) => alert.host)).values()));
  const kinds = [...counts(alarms.map(({ alert }) => alert.kind))].map(([kind, count]) => `${kind} ${count}`);
  const perHost = (count: number) => (count / hosts / years.length).toFixed(2);
  const added = years.reduce((sum, { falseAdditions }) => sum + falseAdditions.length, 0);
  return [perHost(alarms.length), perHost(added), Math.max(...worst), kinds.join(", ")];
}

function counts(names: readonly string[]): Map<string, number> {
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

/** What a check pays: the rows of eight days of a hundred hosts. */
function speed(): string {
  const week = [...simulatedYear({ seed: 1, hosts: 100, everyMs: 15 * minuteMs, days: 8 })].map(({ row }) => row);
  const runs = [...Map.groupBy(week, ({ time }) => time.getTime()).values()];
  const ms = Array.from({ length: 7 }, () => {
    const rules = newRules({ confirm: 2 });
    const { user } = process.cpuUsage();
    for (const run of runs) rules.add(run);
    return (process.cpuUsage().user - user) / 1000;
  });
  return `${week.length} rows (100 hosts, 8 days, every 15 min) pass the rules in ${median(ms).toFixed(0)} ms of CPU.`;
}

function share(part: number, whole: number): string {
  return part === whole ? "all" : `${((100 * part) / whole).toFixed(1)} %`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
