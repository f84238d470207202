/** `invite`: the block is pasted as root into systems of their own, where a real sshd then serves the monitor. */
import { spawnSync } from "node:child_process";
import { chmodSync, globSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, type TestContext } from "vitest";
import { busyboxAccounts, busyboxAccountsTools } from "../support/busybox-accounts.ts";
import { type DebianSuite, debianRoot, debianRootTools } from "../support/debian-root.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runCommand } from "../support/in-process.ts";
import { type KeyFile, makeKey } from "../support/sshd.ts";
import { type RootKind, type SystemRoot, systemRoot, systemRootTools } from "../support/system-root.ts";
import { describeWith, tool } from "../support/tools.ts";

/** What `invite` prints. */
async function printed(words: readonly string[], flags: Readonly<Record<string, string>>): Promise<string> {
  const home = temporaryFolder();
  const told = await runCommand({ command: "invite" }, { home, workspace: home, flags, operands: words });
  expect(told.fault).toBeUndefined();
  return told.printed;
}

function blockFor({ port }: SystemRoot, key: KeyFile, more: Readonly<Record<string, string>> = {}) {
  return printed(["web-1", "127.0.0.1"], { key: `${key.path}.pub`, port: String(port), ...more });
}

const removeBlock = () => printed(["web-1", "127.0.0.1"], { remove: "true" });

/** Every file and folder that a root has of its own, with its mode and, of a file, its text. */
function contentsOf({ folder }: SystemRoot): string[] {
  const tops = ["etc", "home", "own-local", "usr/local", "var"];
  const paths = tops
    .flatMap((top) => globSync(`${top}/**`, { cwd: folder, exclude: ["var/cache/**", "var/lib/*/**"] }))
    .sort();
  return paths.flatMap((path) => {
    const stat = lstatSync(join(folder, path));
    // Tools of accounts keep copies of what they change.
    if (/-$|\.lock$|subuid|subgid/.test(path)) return [];
    return `${path} ${stat.mode.toString(8)} ${stat.isFile() ? readFileSync(join(folder, path), "utf8") : ""}`;
  });
}

function linesOf(stdout: string): string[] {
  return stdout.split("\n").filter((line) => line.startsWith("server-monitor: "));
}

type MakeRoot = (test: TestContext) => Promise<SystemRoot>;

function itWorks(makeRoot: MakeRoot): void {
  it("lets the monitor check the host with the entry that it prints, and nothing else", async (test) => {
    const root = await makeRoot(test);
    const key = makeKey(join(temporaryFolder(), "key"));
    const ran = root.run(["/bin/sh"], await blockFor(root, key));
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    await root.startSshd();
    const [, entry = ""] = /add to the inventory:\n(.*?)\nserver-monitor: /s.exec(ran.stdout) ?? [];
    const home = temporaryFolder();
    const given = { command: "check", inventory: `servers:\n${entry}\n`, push: "false" };
    const { report } = await runCommand(given, { home, workspace: home });
    expect(report?.hosts).toMatchObject([{ host: "web-1", row: { errors: [] } }]);
    const [, knownHosts = ""] = /add to KNOWN_HOSTS:\n(.*)/s.exec(ran.stdout) ?? [];
    const answer = login(root, key, knownHosts, "touch /tmp/touched; id");
    expect(answer.stderr).toBe("");
    expect(answer.stdout).toMatch(/^\s*@server-monitor /);
    expect(answer.stdout).not.toContain("uid=");
    expect(globSync("tmp/*", { cwd: root.folder })).toEqual([]);
  });

  it("says that everything is there when it is run again, and changes nothing", async (test) => {
    const root = await makeRoot(test);
    const block = await blockFor(root, makeKey(join(temporaryFolder(), "key")));
    const first = root.run(["/bin/sh"], block);
    const before = contentsOf(root);
    const second = root.run(["/bin/sh"], block);
    expect(linesOf(first.stdout).filter((line) => line.includes("was there"))).toEqual([]);
    expect(linesOf(second.stdout).filter((line) => line.includes("was there"))).toHaveLength(3);
    expect(contentsOf(root)).toEqual(before);
    expect(second.stdout.split("fingerprints")[1]).toBe(first.stdout.split("fingerprints")[1]);
  });

  it("is undone by --remove", async (test) => {
    const root = await makeRoot(test);
    const before = contentsOf(root);
    root.run(["/bin/sh"], await blockFor(root, makeKey(join(temporaryFolder(), "key"))));
    expect(contentsOf(root)).not.toEqual(before);
    const ran = root.run(["/bin/sh"], await removeBlock());
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(contentsOf(root).filter((line) => !line.startsWith("own-local"))).toEqual(
      before.filter((line) => !line.startsWith("own-local")),
    );
    expect(globSync("{own-local,usr/local}/bin/*", { cwd: root.folder })).toEqual([]);
    expect(root.run(["/bin/sh"], await removeBlock())).toMatchObject({ code: 0, stderr: "" });
  });
}

