import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { monthJson } from "../../../src/report/statistics/month-json.ts";
import { monthReport } from "../../../src/report/statistics/month-report.ts";
import { openMonth } from "../../../src/store/month-rows.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { runsPerMonth, writeMonth } from "../../support/generated-month.ts";
import { describeWith, tool } from "../../support/tools.ts";

const header = "time,host,ping_ms,disk_avail_mib,last_boot,gpu_temp_c,ports,ssh_peers,logins,errors";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), "results");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

interface Asked {
  readonly month?: string;
  readonly to?: string;
  readonly running?: boolean;
  readonly before?: string;
}

async function reportOf(folder: string, { month = "2026-10", to, running = false, before }: Asked = {}) {
  const rows = await openMonth(folder, new Date(`${month}-01`));
  return monthReport({
    ...{ rows, running, alerts: [], to: to === undefined ? rows.end : new Date(to) },
    before: before === undefined ? undefined : await openMonth(folder, new Date(`${before}-01`)),
  });
}

/** Rows of a node file, `time host ping disk boot gpus ports peers logins errors`, `-` for an empty cell. */
async function reportOn(rows: readonly string[], asked?: Asked) {
  const lines = rows.map((row) => row.split(" ").map((cell) => (cell === "-" ? "" : cell)));
  const text = lines.map((cells) => [...cells, ...Array.from({ length: 10 - cells.length }, () => "")].join(","));
  return reportOf(folderWith({ "node_2610.csv": `${[header, ...text].join("\n")}\n` }), asked);
}

const hourly = (hours: readonly number[], rest: (hour: number) => string, host = "a") =>
  hours.map((hour) => `${new Date(Date.UTC(2026, 9, 1, hour)).toISOString().slice(0, 19)}Z ${host} ${rest(hour)}`);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const well = () => "5.0";
const dead = "- - - - - - - ping:unreachable+ssh:timeout";
const offline = "- - - - - - - monitor:offline";

describeWith(["python3"], "a month of ten hosts every quarter of an hour", () => {
  it("has the figures of an independent computation, to the last digit", async () => {
    const folder = temporaryFolder();
    writeMonth(folder);
    const figures = JSON.parse(monthJson(await reportOf(folder)));
    const script = join(import.meta.dirname, "independent.py");
    const expected = JSON.parse(execFileSync(tool("python3"), [script, folder, "2026-10"], { encoding: "utf8" }));
    expect(figures.hosts).toHaveLength(10);
    expect(figures.hosts.find(({ host }: { host: string }) => host === "router").rows).toBe(runsPerMonth);
    for (const key of ["month", "from", "to", "rows"]) expect(figures[key]).toEqual(expected[key]);
    for (const host of expected.hosts) {
      const ours = figures.hosts.find((each: { host: string }) => each.host === host.host);
      for (const key of ["ports", "peers"]) {
        expect(new Set(ours[key]), `${host.host} ${key}`).toEqual(new Set(host[key]));
        delete host[key];
      }
      for (const outage of ours.outages) delete outage.ongoing;
      for (const key of Object.keys(host)) expect(ours[key], `${host.host} ${key}`).toEqual(host[key]);
    }
  });
});

