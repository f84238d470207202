import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ignoreOtherHostKeys } from "../../src/ssh/other-host-keys.ts";
import { runOn, withKey } from "../support/ssh-session.ts";
import { currentUser, type KeyFile, makeKey, type Sshd, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";

describeWith(sshdTools, "the host keys that OpenSSH sends after the login", () => {
  const folder = mkdtempSync(join(tmpdir(), "server-monitor-host-keys-"));
  let key: KeyFile;
  let sshd: Sshd;
  beforeAll(async () => {
    key = makeKey(join(folder, "key"));
    sshd = await startSshd({
      hostKeys: ["ed25519", "ecdsa", "rsa"],
      users: { [currentUser]: [key.publicKey] },
      config: ["LogLevel DEBUG3"],
    });
  });
  afterAll(async () => {
    await sshd.stop();
    rmSync(folder, { recursive: true });
  });

  it("are left alone: the host is not asked to sign with each of them", async () => {
    const identities = [withKey(currentUser, key.path)];
    const outcome = await runOn({ port: sshd.port, knownHosts: sshd.knownHosts, identities });
    expect(outcome).toMatchObject({ problems: [], value: { text: "hello\n@end\n" } });
    await sshd.logged(/Disconnected from|Received disconnect/);
    expect(sshd.log()).toMatch(/notify_hostkeys: sent/);
    expect(sshd.log()).not.toContain("hostkeys-prove");
  });

  it("a changed ssh2 is noticed", () => {
    expect(() => ignoreOtherHostKeys(new ssh2.Client())).toThrow("ssh2 has changed");
  });
});
