/** The command `init`, as it is called in a terminal. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { homeWith } from "../init/support.ts";
import { runCommand } from "../support/in-process.ts";

const root = join(import.meta.dirname, "..", "..");

async function init(home: string, flags: Readonly<Record<string, string>>, ...operands: string[]) {
  return runCommand({ command: "init" }, { home, workspace: home, flags, operands });
}

describe("init", () => {
  it("prints the hosts of ~/.ssh/config where no file is given", async () => {
    const home = homeWith({ ".ssh/config": "Host web-1\n  HostName 192.0.2.10\n" });
    const { printed, fault } = await init(home, { from: "ssh-config" });
    expect(fault).toBeUndefined();
    expect(printed).toContain("servers:\n  - ip: 192.0.2.10\n    name: web-1\n");
  });

  it("says which sources there are, and which need a file", async () => {
    const home = homeWith({});
    expect((await init(home, {})).fault).toMatch(/^--from: missing; give one of ssh-config, ansible, /);
    expect((await init(home, { from: "puppet" })).fault).toMatch(/^--from: expected one of .*, got "puppet"$/);
    expect((await init(home, { from: "gatus" })).fault).toBe("--from gatus: expected the path of a file after it");
  });

  it("says what is wrong with the inventory that it is to compare with", async () => {
    const home = homeWith({ ".ssh/config": "Host a\n", "servers.yml": "servers: [" });
    const { fault } = await init(home, { from: "ssh-config", add: join(home, "servers.yml") });
    expect(fault).toMatch(/^inventory: line 1, column \d+: /);
  });

  it("reads the status of Tailscale from standard input", () => {
    const status = { Self: {}, Peer: { a: { DNSName: "pi.x.ts.net.", OS: "linux", TailscaleIPs: ["100.64.0.9"] } } };
    const loader = join(root, "test", "support", "json-imports.ts");
    const words = ["--import", loader, join(root, "src", "cli.ts"), "init", "--from", "tailscale"];
    const ran = spawnSync(process.execPath, words, { input: JSON.stringify(status), encoding: "utf8" });
    expect(ran).toMatchObject({ status: 0, stderr: "" });
    expect(ran.stdout).toContain("  - ip: 100.64.0.9\n    name: pi\n");
  });
});