describe("availability", () => {
  it("is weighted by time: a row holds until the next, but not longer than twice the median interval", async () => {
    const { hosts } = await reportOn([
      ...hourly([0, 1, 2, 3], well),
      ...hourly([4, 5], () => dead),
      ...hourly([6, 7, 20], well),
    ]);
    // 7 h until 7:00, 2 h after it, 2 h after 20:00.
    const [host] = hosts;
    expect(host?.availability).toBe((4 + 1 + 2 + 2) / 11);
    expect(host?.coverage).toBe(11 / (31 * 24));
    expect(host?.outages).toEqual([
      {
        ...{ from: new Date("2026-10-01T04:00:00Z"), to: new Date("2026-10-01T06:00:00Z"), seconds: 7200 },
        ...{ errors: ["ping:unreachable", "ssh:timeout"], ongoing: false },
      },
    ]);
    expect(host?.days[0]).toEqual({ up: 9 / 24, down: 2 / 24 });
    expect(host?.days).toHaveLength(31);
  });

  it("has one outage across gaps and rows of a monitor that was offline, and measures only what rows cover", async () => {
    const { hosts } = await reportOn([
      ...hourly(range(0, 10), well),
      ...hourly([10, 11], () => dead),
      ...hourly([12, 13], () => offline),
      ...hourly([14, 24], () => dead),
      ...hourly(range(25, 30), well),
    ]);
    expect(hosts[0]?.outages).toMatchObject([
      {
        from: new Date("2026-10-01T10:00:00Z"),
        to: new Date("2026-10-02T01:00:00Z"),
        seconds: 5 * 3600,
        ongoing: false,
      },
    ]);
  });

  it("has an outage that no row ends go on until the last one counts", async () => {
    const { hosts } = await reportOn([
      ...hourly(range(0, 5), well),
      ...hourly([5, 6], () => dead),
      ...hourly([7], () => offline),
    ]);
    expect(hosts[0]?.outages).toMatchObject([{ to: new Date("2026-10-01T07:00:00Z"), seconds: 7200, ongoing: true }]);
  });

  it("ends with the month, and with now while it is running", async () => {
    const rows = [...hourly([740, 741, 742, 743], well)];
    expect((await reportOn(rows)).hosts[0]?.coverage).toBe(4 / 744);
    const early = await reportOn(rows, { to: "2026-10-31T22:30:00Z", running: true });
    expect(early).toMatchObject({ rows: 3, running: true, to: new Date("2026-10-31T22:30:00Z") });
    expect(early.hosts[0]?.coverage).toBe(2.5 / 742.5);
  });

  it("of a single row holds for what is usual among the others, and for nothing where there are none", async () => {
    const alone = await reportOn(hourly([3], well));
    expect(alone.hosts[0]).toMatchObject({ rows: 1, availability: undefined, coverage: 0 });
    const among = await reportOn([...hourly([0], well, "b"), ...hourly([0, 1, 2], well)]);
    expect(among.hosts.map(({ host, coverage }) => [host, coverage])).toEqual([
      ["a", 4 / 744],
      ["b", 2 / 744],
    ]);
  });

  it("takes a host that answers in any way for up", async () => {
    const { hosts } = await reportOn(hourly([0, 1], () => "- - - - - - - ping:unreachable+ssh:auth"));
    expect(hosts[0]).toMatchObject({ availability: 1, outages: [] });
    expect(hosts[0]?.errors).toEqual(
      new Map([
        ["ping:unreachable", 2],
        ["ssh:auth", 2],
      ]),
    );
  });
});

describe("rows that repeat or come late", () => {
  it("count once for a host and a time, and in the order of their times", async () => {
    const [first = "", second = "", third = ""] = hourly([0, 1, 2], (hour) => (hour === 1 ? dead : "5.0"));
    const { rows, hosts } = await reportOn([third, first, second, first, second.replace(dead, "7.0")]);
    expect(rows).toBe(3);
    expect(hosts[0]?.outages).toMatchObject([{ from: new Date("2026-10-01T01:00:00Z"), seconds: 3600 }]);
    expect(hosts[0]?.columns.get("ping_ms")).toMatchObject({ n: 2, nulls: 1, mean: 5 });
    expect(hosts[0]).toMatchObject({ first: new Date("2026-10-01T00:00:00Z"), last: new Date("2026-10-01T02:00:00Z") });
  });
});

describe("columns", () => {
  it("have a value for each GPU, null where one does not answer or is not there", async () => {
    const cells = ["42_None_66", "44_50", "None", "-"];
    const { hosts } = await reportOn(hourly(range(0, 4), (hour) => `5 - - ${cells[hour]}`));
    const columns = hosts[0]?.columns;
    expect([...(columns?.keys() ?? [])]).toEqual([
      "ping_ms",
      "disk_avail_mib",
      ...[0, 1, 2].map((gpu) => `gpu_temp_c.${gpu}`),
    ]);
    expect(columns?.get("gpu_temp_c.0")).toMatchObject({ n: 2, nulls: 2, mean: 43 });
    expect(columns?.get("gpu_temp_c.1")).toMatchObject({ n: 1, nulls: 3, stdev: undefined, p95: 50 });
    expect(columns?.get("gpu_temp_c.2")).toMatchObject({ n: 1, nulls: 3 });
  });

  it("that nobody knows are numbers unless a cell is none, and ours are numbers all the same", async () => {
    const text =
      "time,host,ping_ms,load,note,empty\n2026-10-01T00:00:00Z,a,many,1.5,2,\n2026-10-01T01:00:00Z,b,2,None,x,\n";
    const { hosts } = await reportOf(folderWith({ "node_2610.csv": text }));
    expect(hosts.map(({ host, columns }) => [host, ...columns.keys()])).toEqual([
      ["a", "ping_ms", "load"],
      ["b", "ping_ms", "load"],
    ]);
    expect(hosts[0]?.columns.get("ping_ms")).toMatchObject({ n: 0, nulls: 1, mean: undefined });
  });

  it("that come within the month are unknown before", async () => {
    const text = "time,host,ping_ms\n2026-10-01T00:00:00Z,a,1\ntime,host,ping_ms,loss\n2026-10-01T01:00:00Z,a,2,0\n";
    const { hosts, damage } = await reportOf(folderWith({ "ping_2610.csv": text }));
    expect(damage).toEqual([]);
    expect(hosts[0]?.columns.get("loss")).toMatchObject({ n: 1, nulls: 1 });
  });

  it("that never changed are constants, with what empty cells say left out", async () => {
    const { hosts } = await reportOn(
      hourly(range(0, 3), (hour) => `${hour} ${hour === 1 ? "-" : "900"} 2026-09-01T00:00Z`),
    );
    expect(Object.fromEntries(hosts[0]?.constants ?? [])).toEqual({
      disk_avail_mib: "900",
      last_boot: "2026-09-01T00:00Z",
    });
  });
});

