/** Who watches the monitor: a run that is cut off, where it is seen from, and the watchdog, by the compiled action. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readSimpleCsv, runAction, runCli } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, git } from "../support/git-remote.ts";
import { currentUser, type KeyFile, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";
import { closedPort, startHttp } from "../support/web.ts";

function newRunner(environment: Readonly<Record<string, string>> = {}) {
  const home = temporaryFolder();
  const remote = bareRemote(home);
  return { home, remote, workspace: clone(remote, join(home, "work")), environment };
}

/** A results file of the remote's branch, by the start of its name. */
function pushed(remote: string, name: string): Record<string, string>[] {
  const files = git(remote, "ls-tree", "--name-only", "main:results").split("\n");
  const file = files.find((each) => each.startsWith(name));
  return file === undefined ? [] : readSimpleCsv(git(remote, "show", `main:results/${file}`));
}

describeWith(["git", "ping"], "a check to which no host answers", () => {
  const nobody = JSON.stringify({
    servers: [
      { name: "web-1", ip: "127.255.255.255", home_page: "http://127.255.255.255:9/" },
      { name: "nas", ip: "127.255.255.255", type: "ping" },
    ],
  });

  it("says nothing of the hosts where GitHub does not answer either", async () => {
    const runner = newRunner({ GITHUB_API_URL: `http://127.0.0.1:${await closedPort()}` });
    const ran = await runAction({ inventory: nobody }, runner);
    expect(ran.code).toBe(0);
    const reason =
      "not even the gateway answers|the gateway answers, the internet does not|the internet does not answer";
    expect(ran.summary).toMatch(new RegExp(`^### 2 hosts, monitor offline \\((${reason})\\)\\n`));
    expect(ran.outputs).toMatchObject({ hosts: "2", up: "0", down: "0", rows: "2" });
    expect(git(runner.remote, "log", "-1", "--format=%s", "main")).toMatch(/^check: 2 hosts, monitor offline \(/);
    for (const { time, host, ...cells } of [...pushed(runner.remote, "node"), ...pushed(runner.remote, "ping")])
      expect(Object.entries(cells).filter(([, cell]) => cell !== "")).toEqual([["errors", "monitor:offline"]]);
  });

  it("takes them for down where GitHub does answer", async () => {
    const { origin } = await startHttp(() => {});
    const runner = newRunner({ GITHUB_API_URL: `${origin}/api/v3` });
    const ran = await runAction({ inventory: nobody }, runner);
    expect(ran.outputs).toMatchObject({ hosts: "2", up: "0", down: "2", rows: "2" });
    expect(pushed(runner.remote, "ping")).toMatchObject([{ loss: "100", errors: "ping:unreachable" }]);
  });
});

/** A host to which we seem to come from an address. */
async function hostThatSees(address: string, key: KeyFile) {
  const command = `export SSH_CONNECTION='${address} 51234 127.0.0.1 22'; exec sh -s`;
  const sshd = await startSshd({ users: { [currentUser]: [`command="${command}" ${key.publicKey}`] } });
  onTestFinished(sshd.stop);
  const creds = [{ username: currentUser, key_filename: key.path }];
  const server = { name: `sees-${address}`, ip: sshd.address, port: sshd.port, creds };
  return { server, knownHosts: sshd.knownHosts };
}

describeWith(["git", "ping", ...sshdTools], "the history of public addresses", () => {
  it("comes from the hosts, also where it could not be pushed at once", async () => {
    const runner = newRunner();
    const key = makeKey(join(runner.home, "id_ed25519"));
    /** A check of a host to which we seem to come from an address, and of one in a network of our own. */
    const checkFrom = async (address: string) => {
      const hosts = await Promise.all([address, "10.0.0.1"].map((seen) => hostThatSees(seen, key)));
      const inventory = JSON.stringify({ servers: hosts.map(({ server }) => server) });
      return runAction({ inventory, "known-hosts": hosts.map(({ knownHosts }) => knownHosts).join("") }, runner);
    };
    const history = () => pushed(runner.remote, "public_ip").map(({ ip }) => ip);
    expect(await checkFrom("93.184.216.34")).toMatchObject({ code: 0, outputs: { up: "2" } });
    await checkFrom("93.184.216.34");
    expect(history()).toEqual(["93.184.216.34"]);

    renameSync(runner.remote, `${runner.remote}.away`);
    expect(await checkFrom("93.184.216.35")).toMatchObject({ code: 1 });
    renameSync(`${runner.remote}.away`, runner.remote);
    git(runner.workspace, "clean", "-ffdxq");
    git(runner.workspace, "checkout", "--quiet", "--", ".");
    await checkFrom("93.184.216.36");
    expect(history()).toEqual(["93.184.216.34", "93.184.216.35", "93.184.216.36"]);
  });

  it("comes from the service where one is named, and lacks a row where it does not say", async () => {
    const runner = newRunner();
    let address = "93.184.216.34";
    const { origin } = await startHttp((_request, response) => response.end(`${address}\n`));
    const inputs = { inventory: "127.0.0.1", "public-ip-url": `${origin}/` };
    await runAction(inputs, runner);
    address = "<html>";
    const vague = await runAction(inputs, runner);
    expect(vague).toMatchObject({ code: 0, outputs: { rows: "1" } });
    expect(vague.stdout).toContain(
      "::warning::the input `public-ip-url`: our address is not known: the answer is not a public address\n",
    );
    address = "93.184.216.35";
    await runAction(inputs, runner);
    expect(pushed(runner.remote, "public_ip").map(({ ip }) => ip)).toEqual(["93.184.216.34", "93.184.216.35"]);
    expect(git(runner.workspace, "status", "--porcelain")).toBe("");
  });
});

describeWith(["git", "ping"], "the watchdog", () => {
  it("needs no inventory, and is content while the monitor writes", async () => {
    const runner = newRunner();
    await runAction({ inventory: "127.0.0.1" }, runner);
    const elsewhere = { ...runner, workspace: clone(runner.remote, join(runner.home, "elsewhere")) };
    const ran = await runAction({ command: "watchdog" }, elsewhere);
    expect(ran).toMatchObject({ code: 0, outputs: {} });
    const alive = /^the monitor is alive: its newest row is of \d+ \w+ \d{4} \d\d:\d\d UTC, \d+ s old\n$/;
    expect(ran.stdout).toMatch(alive);
    expect(ran.summary).toBe(`🟢 ${ran.stdout}`);
    expect((await runCli(["watchdog"], elsewhere)).stdout).toMatch(alive);
  });

  it("is red when the monitor is silent", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "results"));
    writeFileSync(join(home, "results/ping_2001.csv"), "time,host\n2020-01-02T03:04:05Z,nas\n");
    const ran = await runAction({ command: "watchdog", "max-age": "1d" }, { home, workspace: home });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(
      /^::error::the monitor is silent: its newest row is of 2 Jan 2020 03:04 UTC, \d+ days(?: \d+ h)? old, and `max-age` is 1 day; look at [^\n]+\n$/,
    );
    expect(ran.summary).toMatch(/^🔴 the monitor is silent: [^\n]+\n$/);
    const typed = await runCli(["watchdog"], { home, workspace: home });
    expect(typed).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^error: the monitor is silent/),
    });
  });
});
