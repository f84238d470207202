/** `page`, from rows in a folder or in a repository to the three files of a website. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { headerOf } from "../../src/row/row.ts";
import { mergeRows } from "../../src/store/merge.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, git } from "../support/git-remote.ts";
import { startGitHub } from "../support/github-api.ts";
import { runCommand } from "../support/in-process.ts";
import { dead, well } from "../support/rows.ts";
import { describeWith } from "../support/tools.ts";
import type { RowCells } from "../support/typed-row.ts";

const now = new Date("2026-11-22T21:30:05Z");
const inventory = JSON.stringify({
  servers: [
    { ip: "192.0.2.1", name: "web-1", type: "ping", group: "production" },
    { ip: "192.0.2.2", type: "ping" },
  ],
});

let [home, workspace, out] = ["", "", ""];

beforeEach(() => {
  home = temporaryFolder();
  [workspace, out] = [join(home, "work"), join(home, "site", "status")];
});

/** The text of November's file, of three hourly runs. */
function rowsText(hosts: Readonly<Record<string, RowCells>>): string {
  const header = headerOf("node");
  return [2, 1, 0].reduce((text: string | undefined, hours) => {
    const time = `${new Date(now.getTime() - hours * 3_600_000).toISOString().slice(0, 19)}Z`;
    const rows = Object.entries(hosts).map(([host, cells]) => {
      const all: RowCells = { ...cells, time, host };
      return header.map((name) => String(all[name] ?? ""));
    });
    return mergeRows(text, { type: "node", header, rows }, "node_2611.csv");
  }, undefined) as string;
}

function writeRows(hosts: Readonly<Record<string, RowCells>>): void {
  mkdirSync(join(workspace, "results"), { recursive: true });
  writeFileSync(join(workspace, "results", "node_2611.csv"), rowsText(hosts));
}

const run = (given: Readonly<Record<string, string>> = {}, environment = {}) =>
  runCommand({ command: "page", push: "false", out, inventory, ...given }, { workspace, home, environment }, now);
const read = (name: string) => readFileSync(join(out, name), "utf8");

describe("page", () => {
  it("writes three files into a folder that it makes, and names the one to open", async () => {
    writeRows({ "web-1": well, "192.0.2.2": dead });
    const told = await run();
    expect(told).toMatchObject({ fault: undefined, warnings: [] });
    expect(told.infos).toEqual([`1 of 2 hosts is up, 1 is down: ${join(out, "index.html")}`]);
    expect(readdirSync(out).sort()).toEqual(["badge.json", "index.html", "status.json"]);
    expect(read("index.html")).toContain("<strong>host 1</strong>");
    expect(read("index.html")).toContain("<h2>production</h2>");
    expect(JSON.parse(read("badge.json"))).toMatchObject({ message: "1 of 2 up", color: "red" });
    for (const name of readdirSync(out)) expect(read(name)).not.toContain("192.0.2");
  });

  it("shows addresses where everything is asked for", async () => {
    writeRows({ "web-1": well, "192.0.2.2": dead });
    await run({ detail: "full" });
    expect(read("index.html")).toContain("<strong>192.0.2.2</strong>");
    expect(read("index.html")).toContain("SSH did not answer in time");
  });

  it("needs no inventory", async () => {
    writeRows({ "web-1": well, "192.0.2.2": dead });
    const { infos, fault } = await run({ inventory: "" });
    expect(fault).toBeUndefined();
    expect(infos[1]).toMatch(
      /^without an inventory, a name with a dot .* does not show: 192\.0\.2\.2 is host 1; give /,
    );
    expect((await run({ inventory: "", detail: "full" })).infos).toHaveLength(1);
    expect((await run()).infos).toHaveLength(1);
    await run({ inventory: "" });
    expect(read("index.html")).toContain("<strong>web-1</strong>");
    for (const name of readdirSync(out)) expect(read(name)).not.toContain("192.0.2");
  });

  it("replaces what it wrote, and leaves other files alone", async () => {
    writeRows({ "web-1": dead });
    await run();
    writeFileSync(join(out, "CNAME"), "status.example.org\n");
    writeRows({ "web-1": well, "192.0.2.2": well });
    expect((await run()).fault).toBeUndefined();
    expect(read("index.html")).toContain("Both hosts are up");
    expect(read("CNAME")).toBe("status.example.org\n");
  });

  it.each(["index.html", "status.json", "badge.json"])("does not replace somebody's own %s", async (name) => {
    writeRows({ "web-1": well });
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, name), "<h1>Mine</h1>");
    const { fault } = await run();
    expect(fault).toBe(`${join(out, name)}: was not written by server-monitor; move it away or give another folder`);
    expect(readdirSync(out)).toEqual([name]);
    expect(read(name)).toBe("<h1>Mine</h1>");
  });

  it("says that its folder is a file", async () => {
    writeRows({ "web-1": well });
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, "");
    expect((await run()).fault).toBe(`${out}: is a file; give a folder with the input \`out\``);
  });

  it("says that there are no rows, and writes nothing", async () => {
    const { fault } = await run();
    expect(fault).toMatch(/^results: .* has no rows; run a check first/);
    expect(() => readdirSync(out)).toThrow("ENOENT");
  });

  it("names a line that cannot be read, and makes the page of the others", async () => {
    writeRows({ "web-1": well });
    const path = join(workspace, "results", "node_2611.csv");
    writeFileSync(path, `${readFileSync(path, "utf8")}yesterday,web-1\n`);
    const { warnings, fault } = await run();
    expect(fault).toBeUndefined();
    expect(warnings[0]).toContain("node_2611.csv");
    expect(read("index.html")).toContain("1 of 2 hosts is up, 1 is unknown");
  });

  it("refuses a detail that there is not", async () => {
    await expect(run({ detail: "all" })).rejects.toThrow('detail: expected names or full, got "all"');
  });
});

describeWith(["git"], "page in a repository", () => {
  it("reads the rows from where they are pushed to", async () => {
    const remote = bareRemote(home, { "results/node_2611.csv": rowsText({ "web-1": well }) });
    workspace = clone(remote, join(home, "work"));
    const other = clone(remote, join(home, "other"));
    writeFileSync(join(other, "results", "node_2611.csv"), rowsText({ "web-1": dead }));
    git(other, "commit", "--quiet", "-am", "rows of another run");
    git(other, "push", "--quiet", "origin", "HEAD:main");
    await run({ push: "true", inventory: "" });
    expect(read("index.html")).toContain("<h1>web-1 is down</h1>");
  });

  it("asks what people have accepted, and writes no issue", async () => {
    writeRows({ "web-1": { ...well, ports: "8080" } });
    const github = await startGitHub();
    const environment = { GITHUB_REPOSITORY: "octo/servers", GITHUB_API_URL: github.url.href };
    const told = await run({ issues: "true", token: "ghs_x", inventory: "" }, environment);
    expect(told.fault).toBeUndefined();
    expect(read("index.html")).toContain("<h1>web-1 is in trouble</h1>");
    expect(github.requests.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(github.requests.length).toBeGreaterThan(0);
  });
});