describe("what a host named", () => {
  it("is told with how often, first and last, the most frequent first", async () => {
    const cells = ["80", "80+5353/udp", "-", "443+80"];
    const { hosts } = await reportOn(hourly(range(0, 4), (hour) => `5 - - - ${cells[hour]} 192.0.2.1 pi@192.0.2.1`));
    const at = (hour: number) => new Date(Date.UTC(2026, 9, 1, hour));
    expect(hosts[0]?.ports).toEqual([
      { what: "80", rows: 3, first: at(0), last: at(3) },
      { what: "443", rows: 1, first: at(3), last: at(3) },
      { what: "5353/udp", rows: 1, first: at(1), last: at(1) },
    ]);
    expect(hosts[0]?.peers).toEqual([{ what: "192.0.2.1", rows: 4, first: at(0), last: at(3) }]);
    expect(hosts[0]?.logins).toMatchObject([{ what: "pi@192.0.2.1", rows: 4 }]);
  });

  it("fills no memory when it is ever something new", async () => {
    const flood = (hour: number) => Array.from({ length: 900 }, (_, index) => hour * 1000 + index).join("+");
    const { hosts } = await reportOn(hourly(range(0, 20), (hour) => `5 - - - 22+${flood(hour)}`));
    expect(hosts[0]?.ports).toHaveLength(1000);
    expect(hosts[0]?.ports[0]).toMatchObject({ what: "22", rows: 20 });
  });
});

describe("reboots", () => {
  it("are boots later than the one before by more than two minutes", async () => {
    const boots = [
      "2026-09-01T00:00Z",
      "2026-09-01T00:02Z",
      "-",
      "2026-10-01T02:30Z",
      "2026-10-01T02:31Z",
      "2026-09-30T00:00Z",
    ];
    const { hosts } = await reportOn(hourly(range(0, 6), (hour) => `5 - ${boots[hour]}`));
    expect(hosts[0]?.reboots).toEqual([new Date("2026-10-01T02:30:00Z")]);
  });
});

describe("a report", () => {
  it("is empty where there is nothing", async () => {
    const report = await reportOf(join(temporaryFolder(), "none"), { month: "2028-02" });
    expect(report).toMatchObject({
      month: "2028-02",
      rows: 0,
      hosts: [],
      damage: [],
      to: new Date("2028-03-01T00:00:00Z"),
    });
    expect(JSON.parse(monthJson(report))).toMatchObject({ month: "2028-02", rows: 0, hosts: [] });
  });

  it("counts the days of a leap year's February, and means of six hours for pictures", async () => {
    const rows = ["2028-02-29T18:00:00Z,a,4", "2028-02-29T23:59:59Z,a,6"].join("\n");
    const report = await reportOf(folderWith({ "ping_2802.csv": `time,host,ping_ms\n${rows}\n` }), {
      month: "2028-02",
    });
    expect(report.hosts[0]?.days).toHaveLength(29);
    expect(report.hosts[0]?.days.at(-1)).toEqual({ up: 6 / 24, down: 0 });
    const series = report.hosts[0]?.series.get("ping_ms");
    expect(series).toHaveLength(116);
    expect(series?.slice(-2)).toEqual([undefined, 5]);
  });

  it("has the worst first: down now, less available, more errors, then by name", async () => {
    const { hosts } = await reportOn([
      ...hourly(range(0, 4), well, "well-b"),
      ...hourly(range(0, 4), well, "well-a"),
      ...hourly(range(0, 4), () => "5 - - - - - - http:tls", "errs"),
      ...hourly(range(0, 4), (hour) => (hour === 2 ? dead : "5"), "was-down"),
      ...hourly(range(0, 9), (hour) => (hour === 8 ? dead : "5"), "is-down"),
      ...hourly(range(0, 4), () => offline, "unseen"),
    ]);
    expect(hosts.map(({ host }) => host)).toEqual(["is-down", "was-down", "errs", "well-a", "well-b", "unseen"]);
  });

  it("is made of what can be read, and names what cannot", async () => {
    const { rows, damage } = await reportOn(["yesterday a 5", ...hourly([0, 1], well)]);
    expect(rows).toBe(2);
    expect(damage).toEqual(["node_2610.csv: line 2: a time such as 2026-11-22T21:32:05Z expected"]);
  });

  it("has the month before beside it, as far as there is one", async () => {
    const files = {
      "node_2609.csv": `time,host,ping_ms,errors\n2026-09-01T00:00:00Z,a,2,\n2026-09-01T01:00:00Z,a,,ping:unreachable\n`,
      "node_2610.csv": `time,host,ping_ms\n2026-10-01T00:00:00Z,a,3\n2026-10-01T01:00:00Z,new,3\n`,
    };
    const { hosts } = await reportOf(folderWith(files), { before: "2026-09" });
    const before = Object.fromEntries(hosts.map((host) => [host.host, host.before]));
    expect(before).toEqual({ a: { availability: 1 / 3, means: new Map([["ping_ms", 2]]) }, new: undefined });
  });

  it("says in JSON what is not known by null", async () => {
    const json = JSON.parse(monthJson(await reportOn(hourly([0], () => "5"))));
    expect(json.hosts[0]).toMatchObject({ availability: null, coverage: 0, disk_full: null, ports: [], outages: [] });
    expect(json.hosts[0].columns.ping_ms).toEqual({
      ...{ n: 1, nulls: 0, mean: 5, stdev: null, min: 5 },
      ...{ p50: 5, p95: 5, max: 5 },
    });
  });
});

