/** Maintenance that is announced, and parents that are down: what checks write and raise. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readSimpleCsv } from "../support/action.ts";
import { nobody } from "../support/alerting.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, fileOf, git } from "../support/git-remote.ts";
import { openGitHub, repository } from "../support/github-api.ts";
import { runCommand } from "../support/in-process.ts";
import { describeWith } from "../support/tools.ts";

const minuteMs = 60_000;

/** A folder of results, and checks that are so many minutes apart and end now. */
function folderOfChecks({ everyMinutes = 15, most = 20, environment = {} } = {}) {
  const home = temporaryFolder();
  const place = { home, workspace: home, results: join(home, "results"), environment };
  const startMs = Date.now() - most * everyMinutes * minuteMs;
  const timeOf = (check: number) => new Date(startMs + check * everyMinutes * minuteMs);
  const run = async (check: number, inventory: string, more = {}) => {
    const told = await runCommand(
      { command: "check", inventory, push: "false", timeout: "3", ...more },
      place,
      timeOf(check),
    );
    expect(told.fault).toBeUndefined();
    const changes = told.report?.alerts.changes.map(({ what, alert }) => `${what} ${alert.kind}:${alert.host}`) ?? [];
    const silenced = told.report?.hosts.map(({ row }) => row.silenced.join("+")) ?? [];
    return { ...told, changes, silenced };
  };
  return { place, timeOf, run };
}

describeWith(["git", "ping"], "the command maintenance", () => {
  it("adds a line for the host and pushes it, beside what others have added since", async () => {
    const home = temporaryFolder();
    const theirs = "from,to,host,why\r\n2026-11-01T18:00Z,2026-11-01T20:00Z,,new switch\r\n";
    const remote = bareRemote(home, { "README.md": "hello\n", "results/maintenance.csv": theirs });
    const workspace = clone(remote, join(home, "work"));
    const now = new Date("2026-11-25T18:00:30Z");
    const inputs = { command: "maintenance", host: "db-1", for: "2h", why: "kernel" };
    const told = await runCommand(inputs, { home, workspace }, now);
    expect(told.fault).toBeUndefined();
    expect(told.infos.join()).toMatch(
      /^db-1: no alert opens until 25 Nov 2026 20:00 UTC \(maintenance\.csv, in commit [0-9a-f]{10}\)$/,
    );
    await runCommand({ ...inputs, host: "" }, { home, workspace }, now);
    expect(fileOf(remote, "results/maintenance.csv")).toBe(
      `${theirs.trimEnd()}\n2026-11-25T18:00:30Z,2026-11-25T20:00:30Z,db-1,kernel\n2026-11-25T18:00:30Z,2026-11-25T20:00:30Z,,kernel\n`,
    );
    expect(git(remote, "log", "-2", "--format=%s", "main").trim().split("\n")).toEqual([
      "maintenance: all hosts for 2 h (kernel)",
      "maintenance: db-1 for 2 h (kernel)",
    ]);
  });

  it("names what is wrong before it writes anything", async () => {
    const home = temporaryFolder();
    const inventory = "servers: [{ ip: 192.0.2.1, name: db-1 }]";
    const ask = (inputs: Readonly<Record<string, string>>) =>
      runCommand({ command: "maintenance", push: "false", inventory, ...inputs }, { home, workspace: home });
    expect((await ask({ host: "bd-1" })).fault).toBe(
      'for: missing; give the duration of the maintenance, such as 2h\nhost: the inventory has no "bd-1"; did you mean "db-1"?',
    );
    expect((await ask({ host: "db-1\n,x", for: "2h" })).fault).toMatch(/^host: expected the name of a host/);
    await expect(ask({ for: "forever" })).rejects.toThrow(
      'for: expected a duration of 1m–30d such as "2h", got "forever"',
    );
  });
});