describeWith(debianRootTools, "the block of invite", () => {
  describe.each<DebianSuite>(["bookworm", "trixie"])("on Debian's %s", (suite) => {
    itWorks((test) => debianRoot(test, suite));
  });

  describe("on a system that is like Fedora where accounts and SELinux are concerned", () => {
    itWorks(fedora);

    it("gives what it has written the contexts that the policy wants", async (test) => {
      const root = await fedora(test);
      root.run(["/bin/sh"], await blockFor(root, makeKey(join(temporaryFolder(), "key"))));
      expect(readFileSync(join(root.folder, "srv/restorecon"), "utf8")).toBe(
        "-R /home/monitor /usr/local/bin/server-monitor-probe\n",
      );
    });
  });
});

/**
 * What is real: shadow's useradd, usermod and userdel, sshd with PAM. What stands in: the settings of Fedora's packages, `!!` for a
 * locked password as its older useradd writes it, and restorecon, which writes its arguments down. There is no SELinux.
 */
async function fedora(test: TestContext): Promise<SystemRoot> {
  const root = await debianRoot(test, "trixie", { hostname: "fedora" });
  const at = (path: string) => join(root.folder, path);
  writeFileSync(at("etc/login.defs"), fedoraLoginDefs);
  writeFileSync(at("etc/os-release"), 'ID=fedora\nVERSION_ID=42\nPRETTY_NAME="Fedora Linux 42 (Server Edition)"\n');
  const useradd = `#!/bin/sh\n/usr/sbin/useradd "$@" || exit\nsed -i 's/^monitor:!:/monitor:!!:/' /etc/shadow\n`;
  writeFileSync(at("usr/local/sbin/useradd"), useradd, { mode: 0o755 });
  writeFileSync(at("usr/local/sbin/restorecon"), '#!/bin/sh\necho "$*" >>/srv/restorecon\n', { mode: 0o755 });
  return root;
}

/** Of shadow-utils in Fedora 42, without comments. */
const fedoraLoginDefs = `MAIL_DIR /var/spool/mail
UMASK 022
HOME_MODE 0700
PASS_MAX_DAYS 99999
UID_MIN 1000
UID_MAX 60000
SYS_UID_MIN 201
SYS_UID_MAX 999
GID_MIN 1000
GID_MAX 60000
SYS_GID_MIN 201
SYS_GID_MAX 999
USERGROUPS_ENAB yes
CREATE_HOME yes
ENCRYPT_METHOD YESCRYPT
`;

describeWith([...debianRootTools, ...busyboxAccountsTools, ...systemRootTools], "the block of invite", () => {
  describe("on a system with BusyBox' own tools for accounts, as Alpine has them", () => {
    itWorks(async (test) => systemRoot("busybox", { accountTools: await busyboxAccounts(test) }));
  });
});

