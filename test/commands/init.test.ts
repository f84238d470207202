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

  it("looks for ~/.ssh/config where nothing is said", async () => {
    const home = homeWith({ ".ssh/config": "Host web-1\n  HostName 192.0.2.10\n" });
    const { printed, fault } = await init(home, {});
    expect(fault).toBeUndefined();
    expect(printed).toMatch(/^# 1 host from \S+\/\.ssh\/config, by server-monitor init\.\n/);
  });

  it("says which hosts are only pinged because no key for them is known, in the output and beside it", async () => {
    const config = "Host web-1\n  IdentityFile ~/k\n  User u\nHost db-1 db-2\n  User u\n";
    const { printed, warnings } = await init(homeWith({ ".ssh/config": config }, ["k"]), {});
    expect(warnings).toEqual([
      '2 hosts are only pinged, because no key is known for db-1 and db-2: complete the lines "# creds:" there',
    ]);
    expect(
      printed.match(/# Only pinged, because no key for it is known\. .*:\n {4}# creds: \[\{ username: "u"/g),
    ).toHaveLength(2);
    const pages = homeWith({ "config.yaml": "endpoints: [{ name: a, url: 'https://example.com' }]" });
    expect((await init(pages, { from: "gatus" }, join(pages, "config.yaml"))).warnings).toEqual([]);
  });

  it("says which sources there are, and which need a file", async () => {
    const home = homeWith({});
    expect((await init(home, {})).fault?.split("\n").slice(0, 3)).toEqual([
      `--from: missing, and there is no ${home}/.ssh/config. It can be:`,
      "  server-monitor init --from ssh-config ~/.ssh/config",
      "  server-monitor init --from ansible hosts.ini",
    ]);
    expect((await init(home, {}, "hosts.ini")).fault).toMatch(
      /^--from: missing; say what hosts\.ini is\. It can be:\n {2}server-monitor init --from ssh-config hosts\.ini\n/,
    );
    expect((await init(home, { from: "puppet" })).fault).toMatch(/^--from: expected one of .*, got "puppet"$/);
    expect((await init(home, { from: "gatus" })).fault).toBe(
      "--from gatus: expected the path of a file after it, such as config.yaml",
    );
  });

  it("says what is wrong with the inventory that it is to compare with", async () => {
    const home = homeWith({ ".ssh/config": "Host a\n", "servers.yml": "servers: [" });
    const { fault } = await init(home, { from: "ssh-config", add: join(home, "servers.yml") });
    expect(fault).toMatch(/^--add: line 1, column \d+: /);
  });

  it("reads the status of Tailscale from standard input", () => {
    const status = { Self: {}, Peer: { a: { DNSName: "pi.x.ts.net.", OS: "linux", TailscaleIPs: ["100.64.0.9"] } } };
    const loader = join(root, "test", "support", "json-imports.ts");
    const words = ["--import", loader, join(root, "src", "cli.ts"), "init", "--from", "tailscale"];
    const ran = spawnSync(process.execPath, words, { input: JSON.stringify(status), encoding: "utf8" });
    expect(ran.status).toBe(0);
    expect(ran.stderr).toMatch(/^warning: 1 host is only pinged, because no key is known for pi: .*\n$/);
    expect(ran.stdout).toContain("  - ip: 100.64.0.9\n    name: pi\n");
  });
});
