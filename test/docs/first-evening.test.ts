/**
 * The README's way from nothing to the first run, as a newcomer goes it: every block is taken from the page and run in order, in one
 * shell, on a fresh system without network. GitHub is played by stand-ins, which take the flags that the manuals have and no
 * others: https://cli.github.com/manual, and the usage of the runner's config.sh and svc.sh.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { marked } from "marked";
import { expect, it } from "vitest";
import { type SystemRoot, systemRoot, systemRootTools } from "../support/system-root.ts";
import { describeWith, tool } from "../support/tools.ts";

const root = join(import.meta.dirname, "..", "..");

/** Blocks of the section, as a shell runs them; the inventory is written where the text says that it is. */
function steps(): string[] {
  const tokens = marked.lexer(readFileSync(join(root, "README.md"), "utf8"));
  const start = tokens.findIndex((token) => token.type === "heading" && token["text"] === "Fifteen minutes from zero");
  const end = tokens.findIndex((token, index) => index > start && token.type === "heading" && token["depth"] <= 2);
  return tokens.slice(start, end).flatMap((token) => {
    if (token.type !== "code") return [];
    if (token["lang"] === "sh") return [token["text"]];
    return token["lang"] === "yaml" ? [`cat >~/inventory.yml <<'INVENTORY'\n${token["text"]}\nINVENTORY`] : [];
  });
}

/** Subcommands of gh with the flags that the page may use. */
const ghFlags: Readonly<Record<string, readonly string[]>> = {
  "auth login": [],
  "auth token": [],
  "repo create": ["--private", "--template", "--clone"],
  "repo view": ["--json", "--jq"],
  "workflow disable": [],
  "workflow run": [],
  "run list": ["--workflow", "--limit", "--json", "--jq"],
  "run watch": [],
  "secret set": [],
  "variable set": ["--body"],
  api: ["-X", "--jq"],
};

const stubs: Readonly<Record<string, string>> = {
  gh: `#!/bin/sh
echo "gh $*" >>/root/calls
case "$*" in
  'auth token') echo gho_x ;;
  --version) echo 'gh version 2.83.0' ;;
  'repo create '*) mkdir servers; cp -r /template/. servers; cd servers
    git init -q -b main; git add .; git -c user.name=me -c user.email=me@example.org commit -qm first
    git init -q --bare /root/remote.git; git remote add origin /root/remote.git; git push -q origin main ;;
  'api repos/{owner}/{repo}/actions/runners/downloads'*) echo https://github.example/runner.tar.gz ;;
  'api -X POST repos/{owner}/{repo}/actions/runners/registration-token'*) echo REGISTRATION ;;
  'repo view --json url'*) echo https://github.example/me/servers ;;
  'repo view --json nameWithOwner'*) echo me/servers ;;
  'run list '*) echo 7 ;;
  'secret set '* | 'variable set '*--body*) [ "$1" = variable ] || cat >"/root/$1.$3" ;;
  'variable set '*) cat >"/root/$1.$3" ;;
esac
`,
  curl: "#!/bin/sh\ncat /runner.tar.gz\n",
  sudo: '#!/bin/sh\nexec "$@"\n',
  sleep: "#!/bin/sh\n",
  "apt-get": '#!/bin/sh\necho "apt-get $*" >>/root/calls\n',
  systemctl: '#!/bin/sh\necho "systemctl $*" >>/root/calls\n[ "$1" != is-active ] || echo active\n',
  "ssh-keyscan": `#!/bin/sh\nfor host; do case $host in [0-9]*) echo "$host $(cut -d ' ' -f 1,2 /etc/ssh/ssh_host_ed25519_key.pub)" ;; esac; done\n`,
};