describeWith(systemRootTools, "the block of invite", () => {
  describe.each<RootKind>(["shadow", "busybox"])("on a system with the tools of %s", (kind) => {
    itWorks(() => systemRoot(kind));
  });

  it("replaces the limits of a key that is there, and leaves other keys alone", async () => {
    const root = await systemRoot("shadow");
    const key = makeKey(join(temporaryFolder(), "key"));
    root.run(["/bin/sh"], await blockFor(root, key));
    const keys = join(root.folder, "home/monitor/.ssh/authorized_keys");
    writeFileSync(keys, `${readFileSync(keys, "utf8")}ssh-ed25519 AAAAother someone\n`);
    root.run(["/bin/sh"], await blockFor(root, key, { from: "192.0.2.1" }));
    expect(readFileSync(keys, "utf8")).toBe(
      `ssh-ed25519 AAAAother someone\nrestrict,from="192.0.2.1",command="/usr/local/bin/server-monitor-probe" ${key.publicKey} server-monitor\n`,
    );
    const ran = root.run(["/bin/sh"], await removeBlock());
    expect(readFileSync(keys, "utf8")).toBe("ssh-ed25519 AAAAother someone\n");
    expect(ran.stdout).toContain("/home/monitor/.ssh: kept, there are other files in it");
  });

  it("lets the account read the log where that is wanted", async () => {
    const root = await systemRoot("shadow");
    const group = join(root.folder, "etc/group");
    writeFileSync(group, `${readFileSync(group, "utf8")}adm:x:4:\nsystemd-journal:x:999:\n`);
    const key = makeKey(join(temporaryFolder(), "key"));
    expect(root.run(["/bin/sh"], await blockFor(root, key)).stdout).not.toContain("log: ");
    const block = await blockFor(root, key, { "read-log": "true" });
    expect(root.run(["/bin/sh"], block).stdout).toContain("log: monitor was added to the group systemd-journal\n");
    expect(root.run(["/bin/sh"], block).stdout).toContain("log: group systemd-journal, was there\n");
    expect(root.run(["id", "-Gn", "monitor"]).stdout).toBe("monitor systemd-journal\n");
    expect(root.run(["/bin/sh"], await removeBlock()).code).toBe(0);
    expect(readFileSync(group, "utf8")).toContain("systemd-journal:x:999:\n");
  });

  it("keeps an account that was there before, with its files", async () => {
    const root = await systemRoot("shadow");
    root.run(["/usr/sbin/useradd", "--create-home", "--shell", "/bin/sh", "monitor"]);
    const before = readFileSync(join(root.folder, "etc/passwd"), "utf8");
    root.run(["/bin/sh"], await blockFor(root, makeKey(join(temporaryFolder(), "key"))));
    expect(root.run(["/bin/sh"], await removeBlock()).stdout).toContain("account monitor: kept, it was there before");
    expect(readFileSync(join(root.folder, "etc/passwd"), "utf8")).toBe(before);
  });

  it("installs no probe that did not arrive as it was sent", async () => {
    const root = await systemRoot("busybox");
    const block = await blockFor(root, makeKey(join(temporaryFolder(), "key")));
    const ran = root.run(["/bin/sh"], block.replace("Changes nothing, writes", "Changes nothing, write"));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toBe(
      "server-monitor: the probe did not arrive as it was sent: paste the whole block again, in one piece\n",
    );
    expect(globSync("own-local/bin/*", { cwd: root.folder })).toEqual([]);
  });

  it("follows no link that the account has made", async () => {
    const root = await systemRoot("shadow");
    root.run(["/usr/sbin/useradd", "--create-home", "--shell", "/bin/sh", "monitor"]);
    symlinkSync("/etc/shadow", join(root.folder, "home/monitor/.ssh"));
    const before = readFileSync(join(root.folder, "etc/shadow"), "utf8").replace("monitor:!:", "monitor:*:");
    const ran = root.run(["/bin/sh"], await blockFor(root, makeKey(join(temporaryFolder(), "key"))));
    expect(ran).toMatchObject({ code: 1, stderr: expect.stringContaining("/home/monitor/.ssh is a link: remove it") });
    expect(readFileSync(join(root.folder, "etc/shadow"), "utf8")).toBe(before);
  });

  it("says what of sshd's configuration keeps the account out", async () => {
    const root = await systemRoot("shadow", { sshd: ["AllowUsers root", "AuthorizedKeysFile /etc/ssh/keys/%u"] });
    const { stdout } = root.run(["/bin/sh"], await blockFor(root, makeKey(join(temporaryFolder(), "key"))));
    expect(stdout).toContain("take care: sshd_config has AllowUsers or AllowGroups; add monitor, and reload sshd");
    expect(stdout).toContain("take care: sshd_config has another AuthorizedKeysFile; move the line there");
  });

  it("wants to be run as root", async () => {
    const root = await systemRoot("shadow");
    chmodSync(join(root.folder, "tmp"), 0o1777);
    const block = await blockFor(root, makeKey(join(temporaryFolder(), "key")));
    const ran = root.run(["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/bin/sh"], block);
    expect(ran).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "server-monitor: run this as root: sudo -i, then paste it again\n",
    });
  });
});

