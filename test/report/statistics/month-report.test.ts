import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newRules } from "../../../src/alerts/rules.ts";
import { monthJson, readHostsBefore } from "../../../src/report/statistics/month-json.ts";
import type { HostMonth } from "../../../src/report/statistics/month-model.ts";
import { monthBefore, monthReport } from "../../../src/report/statistics/month-report.ts";
import { folderResults, runsBetween } from "../../../src/store/results.ts";
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
  readonly isFirst?: boolean;
}

type Before = ReturnType<typeof readHostsBefore>;

async function reportOf(folder: string, asked: Asked = {}, before?: Before) {
  const { month = "2026-10", to, running = false, isFirst } = asked;
  const start = new Date(`${month}-01T00:00:00Z`);
  const end = to === undefined ? new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1)) : new Date(to);
  const damage: string[] = [];
  const runs = runsBetween(await folderResults(folder), monthBefore(start), end, ({ message }) => damage.push(message));
  const order = { start, to: end, running, isFirst, zone: "UTC", runs, before, damage };
  return monthReport({ ...order, rules: newRules({ confirm: 2 }) });
}

function statisticsIn(host: HostMonth | undefined, column: string) {
  return host?.columns.find(({ name }) => name === column)?.statistics;
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
  it("has the figures of an independent computation", async () => {
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
      for (const outage of [...ours.outages, ...(ours.page?.outages ?? [])]) delete outage.ongoing;
      for (const outage of ours.page?.outages ?? []) delete outage.statuses;
      for (const key of Object.keys(host)) expectAlike(ours[key], host[key], `${host.host} ${key}`);
    }
  });
});

/** Numbers within 1e-9 of each other, all else the same. */
function expectAlike(found: unknown, expected: unknown, place: string): void {
  if (typeof expected === "number" && typeof found === "number")
    expect(Math.abs(found - expected), place).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
  else if (typeof expected === "object" && typeof found === "object" && expected !== null && found !== null) {
    expect(Object.keys(found), place).toEqual(Object.keys(expected));
    for (const [key, value] of Object.entries(expected))
      expectAlike(Object.entries(found).find(([name]) => name === key)?.[1], value, `${place} ${key}`);
  } else expect(found, place).toEqual(expected);
}

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
        ...{ errors: ["ping:unreachable", "ssh:timeout"], statuses: [], ongoing: false },
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

  it("is over, and no disk fills up, where the host has left while the monitor goes on", async () => {
    const falling = (hour: number) => `5 ${100_000 - 100 * hour}`;
    const left = [...hourly(range(0, 400), falling, "left"), ...hourly([400, 401], () => dead, "left")];
    const stays = [...hourly(range(0, 744), well), ...hourly([743], () => dead, "b")];
    const { hosts } = await reportOn([...left, ...stays]);
    const leaver = hosts.find(({ host }) => host === "left");
    expect(leaver?.outages).toMatchObject([{ to: new Date("2026-10-17T19:00:00Z"), ongoing: false }]);
    expect(leaver?.diskFull).toBeUndefined();
    expect(hosts.find(({ host }) => host === "b")?.outages).toMatchObject([{ ongoing: true }]);
    const alone = await reportOn(left);
    expect(alone.hosts[0]?.outages).toMatchObject([{ ongoing: true }]);
    expect(alone.hosts[0]?.diskFull).toBeInstanceOf(Date);
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
    expect(hosts[0]?.sightings.get("errors")).toMatchObject([
      { what: "ping:unreachable", rows: 2 },
      { what: "ssh:auth", rows: 2 },
    ]);
  });
});

