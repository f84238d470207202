import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { replay } from "../../src/commands/replay.ts";
import { inputDefaults, readInputs } from "../../src/inputs.ts";
import { mergeRows } from "../../src/store/merge.ts";
import { monthFile } from "../../src/store/month-file.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone } from "../support/git-remote.ts";
import { silentReporter } from "../support/reporter.ts";
import { describeWith } from "../support/tools.ts";

const now = new Date("2026-11-22T21:32:05Z");
const header = ["time", "host", "ping_ms", "http_code", "mem_avail_mib", "ports", "errors"];
const down = ["", "", "", "", "ping:unreachable"];
const up = ["12.3", "200", "3277", "", ""];

/** What is found on the first day is one alert of its own. */
const aDay = Array.from({ length: 24 }, () => up);

let results: string;
let said: string[];

beforeEach(() => {
  results = join(temporaryFolder(), "results");
  said = [];
});

/** Hourly rows of one host from a time on. */
async function write(host: string, from: string, ...cells: readonly (readonly string[])[]): Promise<void> {
  const time = (hour: number) => `${new Date(Date.parse(from) + hour * 3_600_000).toISOString().slice(0, 19)}Z`;
  mkdirSync(results, { recursive: true });
  for (const [hour, some] of cells.entries()) {
    const path = join(results, monthFile("node", new Date(time(hour))));
    const present = existsSync(path) ? readFileSync(path, "utf8") : undefined;
    const table = { type: "node", header, rows: [[time(hour), host, ...some]] } as const;
    writeFileSync(path, mergeRows(present, table, path));
  }
}

/** `flags`: those of `replay` alone; all others are inputs. */
async function run(
  given: Partial<typeof inputDefaults> = {},
  flags: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  said = [];
  const say = (text: string) => void said.push(text);
  const summarise = async (text: string) => say(text);
  const reporter = { ...silentReporter, info: say, print: say, warn: say, mask: say, summarise };
  const inputs = readInputs({ ...inputDefaults, command: "replay", results, ...given });
  await replay({
    inputs,
    flags,
    operands: [],
    surroundings: readSurroundings({}),
    reporter,
    now,
    clockMs: () => now.getTime(),
  });
  return said;
}

