/**
 * How often alerts are false, and how soon they detect: simulated years with the noise of real hosts and with incidents at
 * known times (test/support/simulated-year.ts).
 *
 *     node bench/false-alarms.ts [HOSTS [SEEDS]]    20 3: three years of twenty hosts for each interval and confirm, and for each kind of host; ten minutes
 *
 * Writes its section of bench/RESULTS.md.
 */
import { newRules } from "../src/alerts/rules.ts";
import { type Evaluation, judgeYear } from "../test/support/judged-year.ts";
import { type Archetype, archetypes, inventories } from "../test/support/simulated-archetypes.ts";
import { simulatedYear } from "../test/support/simulated-year.ts";
import { table, writeSection } from "./results-page.ts";

const [hosts = 20, seeds = 3] = process.argv.slice(2).map(Number);
const minuteMs = 60_000;
/** Long enough to be detected at the usual confirm. */
const leastChecks = 3;
const heading = [
  ...["every", "confirm", "incidents", "detected", "by check `confirm`", "one later"],
  ...["false alarms per host and year", "new findings of open alerts", "of the worst host", "by kind"],
  ...["opened twice", "closed after, median"],
];

const archetypeHeading = [
  ...["hosts", "inventory after a month", "false alarms per host and year without it", "with it"],
  ...["new findings of open alerts, with it", "incidents of three checks or more", "detected", "not detected"],
];

const rows = [15, 60].flatMap((minutes) => [1, 2, 3].map((confirm) => measure(minutes, confirm)));
const lines = [
  ...table(heading, rows),
  "",
  `${seeds} years of ${hosts} always-on hosts each, half of them open to anybody who tries passwords, with maintenance of the provider announced. ${speed()}`,
  "",
  `Kinds of hosts, ${seeds} years of ${hosts} each, every 15 min, confirm 2:`,
  "",
  ...table(archetypeHeading, archetypes.map(measureArchetype)),
];
writeSection("False alarms: simulated years", lines);
console.log(lines.join("\n"));

function measure(minutes: number, confirm: number): (string | number)[] {
  const years = Array.from({ length: seeds }, (_, index) =>
    judgeYear({ seed: index + 1, hosts, everyMs: minutes * minuteMs, days: 365, confirm, tended: true }),
  );
  const incidents = years.flatMap((year) => year.incidents).filter(({ shown }) => shown >= confirm);
  const detected = incidents.filter(({ checks }) => checks !== undefined);
  const prompt = detected.filter(({ incident }) => !incident.flapping && incident.kind !== "reboots");
  const within = (checks: number) => prompt.filter((each) => (each.checks ?? 0) <= checks).length;
  const closed = prompt.map(({ closedAfterMs = Number.NaN }) => closedAfterMs / minuteMs);
  return [
    ...[`${minutes} min`, confirm, incidents.length, share(detected.length, incidents.length)],
    ...[share(within(confirm), prompt.length), share(within(confirm + 1), prompt.length)],
    ...falseAlarms(years),
    prompt.filter(({ opened }) => opened > 1).length,
    `${median(closed).toFixed(0)} min`,
  ];
}

function measureArchetype(archetype: Archetype): (string | number)[] {
  const year = (tended: boolean) => (_: unknown, index: number) =>
    judgeYear({ seed: index + 1, hosts, everyMs: 15 * minuteMs, days: 365, confirm: 2, archetype, tended });
  const [bare, tended] = [false, true].map((isTended) => Array.from({ length: seeds }, year(isTended)));
  const perHost = (years: readonly Evaluation[] = []) => falseAlarms(years);
  const incidents = (tended ?? []).flatMap((each) => each.incidents).filter(({ shown }) => shown >= leastChecks);
  const missed = incidents.filter(({ checks }) => checks === undefined);
  const kinds = counts(
    missed.map(({ incident }) => `${incident.kind}${incident.flapping ? " that comes and goes" : ""}`),
  );
  return [
    ...[archetype, inventories[archetype], perHost(bare)[0], perHost(tended)[0], perHost(tended)[1]],
    ...[incidents.length, share(incidents.length - missed.length, incidents.length)],
    [...kinds].map(([kind, number]) => `${kind} ${number}`).join(", "),
  ];
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