describe("the host of the command maintenance", () => {
  const now = new Date("2026-11-25T18:00:30Z");
  const ask = (home: string, inputs: Readonly<Record<string, string>>) =>
    runCommand({ command: "maintenance", push: "false", for: "2h", ...inputs }, { home, workspace: home }, now);

  it("is compared with the rows where no inventory is given", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "results"));
    writeFileSync(
      join(home, "results", "ping_2611.csv"),
      "time,host,ping_ms\n2026-11-25T17:00:00Z,db-1,5.0\n2026-11-25T17:00:00Z,web-1,5.0\n",
    );
    expect((await ask(home, { host: "bd-1" })).fault).toBe(
      'host: no row of the last days is of "bd-1"; did you mean "db-1"? (for a host that was never checked, give the `inventory`)',
    );
    expect((await ask(home, { host: "printer" })).fault).toContain("they have db-1 and web-1 (");
    expect((await ask(home, { host: "db-1" })).fault).toBeUndefined();
    const inventory = "servers: [{ ip: 192.0.2.1, name: new-1 }]";
    expect((await ask(home, { host: "new-1", inventory })).fault).toBeUndefined();
  });

  it("may have any name where there are no rows", async () => {
    expect((await ask(temporaryFolder(), { host: "db-1" })).fault).toBeUndefined();
  });

  it("is no group", async () => {
    const servers = ["web-1", "web-2"].map((name, at) => ({ ip: `192.0.2.${at}`, name, group: "web" }));
    const { fault } = await ask(temporaryFolder(), { host: "web", inventory: JSON.stringify({ servers }) });
    expect(fault).toBe('host: "web" is a group; announce it for each of its hosts: web-1, web-2');
  });
});

describeWith(["ping"], "a check during maintenance", () => {
  const inventory = `servers: [{ ip: ${nobody}, name: db-1, type: ping }, { ip: 127.0.0.1, name: web-1, type: ping }]`;

  it("records everything, says so in the rows, and raises what lasts two checks after it", async () => {
    const { place, timeOf, run } = folderOfChecks();
    await run(0, inventory.replace(nobody, "127.0.0.1"));
    const announced = { command: "maintenance", push: "false", host: "db-1", for: "40m", why: "kernel" };
    expect((await runCommand(announced, place, timeOf(1))).fault).toBeUndefined();
    const ran = [];
    for (const check of [1, 2, 3, 4, 5]) ran.push(await run(check, inventory));
    expect(ran.map(({ silenced }) => silenced.join("|"))).toEqual([
      ...["maintenance|", "maintenance|", "maintenance|", "|", "|"],
    ]);
    expect(ran.map(({ changes }) => changes.join())).toEqual(["", "", "", "", "opened down:db-1"]);
    const rows = readSimpleCsv(readFileSync(join(place.results, monthFileOf(timeOf(1))), "utf8"));
    expect(rows.find(({ silenced }) => silenced === "maintenance")).toMatchObject({ host: "db-1", loss: "100" });
  });

  it("is the inventory's own as well, for one server or for all of them", async () => {
    const { place, timeOf, run } = folderOfChecks();
    const times = (check: number) => timeOf(check).toISOString().slice(0, 16);
    const windows = `maintenance: ${times(0)}/${times(5)}`;
    expect(
      (await run(1, `${inventory.slice(0, -1)}, { ip: ${nobody}, name: nas, type: ping, ${windows} }]`)).silenced,
    ).toEqual([...["", "", "maintenance"]]);
    expect((await run(2, `${inventory}\n${windows}`)).silenced).toEqual(["maintenance", "maintenance"]);
    const page = readFileSync(join(place.results, "README.md"), "utf8").replaceAll("\u00a0", " ");
    expect(page).toMatch(/🟢 up, in maintenance until (\d+ \w+ )?\d\d:\d\d UTC/);
  });

  it("warns of a line that cannot be read and of a host that there is not, and heeds the others", async () => {
    const { place, timeOf, run } = folderOfChecks();
    const [from, to] = [timeOf(0), timeOf(9)].map((time) => time.toISOString());
    await run(0, inventory);
    writeFileSync(
      join(place.results, "maintenance.csv"),
      `from,to,host,why\n${from},${to},web-2,\nsoon,${to},db-1,\n${from},${to},db-1,\n`,
    );
    const { warnings, silenced } = await run(1, inventory);
    expect(silenced).toEqual(["maintenance", ""]);
    expect(warnings).toEqual([
      expect.stringMatching(/maintenance\.csv: line 3, column 1: a time such as/),
      expect.stringMatching(/maintenance\.csv: "web-2" is no host of the inventory; did you mean "web-1"\?$/),
    ]);
  });
});