describe("rows that repeat or come late", () => {
  it("count once for a host and a time, and in the order of their times", async () => {
    const [first = "", second = "", third = ""] = hourly([0, 1, 2], (hour) => (hour === 1 ? dead : "5.0"));
    const { rows, hosts } = await reportOn([third, first, second, first, second.replace(dead, "7.0")]);
    expect(rows).toBe(3);
    expect(hosts[0]?.outages).toMatchObject([{ from: new Date("2026-10-01T01:00:00Z"), seconds: 3600 }]);
    expect(statisticsIn(hosts[0], "ping_ms")).toMatchObject({ n: 2, nulls: 1, mean: 5 });
    expect(hosts[0]).toMatchObject({ first: new Date("2026-10-01T00:00:00Z"), last: new Date("2026-10-01T02:00:00Z") });
  });
});

describe("columns", () => {
  it("have a value for each GPU, null where one does not answer or is not there", async () => {
    const cells = ["42_None_66", "44_50", "None", "-"];
    const { hosts } = await reportOn(hourly(range(0, 4), (hour) => `5 - - ${cells[hour]}`));
    const names = hosts[0]?.columns.map(({ name }) => name);
    expect(names).toEqual(["ping_ms", "disk_avail_mib", ...[0, 1, 2].map((gpu) => `gpu_temp_c.${gpu}`)]);
    expect(statisticsIn(hosts[0], "gpu_temp_c.0")).toMatchObject({ n: 2, nulls: 2, mean: 43 });
    expect(statisticsIn(hosts[0], "gpu_temp_c.1")).toMatchObject({ n: 1, nulls: 3, stdev: undefined, p95: 50 });
    expect(statisticsIn(hosts[0], "gpu_temp_c.2")).toMatchObject({ n: 1, nulls: 3 });
  });

  it("that nobody knows are numbers unless a cell is none, and ours are numbers all the same", async () => {
    const text =
      "time,host,ping_ms,load,note,empty\n2026-10-01T00:00:00Z,a,many,1.5,2,\n2026-10-01T01:00:00Z,b,2,None,x,\n";
    const { hosts } = await reportOf(folderWith({ "node_2610.csv": text }));
    expect(hosts.map(({ host, columns }) => [host, ...columns.map(({ name }) => name)])).toEqual([
      ["a", "ping_ms", "load"],
      ["b", "ping_ms", "load"],
    ]);
    expect(statisticsIn(hosts[0], "ping_ms")).toMatchObject({ n: 0, nulls: 1, mean: undefined });
  });

  it("that come within the month are unknown before", async () => {
    const files = {
      "node_2610.csv": "time,host,ping_ms,loss\n2026-10-01T01:00:00Z,a,2,0\n",
      "ping_2610.csv": "time,host,ping_ms\n2026-10-01T00:00:00Z,a,1\n",
    };
    const { hosts, damage } = await reportOf(folderWith(files));
    expect(damage).toEqual([]);
    expect(hosts[0]?.type).toBe("node");
    expect(statisticsIn(hosts[0], "loss")).toMatchObject({ n: 1, nulls: 1 });
  });

  it("that never changed are constants, with what empty cells say left out", async () => {
    const { hosts } = await reportOn(
      hourly(range(0, 3), (hour) => `${hour} ${hour === 1 ? "-" : "900"} 2026-09-01T00:00Z`),
    );
    expect(hosts[0]?.constants).toEqual([
      { name: "disk_avail_mib", key: "diskAvailMib", text: "900", rows: 2 },
      { name: "last_boot", key: "lastBoot", text: "2026-09-01T00:00Z", rows: 3 },
    ]);
  });
});

