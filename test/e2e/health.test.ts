/** The health of real hosts over real SSH servers: checks that are files, hostile files among them, and an older probe. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readSimpleCsv, runAction } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, git } from "../support/git-remote.ts";
import { currentUser, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith, tool } from "../support/tools.ts";

interface Hosted {
  readonly name: string;
  /** What the host runs in place of what is sent. */
  readonly command: string;
  readonly expect?: Readonly<Record<string, string>>;
}

/** One check of hosts with these forced commands: the rows by host. */
async function checkOf(hosts: readonly Hosted[]) {
  const home = temporaryFolder();
  const remote = bareRemote(home);
  const key = makeKey(join(home, "id_ed25519"));
  const creds = [{ username: currentUser, key_filename: key.path }];
  const servers = await Promise.all(
    hosts.map(async ({ name, command, expect: expected }) => {
      const options = `command="${command.replaceAll('"', '\\"')}"`;
      const sshd = await startSshd({ users: { [currentUser]: [`${options} ${key.publicKey}`] } });
      onTestFinished(sshd.stop);
      const host_key = sshd.hostKeys[0]?.fingerprint;
      return { ...{ name, ip: "127.0.0.1", ping: false, port: sshd.port, creds, host_key }, expect: expected };
    }),
  );
  const runner = { home, workspace: clone(remote, join(home, "work")) };
  const ran = await runAction({ inventory: JSON.stringify({ servers }) }, runner);
  const file = git(remote, "ls-tree", "--name-only", "main:results").match(/node_\d+\.csv/)?.[0];
  const rows = readSimpleCsv(git(remote, "show", `main:results/${file}`));
  return { ...ran, rows: new Map(rows.map((row) => [row["host"], row])) };
}

const mayMount = spawnSync(tool("unshare"), ["-rm", "mount", "--bind", "/var/lib", "/var/lib"]).status === 0;

/** /var/lib of a host: files of /var/lib/server-monitor of every kind. */
async function spool(): Promise<string> {
  const lib = temporaryFolder();
  const folder = join(lib, "server-monitor");
  await mkdir(folder);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("backup", "OK 41 GiB in 12 min\n");
  write("number", "41.5\n");
  write("smart", "CRIT failing: /dev/sdb $(reboot) ::error::x\n");
  write("old", "OK\n");
  const threeDaysAgo = new Date(Date.now() - 3 * 86_400_000);
  utimesSync(join(folder, "old"), threeDaysAgo, threeDaysAgo);
  write("huge", "OK\n");
  truncateSync(join(folder, "huge"), 2 ** 30);
  execFileSync(tool("mkfifo"), [join(folder, "fifo")]);
  symlinkSync("/etc/shadow", join(folder, "link"));
  symlinkSync("/dev/zero", join(folder, "device"));
  write("a b;`id`", "CRIT\n");
  return lib;
}

describeWith(["git", "mkfifo", "unshare", "mount", ...sshdTools], "checks that a host makes itself", () => {
  it.runIf(mayMount)("are read over SSH, whatever else lies in their folder, also while one is written", async () => {
    const lib = await spool();
    const changing = join(lib, "server-monitor", "changing");
    // Not by a rename, as it should be: it is empty, half or whole whenever it is read.
    const writer = spawn("sh", ["-c", `while :; do echo OK >${changing}; : >${changing}; done`], { stdio: "ignore" });
    onTestFinished(() => void writer.kill());
    const names = ["backup", "number", "smart", "old", "huge", "fifo", "link", "device", "changing", "absent"];
    const inRoot = `mount --bind ${lib} /var/lib && exec sh -s`;
    const { rows, code, stdout, summary } = await checkOf([
      {
        name: "web-1",
        command: `exec ${tool("unshare")} -rm sh -c '${inRoot}'`,
        expect: Object.fromEntries(names.map((name) => [name, "26h"])),
      },
    ]);
    expect(code).toBe(0);
    const row = rows.get("web-1");
    expect(row?.["errors"]).toBe("");
    const found = row?.["checks"]?.split("+").filter((each) => each !== "changing:crit");
    expect(found).toEqual([
      "absent:missing",
      "device:missing",
      "fifo:missing",
      "link:missing",
      "old:late",
      "smart:crit",
    ]);
    // What a file says is for people on the host.
    expect(
      `${stdout}${summary}${[...(rows.values() ?? [])].map((each) => Object.values(each).join()).join()}`,
    ).not.toMatch(/reboot\)|41 GiB|root:/);
  });
});

const probes = join(import.meta.dirname, "..", "fixtures", "probes");
const first = ["mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot"];
/** Columns whose cells may be empty for another reason than an older probe. */
const maybeEmpty = ["ports", "ssh_peers", "logins", "peer_ports", "accounts", "temp_c", "power", "packages_days"];

describeWith(["git", ...sshdTools], "hosts with an older probe installed", () => {
  it("go on working: what it does not ask is empty, and the summary says so once for all of them", async () => {
    const installed = (revision: number) => `exec sh ${join(probes, `revision-${revision}.sh`)}`;
    const ran = await checkOf([
      { name: "old-1", command: installed(1), expect: { backup: "26h" } },
      { name: "old-2", command: installed(2), expect: { backup: "26h" } },
      { name: "new", command: "exec sh -s", expect: { backup: "26h" } },
    ]);
    expect(ran).toMatchObject({ code: 0, stderr: "", outputs: { hosts: "3" } });
    const filled = (name: string) => {
      const cells = Object.entries(ran.rows.get(name) ?? {}).filter(([, cell]) => cell !== "");
      return cells
        .map(([column]) => column)
        .filter((column) => !maybeEmpty.includes(column))
        .sort();
    };
    const known = ["time", "host", "disk_size_mib", ...first];
    expect(filled("old-1")).toEqual([...known].sort());
    expect(filled("old-2")).toEqual([...known, "boot_id", "clock_s", "mem_total_mib", "swap_total_mib"].sort());
    expect(filled("new")).toEqual(expect.arrayContaining([...filled("old-2"), "checks", "inodes_free_pct"]));
    expect(ran.summary.match(/older probe/g)).toHaveLength(1);
    expect(ran.summary).toContain("> older probe on old-1 and old-2: the columns that it does not fill stay empty; ");
    expect(ran.stdout).not.toMatch(/older probe|probe:incomplete/);
  });
});
