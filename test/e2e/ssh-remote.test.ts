/** A remote over SSH, with git's own client and a deploy key, as on a Pi without GitHub Actions. */
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runCli } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { bareRemote, clone, git } from "../support/git-remote.ts";
import { currentUser, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";

describeWith([...sshdTools, "ssh", "git", "ping"], "a remote over SSH", () => {
  async function scene(knownHosts: "accept-new" | "yes") {
    const home = temporaryFolder();
    const remote = bareRemote(home);
    const key = makeKey(join(home, "deploy"));
    const sshd = await startSshd({ users: { [currentUser]: [`restrict ${key.publicKey}`] } });
    onTestFinished(sshd.stop);
    const workspace = clone(remote, join(home, "work"));
    const url = `ssh://${currentUser}@${sshd.address}:${sshd.port}${remote}`;
    git(workspace, "remote", "set-url", "origin", url);
    const options = `-i ${key.path} -o UserKnownHostsFile=${home}/known_hosts -o StrictHostKeyChecking=${knownHosts}`;
    return { home, remote, workspace, environment: { GIT_SSH_COMMAND: `ssh -F none ${options}` } };
  }

  it("takes the rows", async () => {
    const runner = await scene("accept-new");
    const ran = await runCli(["check", "--inventory", "127.0.0.1"], runner);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(git(runner.remote, "log", "-1", "--format=%s", "main")).toBe("check: 1 host, 1 up");
  });

  it("with an unknown key is reported with its fix, and the rows are queued", async () => {
    const runner = await scene("yes");
    const ran = await runCli(["check", "--inventory", "127.0.0.1"], runner);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/the SSH host key of ssh:\/\/\S+ is not known; add it to ~\/\.ssh\/known_hosts/);
    expect(ran.stdout).toContain("1 row, 1 row waiting to be pushed, ");
  });
});