describeWith([...systemRootTools, "script", "bash"], "a terminal in which the block is pasted", () => {
  it.each([
    ["bash", ["shadow", "bash --norc -i"]],
    ["dash", ["shadow", "dash -i"]],
    ["BusyBox' ash", ["shadow", "busybox ash -i"]],
  ] as const)("may have %s, that completes names and has a history", async (_name, [kind, shell]) => {
    const root = await systemRoot(kind);
    const block = await blockFor(root, makeKey(join(temporaryFolder(), "key")));
    const ran = root.run(["/usr/bin/script", "-qec", shell, "/dev/null"], `${block}\nexit\n`);
    expect(ran.stdout).toContain("server-monitor: add to the inventory:");
    expect(readFileSync(join(root.folder, "own-local/bin/server-monitor-probe"), "utf8")).toContain(
      "server_monitor_probe",
    );
  });
});

function login({ port }: SystemRoot, key: KeyFile, knownHosts: string, command: string) {
  const file = join(temporaryFolder(), "known_hosts");
  writeFileSync(file, knownHosts);
  const options = ["BatchMode=yes", "StrictHostKeyChecking=yes", `UserKnownHostsFile=${file}`, "LogLevel=ERROR"];
  const words = [...options.flatMap((option) => ["-o", option]), "-F", "none", "-i", key.path, "-p", String(port)];
  return spawnSync(tool("ssh"), [...words, "monitor@127.0.0.1", command], { encoding: "utf8" });
}

describeWith(["shellcheck"], "shellcheck", () => {
  it.each([
    [
      "the block",
      async () =>
        printed(["web-1", "2001:db8::1"], {
          key: `${makeKey(join(temporaryFolder(), "k")).path}.pub`,
          from: "192.0.2.1",
          port: "2222",
          "read-log": "true",
        }),
    ],
    ["the block that undoes it", removeBlock],
  ])("has nothing to say about %s", async (_name, make) => {
    const [, script = ""] = /\nsh <<'SERVER_MONITOR_INVITE'\n(.*)SERVER_MONITOR_INVITE\n/s.exec(await make()) ?? [];
    expect(script.length).toBeGreaterThan(500);
    // The probe, in its here-document, has a test of its own.
    const { stdout } = spawnSync(tool("shellcheck"), ["--shell=sh", "-"], { input: script, encoding: "utf8" });
    expect(stdout).toBe("");
  });
});

describeWith(["ssh-keygen"], "invite", () => {
  it("refuses what could leave its place in a script, and shows no key", async () => {
    const home = temporaryFolder();
    const key = makeKey(join(home, "key"));
    const faults: (string | undefined)[] = [];
    for (const [operands, flags] of [
      [["web 1", "192.0.2.1"], { key: `${key.path}.pub` }],
      [["web-1", "192.0.2.1; reboot"], { key: `${key.path}.pub` }],
      [["web-1", "192.0.2.1"], { key: key.path }],
      [["web-1", "192.0.2.1"], { key: join(home, "none.pub") }],
      [["web-1", "192.0.2.1"], {}],
      [["web-1", "192.0.2.1"], { key: `${key.path}.pub`, from: '1.2.3.4",command="sh' }],
      [["web-1", "192.0.2.1"], { key: `${key.path}.pub`, port: "0" }],
    ] as const)
      faults.push((await runCommand({ command: "invite" }, { home, workspace: home, flags, operands })).fault);
    expect(faults).toEqual([
      'NAME: expected up to 63 letters, digits, dots, colons, _ or -, the first a letter or digit, got "web 1"',
      'ADDRESS: expected an IPv4 address, an IPv6 address or a DNS name, got "192.0.2.1; reboot"',
      expect.stringMatching(/^--key: ".*key" is the private key; give the public one, ".*key\.pub"$/),
      expect.stringMatching(/^--key: .* cannot be read; make a key: ssh-keygen /),
      "--key: missing; give the public key of the monitor",
      '--from: expected the address of the monitor, as the host sees it, got "1.2.3.4\\",command=\\"sh"',
      '--port: expected a port 1–65535, got "0"',
    ]);
  });
});
