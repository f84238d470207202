/**
 * A newcomer's machine: a fresh Debian of its own, without a network but with what the pages download from it, and with stand-ins
 * (test/fixtures/newcomer) for gh, systemctl and the runner's program. All else is real: apt, sudo with a password, git, sshd, the
 * scripts of the runner and its Node.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { type DebianRoot, type DebianSuite, debianRoot } from "./debian-root.ts";
import { temporaryFolder } from "./folder.ts";
import { openTerminal, profile, type Terminal } from "./terminal.ts";
import { tool } from "./tools.ts";

const root = join(import.meta.dirname, "..", "..");
const fixtures = join(root, "test", "fixtures");

/** What a repository made from the template has, as far as it is used. */
const template = [".github", "action.yml", "bin", "dist", "docs", "results", "systemd", "README.md"];

export async function newcomersMachine(
  test: TestContext,
  suite: DebianSuite,
  network: readonly string[] | DebianRoot,
): Promise<DebianRoot> {
  const machine = await debianRoot(test, suite, { network });
  const at = (path: string) => join(machine.folder, path);
  for (const name of ["curl", "systemctl"]) copyFileSync(join(fixtures, "newcomer", name), at(`usr/local/bin/${name}`));
  copyFileSync(join(fixtures, "newcomer/apt-get"), at("usr/local/sbin/apt-get"));
  writeFileSync(at("usr/local/bin/sleep"), "#!/bin/sh\n", { mode: 0o755 });
  copyFileSync(join(fixtures, "newcomer/gh"), at("srv/gh"));
  writeFileSync(at("srv/calls"), "");
  chmodSync(at("srv/calls"), 0o666);
  chmodSync(at("srv"), 0o1777);
  for (const path of template) cpSync(join(root, path), at(join("srv/template", path)), { recursive: true });
  packRunner(at("srv/runner.tar.gz"));
  packRelease(at("srv/server-monitor.tar.gz"));
  // sudo asks each time, as where more than a quarter of an hour has passed since the last.
  mkdirSync(at("etc/sudoers.d"));
  writeFileSync(at("etc/sudoers.d/test"), "Defaults timestamp_timeout=0\n", { mode: 0o440 });
  writeFileSync(at("etc/gitconfig"), gitSettings);
  return machine;
}

/** GitHub's repositories are folders. */
const gitSettings = `[url "file:///srv/"]
	insteadOf = https://github.com/me/
[safe]
	directory = *
`;

/** A terminal of root, and of the user ada. */
export function terminalOf({ folder, inside }: DebianRoot): Promise<Terminal> {
  writeFileSync(join(folder, "etc/profile.d/test.sh"), profile);
  return openTerminal(inside(["/bin/su", "-"]), [
    { question: /(?:\[sudo\] password for ada|\n(?:New|Retype new) password): $/, answer: "walnut\n" },
    { question: /\n(?:\? Authenticate Git .* \(Y\/n\) |Press Enter .*\.\.\. )$/, answer: "\n" },
    { question: /\nPaste the token, then press Enter: $/, answer: "github_pat_x\n" },
  ]);
}

/** GitHub's archive of the runner: its scripts as they are, a stand-in of its program, and a real Node 24 where it has one. */
function packRunner(archive: string): void {
  const folder = temporaryFolder();
  const runner = join(fixtures, "runner");
  for (const path of ["bin", "externals/node24/bin"]) mkdirSync(join(folder, path), { recursive: true });
  for (const name of ["config.sh", "env.sh"]) copyFileSync(join(runner, name), join(folder, name));
  for (const name of ["systemd.svc.sh.template", "actions.runner.service.template", "runsvc.sh"])
    copyFileSync(join(runner, name), join(folder, "bin", name));
  copyFileSync(join(fixtures, "newcomer/Runner.Listener"), join(folder, "bin/Runner.Listener"));
  for (const name of ["config.sh", "bin/runsvc.sh"]) chmodSync(join(folder, name), 0o755);
  copyFileSync(process.execPath, join(folder, "externals/node24/bin/node"));
  execFileSync(tool("tar"), [
    "--create",
    "--use-compress-program=gzip -1",
    "--file",
    archive,
    "--directory",
    folder,
    ".",
  ]);
}

/** As the workflow of a release makes it. */
function packRelease(archive: string): void {
  const [, command = "exit 1"] =
    /- run: (tar .*)$/m.exec(readFileSync(join(root, ".github/workflows/release.yml"), "utf8")) ?? [];
  execFileSync("bash", ["-ec", command.replace("server-monitor.tar.gz", '"$0"'), archive], { cwd: root });
}
