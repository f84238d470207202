/** The doctor names what the probe could not read of a host, and what would make it readable. */
import { expect, it } from "vitest";
import { unreadFindings } from "../../src/doctor/unread.ts";
import { probeRevision } from "../../src/facts/answer.ts";
import type { FactValues } from "../../src/facts/index.ts";
import type { Host } from "../../src/inventory/host.ts";
import { terminalText } from "../../src/safe-text.ts";
import { hostOf } from "../support/ssh-session.ts";

const host = { ...hostOf({ port: 22, identities: [] }), id: "web-1", address: "192.0.2.10" };
const whole: FactValues = {
  revision: probeRevision,
  bootId: "00000000",
  failedUnits: [],
  sshLogins: [],
  packagesDays: 1,
  checks: [],
  gpus: [],
};

function wordsFor(facts: FactValues | undefined, more: Partial<Host> = {}): string[] {
  return unreadFindings({ ...host, ...more }, facts).map(
    ({ verdict, what, detail }) => `${verdict} ${what}: ${terminalText(detail)}`,
  );
}

it("has nothing to say where all was read, or nothing was asked", () => {
  expect(wordsFor(whole)).toEqual([]);
  expect(wordsFor(undefined)).toEqual([]);
});

it("names each fact with what would make it readable", () => {
  const owners = [{ user: "root", process: undefined }];
  const listeners = [{ port: 80, protocol: "tcp" as const, addresses: ["0.0.0.0"], owners }];
  const facts = { revision: probeRevision, bootId: "00000000", listeners, checks: ["backup:missing"] };
  const words = wordsFor(facts, { type: "miner" });
  expect(words.map((line) => line.split(": ")[1])).toEqual([
    "failed units",
    "the programs behind some open ports",
    "the age of the package lists",
    "who logs in over SSH between two checks",
    "expected checks",
    "the GPUs",
  ]);
  expect(words[0]).toContain("apt-get install dbus");
  expect(words[3]).toContain("on the host: usermod -aG systemd-journal USER (adm, where there is no journal)");
  expect(words[3]).toContain(
    "; a host with neither a journal nor auth.log or secure in /var/log has no log that could be read",
  );
  expect(words[4]).toContain("chmod 644");
  const identities = [{ username: "monitor" }];
  expect(wordsFor({ ...whole, sshLogins: undefined }, { identities })[0]).toContain("-aG systemd-journal monitor (");
});

it("says of an old copy of the probe how to renew it, and nothing else", () => {
  expect(wordsFor({ revision: 1 })).toEqual([
    "odd probe: the copy that is installed there is older than this program, and does not tell everything: paste what `server-monitor invite web-1 192.0.2.10 --key FILE.pub` prints, once more",
  ]);
});
