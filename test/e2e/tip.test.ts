/** What runs before have left is known to the next run, whatever the checkout holds of it. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ssh2, { type Connection } from "ssh2";
import { expect, it, onTestFinished } from "vitest";
import { newKey } from "../../src/demo/ssh-host.ts";
import { minuteType } from "../../src/row/values.ts";
import { readSimpleCsv, runAction } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, checkout, checkoutAgain, clone, git, pushFromElsewhere } from "../support/git-remote.ts";
import { type OddServer, oddHostKey, plainPacketTypes, replaceHostKey, startSsh2 } from "../support/hostile-ssh.ts";
import { runCommand } from "../support/in-process.ts";
import { currentUser, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith, tool } from "../support/tools.ts";

interface Kind {
  readonly kind: string;
  readonly branch?: string;
  readonly make: (remote: string, workspace: string) => void;
  /** What becomes of the checkout between two runs. */
  readonly between?: (workspace: string) => void;
}

const kinds: readonly Kind[] = [
  { kind: "a clone of the default branch", make: clone },
  {
    kind: "a clone beside a branch for the results",
    branch: "results",
    make: (remote, workspace) => {
      git(remote, "branch", "results", "main");
      clone(remote, workspace);
    },
  },
  { kind: "a clone beside an orphan branch for the results", branch: "results", make: clone },
  {
    kind: "a sparse checkout without the results",
    make: (remote, workspace) => {
      clone(remote, workspace, "--sparse");
      git(workspace, "sparse-checkout", "set", "docs");
    },
  },
  {
    kind: "a partial clone (blob:none)",
    make: (remote, workspace) => {
      git(remote, "config", "uploadpack.allowFilter", "true");
      git(remote, "config", "uploadpack.allowAnySHA1InWant", "true");
      clone(`file://${remote}`, workspace, "--filter=blob:none", "--no-checkout");
    },
  },
  {
    kind: "a checkout of depth 1",
    make: (remote, workspace) => void checkout(`file://${remote}`, workspace, "main"),
    between: (workspace) => void checkoutAgain(workspace, "main"),
  },
  {
    kind: "a persistent runner that is cleaned, at the commit before",
    make: clone,
    between: (workspace) => {
      git(workspace, "reset", "--quiet", "--hard", "HEAD~1");
      git(workspace, "clean", "-ffdx", "--quiet");
    },
  },
  {
    kind: "a linked worktree",
    make: (remote, workspace) => {
      clone(remote, `${workspace}-main`);
      git(`${workspace}-main`, "worktree", "add", "--quiet", "--detach", workspace);
    },
  },
];

/** A host that lets everybody in, with a key that the test changes. What clients sent since then is kept apart. */
async function startSwappable() {
  let key = oddHostKey.private;
  let seen = 0;
  const connection = (client: Connection) => {
    const parsed = ssh2.utils.parseKey(key);
    if (parsed instanceof Error) throw parsed;
    replaceHostKey(client, parsed);
    client.on("authentication", (context) => context.accept());
    client.on("session", (accept) => accept().on("exec", (take) => take().end()));
  };
  const server: OddServer = await startSsh2({ connection });
  onTestFinished(server.stop);
  const swap = () => {
    key = newKey().private;
    seen = server.received().length;
  };
  const packetsSince = async () => {
    await server.abandoned();
    return plainPacketTypes(server.received().subarray(seen));
  };
  return { port: server.port, swap, packetsSince };
}

async function scene({ branch, make }: Kind) {
  const home = temporaryFolder();
  const remote = bareRemote(home, { "README.md": "hello\n", "docs/index.md": "hello\n" });
  const workspace = join(home, "work");
  make(remote, workspace);
  const key = makeKey(join(home, "id_ed25519"));
  const web = await startSshd({ users: { [currentUser]: [key.publicKey] } });
  onTestFinished(web.stop);
  const nas = await startSwappable();
  const servers = [
    { name: "gone", ip: "127.255.255.255", type: "ping" },
    { name: "web", ip: web.address, port: web.port, creds: "pi", known_ports: "1-65535" },
    { name: "nas", ip: "127.0.0.1", port: nas.port, creds: "pi", ping: false },
  ];
  const inputs = {
    inventory: JSON.stringify({ servers }),
    credentials: `pi: { username: ${currentUser}, key_filename: ${key.path} }`,
    "host-key-policy": "accept-new",
    ...(branch === undefined ? {} : { branch }),
  };
  return { home, remote, workspace, nas, inputs };
}

const minuteMs = 60_000;

/** Somebody else corrects the boots in the rows, on the branch. What they come to is what the next row has to keep. */
function moveBoots(remote: string, folder: string, branch: string): string {
  execFileSync("git", ["clone", "--quiet", "--branch", branch, remote, folder]);
  const name = git(folder, "ls-files", "results/node_*.csv");
  const path = join(folder, name);
  const text = git(folder, "show", `HEAD:${name}`);
  const boot = readSimpleCsv(text).find(({ host }) => host === "web")?.["last_boot"] ?? "";
  const moved = minuteType.encode(new Date(Date.parse(boot) + minuteMs));
  writeFileSync(path, `${text.replaceAll(boot, moved)}\n`);
  git(folder, "commit", "--quiet", "-am", "boots");
  git(folder, "push", "--quiet", "origin", `HEAD:${branch}`);
  return moved;
}

