/** An rc file of the account puts another shell in the place of the one that was asked for. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { userInfo } from "node:os";
import { basename, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { probeScript, readFacts } from "../../src/facts/index.ts";
import { nobody } from "../facts/fake-host.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runOn, withKey } from "../support/ssh-session.ts";
import { currentUser, makeKey, sshdTools, startSshd } from "../support/sshd.ts";
import { describeWith } from "../support/tools.ts";

/** What the probe says on a host whose account has this `.bashrc`, while somebody is connected from 127.0.0.9. */
async function answerWith(bashrc: string) {
  const home = temporaryFolder();
  writeFileSync(join(home, ".bashrc"), bashrc);
  const key = makeKey(join(home, "key"));
  const users = { [currentUser]: [key.publicKey] };
  const sshd = await startSshd({ users, config: [`SetEnv HOME=${home}`] });
  onTestFinished(sshd.stop);
  const stranger = connect({ host: sshd.address, port: sshd.port, localAddress: "127.0.0.9" });
  await once(stranger, "data");
  onTestFinished(() => void stranger.destroy());
  const identities = [withKey(currentUser, key.path)];
  const session = await runOn({
    port: sshd.port,
    knownHosts: sshd.knownHosts,
    identities,
    script: probeScript("node"),
  });
  const { text = "", complaint } = session.value ?? {};
  return { text, complaint, port: stranger.localPort ?? 0, facts: readFacts(text, "node", nobody) };
}

const hexPort = (port: number) => port.toString(16).toUpperCase().padStart(4, "0");
// Only bash reads a .bashrc, as Debian builds it also for what sshd runs.
const loginShell = basename(userInfo().shell ?? "");
const notBash = "the login shell of this user is not bash";

describeWith([...sshdTools, "zsh", "mksh"], "the probe under an account", () => {
  it.for(["exec zsh", "exec bash", "exec mksh", "setopt() { :; }; set -eu; IFS=:"])(
    "whose .bashrc has `%s` finds the port and everybody who is connected to it",
    async (bashrc, test) => {
      test.skip(loginShell !== "bash", notBash);
      const { text, complaint, port, facts } = await answerWith(`${bashrc}\n`);
      expect(text).toMatch(/ own 0100007F:[0-9A-F]{4} 0100007F:[0-9A-F]{4}\n/);
      expect(text).toContain(` peer 0900007F ${hexPort(port)}\n`);
      expect(facts.problems).toEqual([]);
      expect(complaint).toBeUndefined();
      expect(facts.value).toMatchObject({ sshPeers: [], peerPorts: [], logins: [], clientAddress: "127.0.0.1" });
    },
  );

  it("whose .bashrc swallows the script is told from one that answers", async (test) => {
    test.skip(loginShell !== "bash", notBash);
    const { facts } = await answerWith("exec cat >/dev/null\n");
    expect(facts.value).toBeUndefined();
    expect(facts.problems.map(({ code }) => code)).toEqual(["probe:incomplete"]);
  });
});
