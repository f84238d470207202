/** bin/server-monitor finds a Node that is new enough, and the commands from any folder. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { describeWith, tool } from "../support/tools.ts";

const program = join(import.meta.dirname, "..", "..", "bin", "server-monitor");

function node(path: string, version: string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  const script = `#!/bin/sh\nif [ "$1" = -e ]; then [ ${version} -ge 24 ]; exit; fi\necho "node ${version}: $*"\n`;
  writeFileSync(path, script, { mode: 0o755 });
}

/** The launcher in a folder of its own, where npm ci has not been run. */
function launcherIn(home: string): string {
  mkdirSync(join(home, "app/bin"), { recursive: true });
  copyFileSync(program, join(home, "app/bin/server-monitor"));
  return join(home, "app/bin/server-monitor");
}

function run(home: string, path: string, from = program) {
  const env = { HOME: home, PATH: `${path}:/usr/bin:/bin` };
  const { status, stdout, stderr } = spawnSync("/bin/sh", [from, "check", "--x", "a b"], {
    cwd: home,
    env,
    encoding: "utf8",
  });
  return { status, said: `${stdout}${stderr}` };
}

describe("bin/server-monitor", () => {
  it("takes the Node of the runner, from a link in another folder", () => {
    const home = temporaryFolder();
    node(join(home, "actions-runner/externals/node24/bin/node"), "24");
    node(join(home, "bin/node"), "20");
    symlinkSync(program, join(home, "server-monitor"));
    const { status, said } = run(home, join(home, "bin"), join(home, "server-monitor"));
    expect(status).toBe(0);
    expect(said).toBe(`node 24: ${join(program, "..", "..", "dist", "cli.js")} check --x a b\n`);
  });

  it("runs the real one", () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "bin"));
    symlinkSync(process.execPath, join(home, "bin/node"));
    const env = { HOME: home, PATH: `${join(home, "bin")}:/usr/bin:/bin` };
    const { stdout } = spawnSync("/bin/sh", [program, "--version"], { env, encoding: "utf8" });
    expect(stdout).toMatch(/^server-monitor \d/);
  });

  it("takes the Node in PATH where there is no runner", () => {
    const home = temporaryFolder();
    node(join(home, "bin/node"), "26");
    expect(run(home, join(home, "bin"), launcherIn(home)).said).toMatch(/^node 26: /);
  });

  it("takes the Node that npm ci has brought", () => {
    const home = temporaryFolder();
    node(join(home, "bin/node"), "20");
    node(join(home, "app/node_modules/.bin/node"), "24");
    expect(run(home, join(home, "bin"), launcherIn(home)).said).toMatch(/^node 24: /);
  });

  it("says where to get one where there is none that is new enough", () => {
    const home = temporaryFolder();
    node(join(home, "bin/node"), "20");
    const { status, said } = run(home, join(home, "bin"), launcherIn(home));
    expect(status).toBe(1);
    expect(said).toMatch(
      /^server-monitor: no Node 24 found: run npm ci in .*, or install Node from https:\/\/nodejs\.org\n$/,
    );
  });
});

describeWith(["shellcheck"], "shellcheck", () => {
  it("has nothing to say about it", () => {
    expect(spawnSync(tool("shellcheck"), [program], { encoding: "utf8" }).stdout).toBe("");
  });
});
