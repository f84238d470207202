/**
 * A newcomer's machine: a fresh Debian of its own, without a network but with what the pages download from it, and with stand-ins
 * (test/fixtures/newcomer) for gh, systemctl and the runner's program. All else is real: apt, sudo with a password, git, sshd, the
 * scripts of the runner and its Node.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext } from "vitest";
import { type DebianRoot, type DebianSuite, debianRoot, debianRootTools } from "./debian-root.ts";
import { temporaryFolder } from "./folder.ts";
import { openTerminal, profile, type Terminal } from "./terminal.ts";
import { tool } from "./tools.ts";
import type { Block } from "./walked-page.ts";

const root = join(import.meta.dirname, "..", "..");
const fixtures = join(root, "test", "fixtures");

/** For `describeWith`. */
export const newcomerTools = [...debianRootTools, "script", "busybox", "tar", "bash", "git"];

/** What a repository made from the template has, as far as it is used. */
const template = [".github", "action.yml", "bin", "dist", "docs", "results", "systemd", "README.md"];

export async function newcomersMachine(
  test: TestContext,
  suite: DebianSuite,
  network: readonly string[] | DebianRoot,
): Promise<DebianRoot> {
  const machine = await debianRoot(test, suite, { network });
  const at = (path: string) => join(machine.folder, path);
  for (const name of ["curl", "systemctl", "journalctl"])
    copyFileSync(join(fixtures, "newcomer", name), at(`usr/local/bin/${name}`));
  copyFileSync(join(fixtures, "newcomer/apt-get"), at("usr/local/sbin/apt-get"));
  writeFileSync(at("usr/local/bin/sleep"), "#!/bin/sh\n", { mode: 0o755 });
  copyFileSync(join(fixtures, "newcomer/gh"), at("srv/gh"));
  writeFileSync(at("srv/calls"), "");
  chmodSync(at("srv/calls"), 0o666);
  chmodSync(at("srv"), 0o1777);
  copyTemplate(at("srv/template"));
  packRunner(at("srv/runner.tar.gz"));
  packRelease(at("srv/server-monitor.tar.gz"));
  packNode(at("srv/node.tar.gz"));
  cpSync(published(), at("srv/OWNER/server-monitor"), { recursive: true });
  // sudo asks each time, as where more than a quarter of an hour has passed since the last.
  mkdirSync(at("etc/sudoers.d"));
  writeFileSync(at("etc/sudoers.d/test"), "Defaults timestamp_timeout=0\n", { mode: 0o440 });
  writeFileSync(at("etc/gitconfig"), gitSettings);
  return machine;
}

/** GitHub's repositories are folders. */
const gitSettings = `[url "file:///srv/"]
	insteadOf = https://github.com/me/
	insteadOf = git@github.com:me/
[url "file:///srv/OWNER/"]
	insteadOf = https://github.com/OWNER/
[safe]
	directory = *
`;

/** web-1 and router of the samples, with a sshd and a web server, in a network of their own. */
export async function newcomersServers(test: TestContext, suite: DebianSuite): Promise<DebianRoot> {
  const sshd = { address: "192.0.2.10", port: 22 };
  const server = await debianRoot(test, suite, { hostname: "web-1", network: ["192.0.2.10", "192.0.2.1"], sshd });
  await server.startSshd();
  const pages = temporaryFolder();
  writeFileSync(join(pages, "index.html"), "welcome\n");
  const httpd = [tool("busybox"), "httpd", "-f", "-p", "192.0.2.10:80", "-h", pages];
  const web = spawn(tool("nsenter"), [`--target=${server.pid}`, "--net", ...httpd], { stdio: "ignore" });
  onTestFinished(async () => {
    web.kill();
    await once(web, "exit");
  });
  return server;
}

/** What is seen while the blocks are pasted: that of invite into a terminal of the server, an inventory into its file. */
export async function walk(
  terminal: Terminal,
  server: DebianRoot,
  blocks: readonly Block[],
  inventory: string,
): Promise<string> {
  let shown = "";
  for (const { language, code } of blocks) {
    if (language === "sh") shown += await terminal.paste(code);
    if (language === "yaml") shown += await terminal.paste(saved(code, shown, inventory));
    if (code.includes("server-monitor invite ")) shown += await pastedAt(server, shown);
  }
  return shown;
}

async function pastedAt(server: DebianRoot, shown: string): Promise<string> {
  const [block = "no block"] = /^sh <<'SERVER_MONITOR_INVITE'\n.*?^SERVER_MONITOR_INVITE$/ms.exec(shown) ?? [];
  return (await terminalOf(server)).paste(block);
}

/** The sample with what the newcomer has instead: the entry that the server has printed, and a page of his own. */
function saved(sample: string, shown: string, inventory: string): string {
  const [, entry = "no entry"] = /^server-monitor: add to the inventory:\n(.*?)\nserver-monitor: /ms.exec(shown) ?? [];
  const text = sample.replace(/^ {2}- ip: "192\.0\.2\.10" .*# to here$/ms, entry);
  expect(text).toContain(entry);
  return `cat > ${inventory} <<'INVENTORY'\n${text.replace("https://example.com/", "http://192.0.2.10/")}\nINVENTORY`;
}

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
  pack(archive, folder, ".");
}

/** As the workflow of a release makes it. */
function packRelease(archive: string): void {
  const [, command = "exit 1"] =
    /- run: (tar .*)$/m.exec(readFileSync(join(root, ".github/workflows/release.yml"), "utf8")) ?? [];
  execFileSync("bash", ["-ec", command.replace("server-monitor.tar.gz", '"$0"'), archive], { cwd: root });
}

/** As on nodejs.org. */
function packNode(archive: string): void {
  const folder = temporaryFolder();
  const name = "node-v24.21.0-linux-x64";
  mkdirSync(join(folder, name, "bin"), { recursive: true });
  copyFileSync(process.execPath, join(folder, name, "bin/node"));
  pack(archive, folder, name);
}

function pack(archive: string, folder: string, name: string): void {
  execFileSync(tool("tar"), ["-c", "--use-compress-program=gzip -1", "-f", archive, "-C", folder, name]);
}

function copyTemplate(folder: string): void {
  for (const path of template) cpSync(join(root, path), join(folder, path), { recursive: true });
}

/** A bare repository of the product. git does not work in /proc, where the roots are seen. */
function published(): string {
  const [folder, bare] = [temporaryFolder(), temporaryFolder()];
  copyTemplate(folder);
  const git = (...args: string[]) => execFileSync(tool("git"), [`--git-dir=${bare}`, ...args], { cwd: folder });
  git("init", "--quiet", "--bare", "--initial-branch=main");
  git("--work-tree=.", "add", ".");
  git("--work-tree=.", "-c", "user.name=me", "-c", "user.email=me@example.org", "commit", "--quiet", "--message=first");
  return bare;
}