describe("replay", () => {
  it("lists what would have been raised, over the end of a month, and what that is a year", async () => {
    await write(
      "web-1",
      "2026-10-31T20:00:00Z",
      up,
      up,
      down,
      down,
      down,
      up,
      up,
      ...Array.from({ length: 65 }, () => up),
    );
    await write(
      "db-1",
      "2026-11-03T00:00:00Z",
      up,
      ["12.3", "200", "3277", "8080", ""],
      ["12.3", "200", "3277", "8080", ""],
    );
    expect(await run()).toEqual([
      "OPENED (UTC)       CLOSED (UTC)      LASTED  KIND  HOST   FINDINGS   NOTES",
      "31 Oct 2026 23:00  1 Nov 2026 02:00  3 h     down  web-1  no answer",
      "3 Nov 2026 02:00   still open                port  db-1   8080",
      "",
      "HOST           ALERTS  A YEAR  DOWN  PORT",
      "web-1          1       123.4   1     0",
      "db-1           1       123.4   0     1",
      "all, per host  2       123.4   1     1",
      "",
      "confirm 2: 2 alerts of 2 hosts in 2 days 23 h, 123.4 per host and year (75 rows)",
    ]);
  });

  it("lists findings that were added to an open alert on lines of their own", async () => {
    const open = (ports: string) => ["12.3", "200", "3277", ports, ""];
    const two = [open("8080"), open("8080")];
    const back = [open("4444+8080"), open("4444+8080"), ...two, open("4444+8080"), open("4444+8080")];
    await write("web-1", "2026-10-31T00:00:00Z", ...aDay, ...two, ...two, ...back, up, up);
    const table = (lines: readonly string[]) => lines.slice(0, lines.indexOf("")).map((line) => line.trimEnd());
    const lines = await run();
    expect(table(lines)).toEqual([
      "OPENED (UTC)      CLOSED (UTC)      LASTED  KIND  HOST   FINDINGS    NOTES",
      "1 Nov 2026 01:00  1 Nov 2026 11:00  10 h    port  web-1  4444, 8080  changed 3 times",
      "1 Nov 2026 05:00                            port  web-1  4444        added to the alert of 1 Nov 2026 01:00",
    ]);
    expect(lines.at(-1)).toBe(
      "confirm 2: 1 alert of 1 host in 1 day 11 h, – per host and year, 1 finding added to open ones (36 rows)",
    );
  });

  it("counts a port that is back within a day as one alert", async () => {
    const open = ["12.3", "200", "3277", "8080", ""];
    await write("web-1", "2026-10-31T00:00:00Z", ...aDay, open, open, up, up, up, open, open, up, up);
    expect((await run())[1]?.trimEnd()).toBe(
      "1 Nov 2026 01:00  1 Nov 2026 08:00  7 h     port  web-1  8080      changed 1 time",
    );
  });

  it("lists what was added in the span to an alert from before it", async () => {
    const day = Array.from({ length: 24 }, () => ["12.3", "200", "3277", "8080", ""]);
    await write(
      "web-1",
      "2026-10-31T00:00:00Z",
      ...aDay,
      ...day,
      ...day.map(() => ["12.3", "200", "3277", "22+8080", ""]),
    );
    expect((await run({}, { from: "2026-11-02" }))[1]).toMatch(
      /^2 Nov 2026 01:00 +port +web-1 +22 +added to the alert of /,
    );
  });

  it("shows what another confirm would have meant", async () => {
    await write("web-1", "2026-11-01T00:00:00Z", up, down, up, up, down, down, up, up);
    const headlines = [];
    for (const confirm of ["1", "2", "3"]) headlines.push((await run({ confirm })).at(-1));
    expect(headlines.map((line) => line?.split(" of ")[0])).toEqual([
      "confirm 1: 2 alerts",
      "confirm 2: 1 alert",
      "confirm 3: 0 alerts",
    ]);
  });

  it("says what each rule of an inventory would have spared", async () => {
    const open = (ports: string) => ["12.3", "200", "3277", ports, ""];
    const page = ["12.3", "500", "3277", "", ""];
    await write("web-1", "2026-11-03T00:00:00Z", up, up, open("8080"), open("8080"), up, up, page, page, page, up, up);
    await write("web-2", "2026-11-03T00:00:00Z", up, up, down, down, down, up, up, down, down, up, up);
    await write("router", "2026-11-03T00:00:00Z", up, up, down, down, down, up, up, up, up, up, up);
    const inventory = `servers:
  - { ip: 192.0.2.1, name: web-1, known_ports: "8080", maintenance: 2026-11-03T06:00/2026-11-03T09:00 }
  - { ip: 192.0.2.2, name: web-2, depends_on: router, confirm: 3 }
  - { ip: 192.0.2.3, name: router }`;
    expect((await run({ inventory })).filter((line) => !/^(OPENED|HOST|all|192)/.test(line))).toEqual([
      expect.stringMatching(/^3 Nov 2026 03:00 .* down {2}router/),
      "",
      expect.stringMatching(/^router /),
      "",
      "RULE         ALERTS WITHOUT IT  SPARED  HOSTS",
      "known_ports  2                  1       web-1 1",
      "maintenance  2                  1       web-1 1",
      "depends_on   2                  1       web-2 1",
      "confirm      2                  1       web-2 1",
      "",
      expect.stringMatching(/^confirm 2: 1 alert of 3 hosts/),
    ]);
  });

  it("applies users, networks and accounts of an inventory to past rows", async () => {
    const path = join(results, monthFile("node", new Date("2026-11-03T00:00:00Z")));
    mkdirSync(results, { recursive: true });
    const row = (hour: number, ...cells: readonly string[]) =>
      `2026-11-03T0${hour}:00:00Z,web-1,12.3,3277,${cells.join(",")}`;
    const stranger = ["deploy@198.51.100.7+root@203.0.113.9", "10.0.0.9+198.51.100.7", "50022+50023", "eve:sudo"];
    writeFileSync(
      path,
      `time,host,ping_ms,mem_avail_mib,logins,ssh_peers,peer_ports,accounts\n${[1, 2, 3, 4].map((hour) => row(hour, ...stranger)).join("\n")}\n`,
    );
    const server = (rules: string) => run({ inventory: `servers: [{ ip: 192.0.2.1, name: web-1, ${rules} }]` });
    const findings = (lines: readonly string[]) =>
      lines.filter((line) => / peer /.test(line)).map((line) => line.split("web-1").at(-1)?.trim());
    expect(findings(await server('ssh_peers: "192.0.2.99"'))[0]).toContain("deploy@198.51.100.7, root@203.0.113.9");
    expect(findings(await server('ssh_peers: "deploy@*, 10.0.0.0/8, root@203.0.0.0/16"'))[0]).toContain("198.51.100.7");
    expect(findings(await server('ssh_peers: "deploy@*, 10.0.0.0/8, root@203.0.0.0/16, 198.51.100.7"'))).toEqual([]);
  });

  it("applies accepted keys to logins of the SSH server's log", async () => {
    const key = `SHA256:${"ab/+".repeat(10)}abE`;
    const path = join(results, monthFile("node", new Date("2026-11-03T00:00:00Z")));
    mkdirSync(results, { recursive: true });
    const rows = [1, 2, 3].map(
      (hour) => `2026-11-03T0${hour}:00:00Z,web-1,12.3,3277,${hour === 2 ? `deploy@198.51.100.7/${key}` : "none"}\n`,
    );
    writeFileSync(path, `time,host,ping_ms,mem_avail_mib,ssh_logins\n${rows.join("")}`);
    const found = async (peers: string) => {
      const lines = await run({ inventory: `servers: [{ ip: 192.0.2.1, name: web-1, ssh_peers: "${peers}" }]` });
      return lines.filter((line) => / peer /.test(line)).length;
    };
    expect(await found("192.0.2.99")).toBe(1);
    expect(await found(`root@${key}`)).toBe(1);
    expect(await found(`deploy@${key}`)).toBe(0);
    expect(await found("deploy@198.51.100.7")).toBe(0);
  });

  it("says that it does not apply the DNS names of ssh_peers", async () => {
    await write("web-1", "2026-11-03T00:00:00Z", up, up);
    const server = (peers: string) =>
      run({ inventory: `servers: [{ ip: 192.0.2.1, name: web-1, ssh_peers: "${peers}" }]` });
    expect(await server("deploy@ci.example.org, 10.0.0.0/8, home.example.org")).toContain(
      "ssh_peers: ci.example.org and home.example.org not applied: DNS does not tell which addresses a name had in the past",
    );
    expect((await server("10.0.0.0/8")).join("\n")).not.toContain("not applied");
  });

  it("lists nothing that was open before the first day, nor what came after the last", async () => {
    await write("web-1", "2026-11-01T00:00:00Z", ...Array.from({ length: 30 }, () => down), up, up);
    await write("db-1", "2026-11-02T22:00:00Z", up, up, down, down);
    expect(await run({}, { from: "2026-11-02", to: "2026-11-02" })).toEqual([
      "confirm 2: 0 alerts of 2 hosts in 23 h, – per host and year (10 rows)",
    ]);
  });

  it("says where it found no rows, and refuses days in the wrong order", async () => {
    await expect(run()).rejects.toThrow(`results: ${results} has no rows; run a check first`);
    await expect(run({}, { from: "2026-11-02", to: "2026-11-01" })).rejects.toThrow(
      "--from: 2026-11-02 is later than --to",
    );
    await expect(run({}, { from: "2026-11-30" })).rejects.toThrow(
      "--from: 2026-11-30 is in the future; expected today",
    );
    await write("web-1", "2026-11-02T00:00:00Z", up, up);
    const rest = "there are no rows of these days; those that there are begin on 2026-11-02 and end on 2026-11-02";
    await expect(run({}, { from: "2026-11-20" })).rejects.toThrow(`--from: ${rest}`);
    await expect(run({}, { from: "2026-10-01", to: "2026-10-02" })).rejects.toThrow(`--from and --to: ${rest}`);
  });
});

describeWith(["git"], "replay in a clone", () => {
  it("says how to do without a remote that cannot be reached", async () => {
    const remote = bareRemote(temporaryFolder());
    results = join(clone(remote, join(temporaryFolder(), "servers")), "results");
    await write("web-1", "2026-11-01T00:00:00Z", up, up);
    rmSync(remote, { recursive: true });
    await expect(run()).rejects.toThrow("to read the folder as it is, without the remote, add --push false");
    expect(await run({ push: "false" })).toEqual([expect.stringMatching(/^confirm 2: 0 alerts of 1 host/)]);
  });
});