describe("what a host named", () => {
  it("is told with how long it stayed: over rows in a row, those that tell nothing left out", async () => {
    const cells = ["80", "80", "-", "80", "? ", "80", "80", "443", "80"];
    const rows = hourly(range(0, 9), (hour) => (cells[hour] === "? " ? "5" : `5 900 - - ${cells[hour]} - -`));
    const { hosts } = await reportOn(rows);
    const stays = hosts[0]?.sightings.get("ports")?.map(({ what, staySeconds }) => [what, staySeconds]);
    expect(stays).toEqual([
      ["80", 10_800],
      ["443", 0],
    ]);
  });

  it("is told with how often, first and last, the most frequent first", async () => {
    const cells = ["80", "80+5353/udp", "-", "443+80"];
    const { hosts } = await reportOn(hourly(range(0, 4), (hour) => `5 - - - ${cells[hour]} 192.0.2.1 pi@192.0.2.1`));
    const at = (hour: number) => new Date(Date.UTC(2026, 9, 1, hour));
    expect(hosts[0]?.sightings.get("ports")).toEqual([
      { what: "80", rows: 3, first: at(0), last: at(3), staySeconds: 3600 },
      { what: "443", rows: 1, first: at(3), last: at(3), staySeconds: 0 },
      { what: "5353/udp", rows: 1, first: at(1), last: at(1), staySeconds: 0 },
    ]);
    expect(hosts[0]?.sightings.get("sshPeers")).toEqual([
      { what: "192.0.2.1", rows: 4, first: at(0), last: at(3), staySeconds: 10_800 },
    ]);
    expect(hosts[0]?.sightings.get("logins")).toMatchObject([{ what: "pi@192.0.2.1", rows: 4 }]);
  });

  it("fills no memory when it is ever something new", async () => {
    const flood = (hour: number) => Array.from({ length: 900 }, (_, index) => hour * 1000 + index).join("+");
    const { hosts } = await reportOn(hourly(range(0, 20), (hour) => `5 - - - 22+${flood(hour)}`));
    expect(hosts[0]?.sightings.get("ports")).toHaveLength(1000);
    expect(hosts[0]?.sightings.get("ports")?.[0]).toMatchObject({ what: "22", rows: 20 });
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
    const series = report.hosts[0]?.columns[0]?.series;
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
    expect(damage).toEqual([
      expect.stringMatching(/node_2610\.csv: line 2, column 1: a time such as 2026-11-22T21:32:05Z/),
    ]);
  });

  it("has the month before beside it, as far as there is one", async () => {
    const files = {
      "node_2609.csv": `time,host,ping_ms,errors\n2026-09-01T00:00:00Z,a,2,\n2026-09-01T01:00:00Z,a,,ping:unreachable\n`,
      "node_2610.csv": `time,host,ping_ms\n2026-10-01T00:00:00Z,a,3\n2026-10-01T01:00:00Z,new,3\n`,
    };
    const { hosts } = await reportOf(folderWith(files));
    const before = Object.fromEntries(hosts.map((host) => [host.host, host.before]));
    expect(before).toEqual({ a: { availability: 1 / 3, means: new Map([["ping_ms", 2]]) }, new: undefined });
  });

  it("is compared with the month before from the JSON of its report, as from its rows", async () => {
    const files = {
      "ping_2609.csv": `time,host,ping_ms,errors\n2026-09-01T00:00:00Z,a,2.5,\n2026-09-01T01:00:00Z,a,,ping:unreachable\n`,
      "ping_2610.csv": `time,host,ping_ms\n2026-10-01T00:00:00Z,a,3\n2026-10-01T01:00:00Z,new,3\n`,
    };
    const folder = folderWith(files);
    const json = monthJson(await reportOf(folder, { month: "2026-09" }));
    const before = readHostsBefore(json, "2026-09");
    expect(before?.get("a")).toEqual({ availability: 1 / 3, means: new Map([["ping_ms", 2.5]]) });
    const [again, byRows] = [await reportOf(folder, {}, before), await reportOf(folder)];
    expect(again).toEqual(byRows);
  });

  it("is not compared with a month that is another, not over, incomplete or no JSON", async () => {
    const json = monthJson(await reportOn(hourly([0], well)));
    expect(readHostsBefore(json, "2026-10")?.has("a")).toBe(true);
    const running = json.replace('"running": false', '"running": true');
    const damaged = json.replace('"damage": []', '"damage": ["x"]');
    for (const text of [running, damaged, "{", "null", json.slice(0, -20)])
      expect(readHostsBefore(text, "2026-10")).toBeUndefined();
    expect(readHostsBefore(json, "2026-09")).toBeUndefined();
  });

  it("counts statuses, and the pings that a host lost while it answered", async () => {
    const cells = ["200,0", "502,25", "200,50", ",100"].map(
      (cell, hour) => `2026-10-01T0${hour}:00:00Z,a,${cell},${cell.startsWith(",") ? "ping:unreachable" : ""}\n`,
    );
    const { hosts } = await reportOf(
      folderWith({ "node_2610.csv": `time,host,http_code,loss,errors\n${cells.join("")}` }),
    );
    expect([...(hosts[0]?.statuses ?? [])]).toEqual([
      [200, 2],
      [502, 1],
    ]);
    expect(hosts[0]?.pingLoss).toBe(0.25);
  });

  it("has a forecast for every file system that fills up", async () => {
    const lines = range(0, 30).map((day) => {
      const time = new Date(Date.UTC(2026, 9, 1 + day, 12)).toISOString().slice(0, 19);
      return `${time}Z,a,50000,/data:${40_000 - 1000 * day}/100000+/srv:7000/9000\n`;
    });
    const report = await reportOf(folderWith({ "node_2610.csv": `time,host,disk_avail_mib,disks\n${lines.join("")}` }));
    expect(report.hosts[0]?.diskFull).toBeUndefined();
    expect(report.hosts[0]?.fileSystems).toMatchObject([
      { mount: "/data", sizeMib: 100_000, leastMib: 11_000, full: new Date("2026-11-10T15:00:00Z") },
      { mount: "/srv", sizeMib: 9000, leastMib: 7000, full: undefined },
    ]);
    expect(JSON.parse(monthJson(report)).hosts[0].file_systems).toEqual([
      { mount: "/data", size_mib: 100_000, least_mib: 11_000, full: "2026-11-10T15:00:00Z" },
      { mount: "/srv", size_mib: 9000, least_mib: 7000, full: null },
    ]);
  });

  it("is the same when it is made again after the month has ended well", async () => {
    const rows = (month: string) =>
      ["00:00", "01:00"].map((time) => `2026-${month}T${time}:00Z,a,,ping:unreachable\n`).join("");
    const folder = folderWith({ "ping_2610.csv": `time,host,ping_ms,errors\n${rows("10-31")}` });
    const first = monthJson(await reportOf(folder));
    writeFileSync(
      join(folder, "ping_2611.csv"),
      "time,host,ping_ms,errors\n2026-11-01T00:00:00Z,a,5.0,\n2026-11-01T01:00:00Z,a,5.0,\n",
    );
    expect(monthJson(await reportOf(folder))).toBe(first);
    expect(JSON.parse(first).alerts).toMatchObject([{ kind: "down", to: null }]);
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

/** Rows of a node with a page: `time host ping http_ms http_code silenced errors`, `-` for an empty cell. */
async function reportOnPages(rows: readonly string[], asked?: Asked) {
  const lines = rows.map((row) => row.split(" ").map((cell) => (cell === "-" ? "" : cell)));
  const named = "time,host,ping_ms,http_ms,http_code,silenced,errors";
  const text = lines.map((cells) => [...cells, ...Array.from({ length: 7 - cells.length }, () => "")].join(","));
  return reportOf(folderWith({ "node_2610.csv": `${[named, ...text].join("\n")}\n` }), asked);
}

const hour = (hours: number) => new Date(Date.UTC(2026, 9, 1, hours));

describe("a page", () => {
  it("is up with a status below 400 over a valid connection, beside a host that is up all the while", async () => {
    const cells = ["200", "502", "503", "502", "204"];
    const { hosts } = await reportOnPages([
      ...hourly(range(0, 5), (at) => `5 120 ${cells[at]}`),
      ...hourly([5, 6], () => "5 120 200 - http:tls"),
      ...hourly([7, 8], () => "5 120 301"),
    ]);
    expect(hosts[0]).toMatchObject({ availability: 1, outages: [] });
    expect(hosts[0]?.page).toMatchObject({ availability: (1 + 1 + 3) / 10, coverage: 10 / 744 });
    expect(hosts[0]?.page?.outages).toEqual([
      { from: hour(1), to: hour(4), seconds: 10_800, errors: [], statuses: [502, 503], ongoing: false },
      { from: hour(5), to: hour(7), seconds: 7200, errors: ["http:tls"], statuses: [], ongoing: false },
    ]);
    expect(hosts[0]?.troubles).toEqual(
      new Map<string | number, number>([
        [502, 2],
        [503, 1],
        ["http:tls", 2],
      ]),
    );
  });

  it("is down with its host, for reasons of its own", async () => {
    const { hosts } = await reportOnPages([
      ...hourly([0, 1], () => "5 120 200"),
      ...hourly([2, 3], () => "- - - - ping:unreachable+http:timeout+ssh:timeout"),
    ]);
    expect(hosts[0]?.page?.outages).toMatchObject([{ errors: ["http:timeout"], ongoing: true }]);
  });

  it("is not told of where there is none", async () => {
    const report = await reportOnPages(hourly([0, 1], () => "5"));
    expect(report.hosts[0]?.page).toBeUndefined();
    expect(JSON.parse(monthJson(report)).hosts[0]).not.toHaveProperty("page");
  });
});

describe("a silenced host", () => {
  it("is neither up nor down, and its silence lasts as long as the rows that have it hold", async () => {
    const report = await reportOnPages([
      ...hourly([0, 1], () => "5 120 200"),
      ...hourly([2, 3], () => "- - - maintenance ping:unreachable+http:timeout"),
      ...hourly([4], () => "5 120 200 maintenance+depends-on:router"),
      ...hourly([5, 6], () => "5 120 200"),
    ]);
    expect(report.hosts[0]).toMatchObject({ availability: 1, coverage: 5 / 744, outages: [], troubles: new Map() });
    expect(report.hosts[0]?.page).toMatchObject({ availability: 1, coverage: 5 / 744 });
    expect(JSON.parse(monthJson(report)).silenced).toEqual([
      ...[{ from: "2026-10-01T02:00:00Z", to: "2026-10-01T04:00:00Z", host: "a", why: "maintenance", reason: null }],
      {
        ...{ from: "2026-10-01T04:00:00Z", to: "2026-10-01T05:00:00Z", host: "a" },
        ...{ why: "maintenance+depends-on:router", reason: null },
      },
    ]);
  });

  it("that answers ends an outage that began before", async () => {
    const { hosts } = await reportOnPages([
      ...hourly([0, 1], () => "5"),
      ...hourly([2], () => "- - - - ping:unreachable"),
      ...hourly([3], () => "- - - maintenance ping:unreachable"),
      ...hourly([4, 5], () => "5 - - maintenance"),
    ]);
    expect(hosts[0]?.outages).toMatchObject([{ from: hour(2), to: hour(4), seconds: 3600, ongoing: false }]);
  });
});

describe("the monitor's own gaps", () => {
  it("are when no row says anything of any host, and why", async () => {
    const { gaps } = await reportOn(
      [
        ...hourly(range(0, 10), well),
        ...hourly(range(4, 10), well, "b"),
        ...hourly([10, 11], () => offline),
        ...hourly([11], () => offline, "b"),
        ...hourly(range(20, 24), well),
      ],
      { to: "2026-10-02T00:30:00Z", running: true },
    );
    expect(gaps).toEqual([
      { from: hour(11), to: hour(13), why: "monitor:offline" },
      { from: hour(13), to: hour(20), why: "no rows" },
    ]);
  });

  it("are not what one host lacks, nor the time until the first run of the month", async () => {
    const rows = ["2026-10-01T00:20:00Z", ...range(1, 24).map((at) => hour(at).toISOString().replace(".000", ""))];
    const { gaps } = await reportOn([...rows.map((time) => `${time} a 5`), ...hourly([3, 4, 20], well, "b")], {
      ...{ to: "2026-10-02T00:00:00Z", running: true },
    });
    expect(gaps).toEqual([]);
  });

  it("do not begin before the very first row, from which on the time counts", async () => {
    const first = { isFirst: true, to: "2026-10-10T00:00:00Z", running: true };
    const { gaps, hosts } = await reportOn([...hourly(range(100, 110), well), ...hourly(range(200, 216), well)], first);
    expect(gaps).toEqual([{ from: hour(111), to: hour(200), why: "no rows" }]);
    expect(hosts[0]?.coverage).toBe((11 + 16) / 116);
  });

  it("reach to both ends of a month that has rows in its middle only", async () => {
    const { gaps } = await reportOn(hourly([100, 101], well));
    expect(gaps).toEqual([
      { from: hour(0), to: hour(100), why: "no rows" },
      { from: hour(103), to: hour(744), why: "no rows" },
    ]);
  });
});

describe("the alerts of a month", () => {
  it("are all that were open in it, with every finding, from the first row to the one that closed them", async () => {
    const ports = ["8080", "8080", "8080+9000", "8080+9000", "9000", "9000", "-", "-"];
    const { alerts, open } = await reportOn([
      ...hourly([0, 1], well),
      ...hourly([2, 3, 4], () => dead),
      ...hourly([5, 6], well),
      ...hourly(range(7, 15), (at) => `5 900 - - ${ports[at - 7]}`),
      ...hourly([15, 16], () => dead),
    ]);
    expect(alerts.map(({ kind, host, from, to, findings }) => ({ kind, host, from, to, findings }))).toEqual([
      { kind: "down", host: "a", from: hour(2), to: hour(6), findings: ["no answer"] },
      { kind: "disk", host: "a", from: hour(7), to: undefined, findings: ["/"] },
      { kind: "port", host: "a", from: hour(7), to: hour(14), findings: ["8080", "9000"] },
      { kind: "down", host: "a", from: hour(15), to: undefined, findings: ["no answer"] },
    ]);
    expect(open.map(({ kind }) => kind)).toEqual(["down", "disk"]);
  });

  it("are one where a port was back within a day", async () => {
    const ports = ["8080", "8080", "-", "-", "8080", "8080", "-", "-"];
    const { alerts } = await reportOn(hourly(range(0, 8), (at) => `5 9000 - - ${ports[at]}`));
    expect(alerts.map(({ kind, from, to }) => ({ kind, from, to }))).toEqual([
      { kind: "port", from: hour(0), to: hour(7) },
    ]);
  });

  it("are those that were open at its start, too, and none that was closed before", async () => {
    const row = (time: string, host: string, isDown: boolean) =>
      `${time}:00Z,${host},${isDown ? ",ping:unreachable" : "5.0,"}\n`;
    const before = ["2026-09-28T10:00", "2026-09-28T11:00", "2026-09-28T12:00", "2026-09-28T13:00"];
    const september = before.map((time, at) => row(time, "lasting", true) + row(time, "brief", at < 2));
    const october = ["2026-10-01T00:00", "2026-10-01T01:00"].map((time) => row(time, "lasting", false));
    const text = (rows: readonly string[]) => `time,host,ping_ms,errors\n${rows.join("")}`;
    const folder = folderWith({ "ping_2609.csv": text(september), "ping_2610.csv": text(october) });
    const json = JSON.parse(monthJson(await reportOf(folder)));
    expect(json.alerts).toEqual([
      {
        ...{ kind: "down", host: "lasting", from: "2026-09-28T10:00:00Z", to: "2026-10-01T01:00:00Z" },
        findings: ["no answer"],
      },
    ]);
  });
});
