import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { codesOf, detailOf, runOn, withKey } from "../support/ssh-session.ts";
import { currentUser, type KeyFile, makeKey, startSshd } from "../support/sshd.ts";
import { describeWith, findTool, tool } from "../support/tools.ts";

/** What this machine's OpenSSH speaks: a server cannot be limited to anything else. */
const exchangesSpoken =
  findTool("ssh") === undefined ? [] : execFileSync(tool("ssh"), ["-Q", "kex"], { encoding: "utf8" }).split("\n");

describeWith(["sshd", "ssh", "ssh-keygen"], "OpenSSH that is limited to algorithms that we do not speak", () => {
  let folder = "";
  let key: KeyFile;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "server-monitor-algorithms-"));
    key = makeKey(join(folder, "key"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function ask(line: string) {
    const sshd = await startSshd({ users: { [currentUser]: [key.publicKey] }, config: [line] });
    const identities = [withKey(currentUser, key.path)];
    const outcome = await runOn({ port: sshd.port, knownHosts: sshd.knownHosts, identities });
    await sshd.stop();
    return outcome;
  }

  const exchanges = ["sntrup761x25519-sha512@openssh.com", "mlkem768x25519-sha256", "diffie-hellman-group18-sha512"];

  it.each(exchanges.filter((name) => exchangesSpoken.includes(name)))(
    "is not called weak: %s is sound, and the change that is named helps",
    async (exchange) => {
      const outcome = await ask(`KexAlgorithms ${exchange}`);
      expect(codesOf(outcome)).toEqual(["ssh:algorithms"]);
      expect(detailOf(outcome)).toContain(`no key exchange algorithm in common with the host: it offers "${exchange}"`);
      expect(detailOf(outcome)).toContain("the monitor does not support these secure algorithms yet");
      expect(detailOf(outcome)).not.toMatch(/broken|weak/);
      const [, added] = /add (\S+) to KexAlgorithms in the host's sshd_config/.exec(detailOf(outcome)) ?? [];
      expect((await ask(`KexAlgorithms ${exchange},${added}`)).problems).toEqual([]);
    },
  );

  it("is not called weak for its MACs either", async () => {
    // The ciphers that we share with it but these bring no MAC of their own.
    const outcome = await ask("MACs umac-128-etm@openssh.com\nCiphers aes256-ctr");
    expect(codesOf(outcome)).toEqual(["ssh:algorithms"]);
    expect(detailOf(outcome)).toContain("add hmac-sha2-256-etm@openssh.com to MACs in the host's sshd_config");
  });

  it("is called weak where it is", async () => {
    const outcome = await ask("KexAlgorithms diffie-hellman-group1-sha1");
    expect(detailOf(outcome)).toContain("update the host's SSH server: its algorithms are broken or weak");
  });
});