describe("more values than are kept", () => {
  it("have the same figures, the percentiles by further readings of the files", async () => {
    const count = 9000;
    const value = (index: number) => ((index * 7919) % 6007) / 10;
    const at = (index: number) => new Date(Date.UTC(2026, 9, 1) + index * 250_000).toISOString().slice(0, 19);
    const rows = Array.from(
      { length: count },
      (_, index) => `${at(index)}Z,a,${value(index)},${index % 50 === 0 ? 1 : 2048},5_${value(index)}`,
    );
    const text = `time,host,ping_ms,swap_free_mib,gpu_temp_c\n${rows.join("\n")}\n${rows[5]?.replace(/,a,.*/, ",a,1e9,1,1_1")}\n`;
    const { hosts } = await reportOf(folderWith({ "miner_2610.csv": text }));
    const sorted = Array.from({ length: count }, (_, index) => value(index)).sort((a, b) => a - b);
    const [p50, p95] = [
      ((sorted[4499] ?? 0) + (sorted[4500] ?? 0)) / 2,
      (sorted[8549] ?? 0) * 0.95 + (sorted[8550] ?? 0) * 0.05,
    ];
    const columns = hosts[0]?.columns;
    for (const name of ["ping_ms", "gpu_temp_c.1"]) {
      expect(columns?.get(name)).toMatchObject({ n: count, nulls: 0, min: 0, max: 600.6 });
      expect(columns?.get(name)?.p50).toBeCloseTo(p50, 10);
      expect(columns?.get(name)?.p95).toBeCloseTo(p95, 10);
    }
    expect(columns?.get("swap_free_mib")).toMatchObject({ n: count, min: 1, p50: 2048, p95: 2048, max: 2048 });
    expect(columns?.get("gpu_temp_c.0")).toMatchObject({ n: count, stdev: 0, p50: 5 });
  });

  it("have them, too, when they lie far apart, and rows come that are none", async () => {
    const count = 9000;
    const value = (index: number) => ((index * 7919) % 9001) * 1000 - 2000.5;
    const at = (index: number) => new Date(Date.UTC(2026, 9, 1) + index * 250_000).toISOString().slice(0, 19);
    const rows = Array.from(
      { length: count },
      (_, index) => `${at(index)}Z,a,${value(index)},${index % 3 ? "" : "9_1e9"}`,
    );
    const text = `time,host,ping_ms,gpu_mem_mib\n${rows.join("\n")}\n${at(7)}Z,a,1,1_1\n`;
    const { hosts } = await reportOf(folderWith({ "miner_2610.csv": text }));
    const sorted = Array.from({ length: count }, (_, index) => value(index)).sort((a, b) => a - b);
    const [lower = 0, upper = 0] = sorted.slice(4499, 4501);
    const columns = hosts[0]?.columns;
    expect(columns?.get("ping_ms")).toMatchObject({
      n: count,
      min: -2000.5,
      max: sorted.at(-1),
      p50: (lower + upper) / 2,
    });
    expect(columns?.get("gpu_mem_mib.1")).toMatchObject({ n: count / 3, stdev: 0, p50: 1e9, p95: 1e9 });
  });
});
