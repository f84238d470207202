/** How the bundles start: from compiled code where the runner keeps it, and with a plain sentence under a Node that is too old. */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runAction } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";

const dist = join(import.meta.dirname, "..", "..", "dist");

function start(environment: Readonly<Record<string, string>>) {
  const home = temporaryFolder();
  // No file of that name: the run ends before it needs anything of the machine.
  return runAction({ inventory: "missing.yml" }, { home, workspace: home, environment });
}

function filesIn(folder: string): string[] {
  return globSync("**/*", { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
}

describe("the compiled code", () => {
  it("is kept in the tool folder of a self-hosted runner, and made again where it is damaged", async () => {
    const tools = temporaryFolder();
    const environment = { RUNNER_ENVIRONMENT: "self-hosted", RUNNER_TOOL_CACHE: tools };
    const first = await start(environment);
    const kept = filesIn(join(tools, "server-monitor"));
    expect(kept.map((path) => basename(path))).toContain("app.cjs.code");
    for (const path of kept) writeFileSync(join(tools, "server-monitor", path), "damaged");
    expect(await start(environment)).toEqual(first);
    expect(filesIn(tools)).toHaveLength(kept.length);
    for (const path of kept) expect(statSync(join(tools, "server-monitor", path)).size).toBeGreaterThan(1000);
  });

  it("is kept nowhere on a hosted runner, which is gone after the run", async () => {
    const tools = temporaryFolder();
    await start({ RUNNER_ENVIRONMENT: "github-hosted", RUNNER_TOOL_CACHE: tools });
    expect(filesIn(tools)).toEqual([]);
  });

  it("is done without where the folder cannot be made", async () => {
    const tools = join(temporaryFolder(), "file");
    writeFileSync(tools, "");
    const plain = await start({ RUNNER_ENVIRONMENT: "self-hosted" });
    expect(await start({ RUNNER_ENVIRONMENT: "self-hosted", RUNNER_TOOL_CACHE: tools })).toEqual(plain);
  });
});

describe("the terminal's entry point", () => {
  it("says which Node it needs, and loads nothing, under an older one", () => {
    const folder = join(temporaryFolder(), "old");
    mkdirSync(folder);
    const old = 'Object.defineProperty(process.versions, "node", { value: "18.20.4" });';
    const under = ["--import", `data:text/javascript,${encodeURIComponent(old)}`];
    const ran = spawnSync(process.execPath, [...under, join(dist, "cli.js"), "demo"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(ran.stderr).toBe(
      "error: node 18.20.4 is too old: install Node 24 or newer (npm ci installs one, unless you use --ignore-scripts or --omit=dev)\n",
    );
    expect(ran).toMatchObject({ status: 1, stdout: "" });
  });
});