describeWith([...sshdTools, "git", "ping"], "the runs before, from", () => {
  it.each(kinds)("$kind, are known to the next run", async (kind) => {
    const { home, remote, workspace, nas, inputs } = await scene(kind);
    const place = { home, workspace };
    const start = Date.now();
    const first = await runCommand(inputs, place, new Date(start - 20 * minuteMs));
    expect(first).toMatchObject({ fault: undefined, asked: 3, report: { rows: 3, alerts: { changes: [] } } });
    const branch = kind.branch ?? "main";
    const boot = moveBoots(remote, join(home, "elsewhere"), branch);
    kind.between?.(workspace);
    nas.swap();

    const second = await runCommand(inputs, place, new Date(start));
    expect(second.fault).toBeUndefined();
    const opened = second.report?.alerts.changes.map(({ alert: { kind: what, host } }) => `${what}:${host}`);
    expect(opened?.sort()).toEqual(["down:gone", "host-key:nas"]);
    const [, web, changed] = second.report?.hosts.map(({ result }) => result) ?? [];
    expect(web).toMatchObject({ host: "web", lastBoot: boot, problems: [] });
    expect(changed).toMatchObject({ host: "nas", problems: [{ code: "ssh:host-key-changed" }] });
    // Two messages of the key exchange; without the third nothing could be said in secret, and nothing was.
    expect(await nas.packetsSince()).toEqual([20, 30]);
    expect(git(remote, "show", `${branch}:results/known_hosts`).split("\n")).toHaveLength(2);

    const third = await runCommand({ ...inputs, "min-interval": "1h" }, place, new Date(start + minuteMs));
    expect(third).toMatchObject({
      asked: 0,
      fault: undefined,
      infos: [expect.stringMatching(/^nothing to do: the newest/)],
    });
    const more = kind.branch === undefined ? {} : { branch: kind.branch };
    const dog = await runCommand({ command: "watchdog", ...more }, place, new Date(start + minuteMs));
    expect(dog).toMatchObject({
      fault: undefined,
      infos: [expect.stringMatching(/^the monitor is alive: .*, 1 min old$/)],
    });
    await runCommand({ command: "report", month: "current", ...more }, place, new Date(start + minuteMs));
    const page = new Date(start + minuteMs).toISOString().slice(0, 7);
    const figures = JSON.parse(git(remote, "show", `${branch}:results/${page}.json`));
    expect(figures.hosts.map(({ host }: { host: string }) => host).sort()).toEqual(["gone", "nas", "web"]);
  });
});

describeWith(["git", "ping"], "the compiled action", () => {
  it("rests after a row that is on a branch of its own alone", async () => {
    const home = temporaryFolder();
    const workspace = clone(bareRemote(home), join(home, "work"));
    const inputs = { inventory: "127.0.0.1", branch: "results" };
    expect(await runAction(inputs, { home, workspace })).toMatchObject({ code: 0, outputs: { rows: "1" } });
    const second = await runAction({ ...inputs, "min-interval": "1h" }, { home, workspace });
    expect(second).toMatchObject({ code: 0, outputs: {} });
    expect(second.stdout).toContain("nothing to do: the newest row is ");
  });
});

describeWith(["git", "ping"], "the calls of git that reach the remote", () => {
  /** A git before the real one, which notes what it is asked for. */
  function noted(folder: string) {
    const [log, bin] = [join(folder, "calls"), join(folder, "bin")];
    mkdirSync(bin);
    writeFileSync(join(bin, "git"), `#!/bin/sh\necho "$@" >>'${log}'\nexec '${tool("git")}' "$@"\n`, { mode: 0o755 });
    const calls = () => {
      const lines = readFileSync(log, "utf8").split("\n");
      rmSync(log);
      return lines.flatMap((line) => / (ls-remote|fetch|push) /.exec(line)?.[1] ?? []);
    };
    return { environment: { PATH: `${bin}:${process.env["PATH"]}` }, calls };
  }

  it("are one before the checks and one after, a fetch more where the branch has moved, and one in a run that rests", async () => {
    const home = temporaryFolder();
    const remote = bareRemote(home);
    const workspace = clone(remote, join(home, "work"));
    const { environment, calls } = noted(home);
    const check = (more = {}) => runCommand({ inventory: "127.0.0.1", ...more }, { home, workspace, environment });
    await check();
    expect(calls()).toEqual(["ls-remote", "push"]);
    await check({ "min-interval": "1h" });
    expect(calls()).toEqual(["ls-remote"]);
    pushFromElsewhere(remote, join(home, "elsewhere"), { "notes.md": "theirs\n" });
    await check({ inventory: "127.0.0.2" });
    expect(calls()).toEqual(["ls-remote", "fetch", "push"]);
    await check({ inventory: "127.0.0.3", branch: "results" });
    expect(calls()).toEqual(["ls-remote", "push"]);
    git(workspace, "checkout", "--quiet", "--detach");
    await check({ inventory: "127.0.0.4" });
    // The name of the default branch is asked for once.
    expect(calls()).toEqual(["ls-remote", "ls-remote", "push"]);
  });
});
