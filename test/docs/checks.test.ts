/** The recipes of docs/checks.md, each run with programs that stand in for those of a host. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "checks.md"), "utf8");

/** The first block of sh below each heading. */
const recipes = new Map(
  page.split(/^## /m).flatMap((section) => {
    const [, text] = /^```sh\n([\s\S]*?)^```$/m.exec(section) ?? [];
    return text === undefined ? [] : [[section.split("\n")[0] ?? "", text] as const];
  }),
);

interface Case {
  readonly programs: Readonly<Record<string, string>>;
  /** Name and first line of the file that is written. undefined: none is. */
  readonly writes: readonly [name: string, line: string] | undefined;
}

const ok = (name: string) => [name, "OK"] as const;
const cases: Readonly<Record<string, readonly Case[]>> = {
  "Backup with restic": [
    { programs: { restic: "exit 0" }, writes: ok("backup") },
    { programs: { restic: "exit 1" }, writes: undefined },
  ],
  "Backup with Borg": [
    { programs: { borg: "exit 0" }, writes: ok("backup") },
    { programs: { borg: "exit 2" }, writes: undefined },
  ],
  SMART: [
    { programs: { smartctl: smartctl(4) }, writes: ok("smart") },
    { programs: { smartctl: smartctl(8) }, writes: ["smart", "CRIT failing: /dev/sdb"] },
  ],
  "Docker containers that are not healthy": [
    { programs: { docker: "exit 0" }, writes: ok("docker") },
    { programs: { docker: "echo web; echo db" }, writes: ["docker", "CRIT web db"] },
    { programs: { docker: "exit 1" }, writes: undefined },
  ],
  "Security updates of apt": [
    { programs: { "apt-get": "echo 'Inst vim [1] (2 Debian:12 [amd64])'" }, writes: ok("updates") },
    {
      programs: { "apt-get": "echo 'Inst libssl3 [1] (2 Debian-Security:12/stable-security [amd64])'" },
      writes: ["updates", "WARN 1 security updates"],
    },
  ],
  "Certificates of certbot": [
    { programs: { openssl: "exit 0" }, writes: ok("certbot") },
    { programs: { openssl: "exit 1" }, writes: ["certbot", "CRIT expire soon: ROOT/etc/letsencrypt/live/a/cert.pem"] },
  ],
  "The last run of a systemd timer": [
    { programs: { systemctl: "echo success" }, writes: ok("logrotate") },
    { programs: { systemctl: "echo exit-code" }, writes: ["logrotate", "CRIT exit-code"] },
  ],
  "A mount that must be there": [
    { programs: { mountpoint: "exit 0" }, writes: ok("nas") },
    { programs: { mountpoint: "exit 32" }, writes: ["nas", "CRIT not mounted"] },
  ],
  "Services and kernel that wait for a restart (needrestart)": [
    { programs: { needrestart: "echo 'NEEDRESTART-KSTA: 1'" }, writes: ok("needrestart") },
    {
      programs: { needrestart: "echo 'NEEDRESTART-KSTA: 1'; echo 'NEEDRESTART-SVC: ssh.service'" },
      writes: ["needrestart", "WARN 1 services"],
    },
    { programs: { needrestart: "echo 'NEEDRESTART-KSTA: 3'" }, writes: ["needrestart", "WARN kernel, 0 services"] },
  ],
  "A reboot that is needed (Fedora, RHEL)": [
    { programs: { dnf: "echo 'Reboot should not be necessary.'" }, writes: ok("reboot") },
    {
      programs: { dnf: "echo '  * kernel'; echo 'Reboot is required to fully utilize these updates.'; exit 1" },
      writes: ["reboot", "WARN Reboot is required to fully utilize these updates."],
    },
  ],
  "Keys and settings of SSH that have changed": [
    { programs: {}, writes: ok("ssh-files") },
    { programs: { sha256sum: "echo $$" }, writes: ["ssh-files", "CRIT changed"] },
  ],
};

function smartctl(status: number): string {
  return `case $1 in --scan) echo '/dev/sda -d sat'; echo '/dev/sdb -d sat' ;; *) [ "$2" = /dev/sda ] || exit ${status} ;; esac`;
}

/** What the folder of checks holds after the script that the page installs and a recipe have run. */
function filesAfter(recipe: string, { programs }: Case): Record<string, string> {
  const root = mkdtempSync(join(tmpdir(), "checks-"));
  const bin = join(root, "usr/local/sbin");
  for (const folder of ["etc/letsencrypt/live/a", "var/lib/misc", "home/a/.ssh", "etc/ssh"])
    mkdirSync(join(root, folder), { recursive: true });
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(root, "etc/letsencrypt/live/a/cert.pem"), "");
  writeFileSync(join(root, "etc/ssh/sshd_config"), "");
  const inRoot = (text: string) => text.replaceAll(/(?<=^|[\s=>])\/(?=usr|var|etc|home|root)/gm, `${root}/`);
  execFileSync("sh", ["-c", inRoot(recipes.get("Writing one") ?? "")]);
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const run = () =>
    spawnSync("sh", ["-c", inRoot(recipe)], { env: { PATH: `${bin}:/usr/bin:/bin` }, encoding: "utf8" });
  // What has been well before, too, is still well.
  for (const { stderr } of [run(), run()]) expect(stderr).toBe("");
  const folder = join(root, "var/lib/server-monitor");
  const names = readdirSync(join(root, "var/lib")).includes("server-monitor") ? readdirSync(folder) : [];
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name), "utf8").replaceAll(root, "ROOT")]),
  );
}

describe("docs/checks.md", () => {
  it("has no recipe that is not run here", () => {
    expect([...recipes.keys()]).toEqual(["Writing one", ...Object.keys(cases)]);
  });
});

describe.each(Object.entries(cases))("the recipe: %s", (name, each) => {
  it.each(each)("writes its check after success, and says what is wrong: %#", (one) => {
    const files = filesAfter(recipes.get(name) ?? "", one);
    expect(files).toEqual(one.writes === undefined ? {} : { [one.writes[0]]: `${one.writes[1]}\n` });
  });
});