/** What the archive of the runner has: its scripts, and its Node. */
const runner: Readonly<Record<string, string>> = {
  "config.sh": `#!/bin/sh
for word; do case $word in --*) case $word in
  --unattended | --labels | --url | --token | --name | --replace | --work) ;; *) echo "config.sh: unknown $word" >&2; exit 1 ;;
esac ;; esac; done
echo "config.sh $*" >>/root/calls
touch .runner
`,
  "svc.sh": `#!/bin/sh
case $1 in install) echo actions.runner.me-servers.pi.service >.service ;; start) ;; *) exit 1 ;; esac
echo "svc.sh $*" >>/root/calls
`,
};

async function newcomer(): Promise<SystemRoot> {
  const system = await systemRoot("shadow", { folders: [root], offline: true });
  const programs = join(system.folder, "own-local/bin");
  for (const [name, text] of Object.entries(stubs)) {
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, name), text, { mode: 0o755 });
  }
  const archive = join(system.folder, "archive");
  mkdirSync(join(archive, "externals/node24/bin"), { recursive: true });
  for (const [name, text] of Object.entries(runner)) writeFileSync(join(archive, name), text, { mode: 0o755 });
  symlinkSync(process.execPath, join(archive, "externals/node24/bin/node"));
  execFileSync(tool("tar"), ["czf", join(system.folder, "runner.tar.gz"), "-C", archive, "."]);
  const template = join(system.folder, "template");
  mkdirSync(template);
  for (const path of [".github", "action.yml", "bin", "dist", "docs", "results", "systemd", "README.md"])
    execFileSync(tool("cp"), ["-r", join(root, path), template]);
  chmodSync(join(system.folder, "tmp"), 0o1777);
  mkdirSync(join(system.folder, "etc/systemd/system"), { recursive: true });
  // What the newcomer pastes.
  writeFileSync(join(system.folder, "pasted"), "github_pat_x\n");
  return system;
}

/** Goes on after what fails, and tells it at the end. */
const watched = "set -Eo pipefail\ntrap 'echo \"FAILED: $BASH_COMMAND\"' ERR\ncd\n";

describeWith([...systemRootTools, "bash", "git", "tar", "ip", "curl"], "the first evening", () => {
  it("goes as the README says", async () => {
    const system = await newcomer();
    const path = "PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    const script = join(system.folder, "walk");
    writeFileSync(script, `${watched}${steps().join("\n")}\n`);
    const ran = system.run(["/usr/bin/env", path, "USER=root", "/bin/sh", "-c", "exec bash /walk </pasted"]);
    const failed = [...ran.stdout.matchAll(/^FAILED: (.*)$/gm)].map(([, command = ""]) => command);
    // No host of the sample is there to be examined.
    expect(
      failed.filter((command) => !/server-monitor doctor /.test(command)),
      ran.stderr,
    ).toEqual([]);
    expect(ran.stdout).toMatch(/ ✓ push: \/root\/remote\.git has taken a push/);
    const calls = readFileSync(join(system.folder, "root/calls"), "utf8").split("\n");
    for (const call of calls.filter((each) => each.startsWith("gh ") && each !== "gh --version")) checkGh(call);
    expect(calls).toContain(
      "config.sh --unattended --labels monitor --url https://github.example/me/servers --token REGISTRATION",
    );
    expect(calls.filter((call) => call.startsWith("svc.sh"))).toEqual(["svc.sh install root", "svc.sh start"]);
    expect(readFileSync(join(system.folder, "root/secret.INVENTORY"), "utf8")).toMatch(/^servers:/m);
    expect(readFileSync(join(system.folder, "root/secret.CREDENTIALS"), "utf8")).toContain("/root/server-monitor-key");
    expect(readFileSync(join(system.folder, "etc/server-monitor/token"), "utf8")).toBe("github_pat_x\n");
    expect(calls.at(-2)).toBe("gh variable set MONITOR --body on");
  });
});

function checkGh(call: string): void {
  const [, first = "", second = "", ...rest] = call.split(" ");
  const flags = ghFlags[`${first} ${second}`] ?? ghFlags[first];
  expect(flags, call).toBeDefined();
  for (const word of [second, ...rest].filter((each) => /^--?[a-zA-Z]/.test(each))) expect(flags, call).toContain(word);
}