describeWith(["ping"], "a check of hosts that depend on another", () => {
  const chain = (router: string) => `servers:
  - { ip: 127.0.0.3, name: web-1, type: ping, depends_on: switch }
  - { ip: ${router}, name: router, type: ping }
  - { ip: 127.0.0.2, name: switch, type: ping, depends_on: router }
  - { ip: 127.0.0.4, name: other, type: ping }`;

  it("silences them while it is down, and those that depend on what is silenced", async () => {
    const { run } = folderOfChecks();
    expect((await run(0, chain("127.0.0.9"))).silenced).toEqual(["", "", "", ""]);
    expect((await run(1, chain(nobody))).silenced).toEqual(["depends-on:switch", "", "depends-on:router", ""]);
  });

  it("tells one outage as one alert", async () => {
    const { api, close } = await openGitHub();
    onTestFinished(close);
    const environment = { GITHUB_API_URL: api.url.href, GITHUB_REPOSITORY: repository };
    const { run } = folderOfChecks({ environment });
    const told = { issues: "true", token: "ghs_actions" };
    const hosts = (address: string) => `servers:
  - { ip: ${address}, name: router, type: ping }
  - { ip: ${address}, name: web-1, type: ping, depends_on: router }
  - { ip: ${address}, name: web-2, type: ping, depends_on: router }
${[1, 2, 3, 4, 5].map((other) => `  - { ip: 127.0.1.${other}, type: ping }`).join("\n")}`;
    const changes = [];
    for (const [check, address] of ["127.0.0.9", ...Array(4).fill(nobody), "127.0.0.9", "127.0.0.9"].entries())
      changes.push((await run(check, hosts(address), told)).changes.join());
    expect(changes).toEqual(["", "", "opened down:router", "", "", "", "resolved down:router"]);
    expect(api.issues.map(({ title, state }) => `${state} ${title}`)).toEqual([
      "closed [down] router: nothing answers",
    ]);
    expect(api.issue(1).body).toContain("- these depend on it: `web-1` (down) and `web-2` (down)");
  });

  it("silences them where it is in maintenance", async () => {
    const { timeOf, run } = folderOfChecks();
    const times = (check: number) => timeOf(check).toISOString().slice(0, 16);
    const hosts = `servers:
  - { ip: 127.0.0.1, name: router, type: ping, maintenance: ${times(0)}/${times(5)} }
  - { ip: 127.0.0.1, name: web-1, type: ping, depends_on: router }`;
    expect((await run(1, hosts)).silenced).toEqual(["maintenance", "depends-on:router"]);
  });

  it("knows it from the rows of another runner", async () => {
    const { run } = folderOfChecks();
    const hosts = `servers:
  - { ip: ${nobody}, name: router, type: ping }
  - { ip: 127.0.0.1, name: web-1, type: ping, depends_on: router }
  - { ip: 127.0.0.2, name: web-3, type: ping, depends_on: router }`;
    for (const part of ["1/2", "2/2"]) await run(0, hosts, { shard: part });
    const silenced = [];
    for (const part of ["1/2", "2/2"]) silenced.push(...(await run(1, hosts, { shard: part })).silenced);
    expect(silenced.toSorted()).toEqual(["", "depends-on:router", "depends-on:router"]);
  });
});

function monthFileOf(time: Date): string {
  return `ping_${time.toISOString().slice(2, 4)}${time.toISOString().slice(5, 7)}.csv`;
}
