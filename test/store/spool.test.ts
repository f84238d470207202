import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Table } from "../../src/store/merge.ts";
import { openSpool, spoolKey } from "../../src/store/spool.ts";
import { temporaryFolder } from "../support/folder.ts";

const tables: readonly Table[] = [{ type: "ping", header: ["time", "host"], rows: [["2026-11-22T21:00:00Z", "a"]] }];
const early = { time: new Date("2026-11-22T21:00:00Z"), tables };
const late = { time: new Date("2026-11-22T22:00:00Z"), tables };

async function spoolIn(stateHome: string) {
  const warnings: string[] = [];
  const spool = openSpool({ stateHome, key: "owner-repo", warn: (text) => warnings.push(text) });
  return { spool, warnings };
}

describe("a spool", () => {
  it("gives runs back oldest first, until they are removed", async () => {
    const stateHome = temporaryFolder();
    const { spool } = await spoolIn(stateHome);
    await spool.put(late);
    await spool.put(early);
    const again = await spoolIn(stateHome);
    const pending = await again.spool.pending();
    expect(pending).toMatchObject([early, late]);
    await again.spool.remove(pending.slice(0, 1));
    expect(await spool.pending()).toMatchObject([late]);
    await spool.remove(pending);
    expect(await spool.pending()).toEqual([]);
  });

  it("keeps a run that is put twice once, and two runs of one second apart", async () => {
    const { spool } = await spoolIn(temporaryFolder());
    await spool.put(early);
    await spool.put(early);
    await spool.put({ ...early, tables: [] });
    expect(await spool.pending()).toHaveLength(2);
  });

  it("keeps the addresses that the monitor was seen from, and knows runs without", async () => {
    const { spool } = await spoolIn(temporaryFolder());
    await spool.put(early);
    await spool.put({ ...late, publicAddresses: ["93.184.216.34"] });
    const pending = await spool.pending();
    expect(pending.map(({ publicAddresses }) => publicAddresses)).toEqual([[], ["93.184.216.34"]]);
  });

  it("is for this user alone", async () => {
    const { spool } = await spoolIn(temporaryFolder());
    const { path } = await spool.put(early);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  it.each([
    ["torn", (text: string) => text.slice(0, 40)],
    ["of another version", (text: string) => text.replace('"version":1', '"version":2')],
    ["with a row that lacks a cell", (text: string) => text.replace(',"a"]', "]")],
    ["with a row without a time", (text: string) => text.replace('["2026-11-22T21:00:00Z","a"]', '["x","a"]')],
    ["of an unknown type", (text: string) => text.replace('"ping"', '"../x"')],
    ["with an address that is none", (text: string) => text.replace("}", '},"publicAddresses":["=1"]')],
    ["that is null", () => "null"],
  ])("moves a file aside that is %s, says so, and goes on with the others", async (_what, damage) => {
    const { spool, warnings } = await spoolIn(temporaryFolder());
    const { path } = await spool.put(early);
    await spool.put(late);
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    expect(await spool.pending()).toMatchObject([late]);
    expect(warnings).toEqual([expect.stringContaining(`${path}: cannot be read as a run`)]);
    expect(readdirSync(dirname(path)).filter((name) => name.endsWith(".damaged"))).toHaveLength(1);
    expect(await spool.pending()).toMatchObject([late]);
    expect(warnings).toHaveLength(1);
  });

  it("says where it cannot be created", async () => {
    const file = join(temporaryFolder(), "state");
    writeFileSync(file, "");
    const { spool } = await spoolIn(file);
    await expect(spool.put(early)).rejects.toThrow(`${file}/server-monitor/owner-repo: cannot be created`);
  });
});

describe("spoolKey", () => {
  it("is a safe file name that people recognise", () => {
    expect(spoolKey("https://github.com/ada/servers.git", "results")).toMatch(
      /^github-com-ada-servers-results-[0-9a-f]{12}$/,
    );
    expect(spoolKey("git@github.com:../..", "/")).toMatch(/^[A-Za-z0-9-]+$/);
  });

  it("tells remotes and folders apart", () => {
    const keys = [spoolKey("https://x/a-b", "c"), spoolKey("https://x/a", "b-c"), spoolKey("https://x/a", "b")];
    expect(new Set(keys).size).toBe(3);
  });
});
