/**
 * The README's way from nothing to the first rows, as a newcomer goes it on a fresh Debian, from root's first login on: every
 * block is pasted into a terminal in the order of the page, and what is asked is answered. The server is a Debian with a sshd of
 * its own. Of GitHub and of systemd there are stand-ins: test/support/newcomer.ts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { DebianRoot, DebianSuite } from "../support/debian-root.ts";
import { newcomersMachine, newcomersServers, newcomerTools, terminalOf, walk } from "../support/newcomer.ts";
import { failedIn } from "../support/terminal.ts";
import { describeWith } from "../support/tools.ts";
import { type Block, missingLines, saysHowLong, saysHowToSee, stepsOf } from "../support/walked-page.ts";

const steps = stepsOf("README.md", "Fifteen minutes from zero");
const otherStart = stepsOf("README.md", "In a repository that you have already");

it("has steps that say how long they take and how to see that they worked", () => {
  expect(steps.map(({ title }) => title.split(".")[0])).toEqual(["", ..."01234567"]);
  for (const { title, text } of steps.slice(1)) {
    expect(text, title).toMatch(saysHowLong);
    expect(text, title).toMatch(saysHowToSee);
  }
  expect(otherStart[0]?.text).toMatch(saysHowLong);
  expect(otherStart[0]?.text).toMatch(saysHowToSee);
});

const samplesOf = (blocks: readonly Block[]) =>
  blocks.filter(({ language }) => language === "text").flatMap(({ code }) => code.split("\n"));

const inventory = "~/inventory.yml";
const blocksBefore = (number: number) =>
  steps
    .slice(
      0,
      steps.findIndex(({ title }) => title.startsWith(`${number}. `)),
    )
    .flatMap(({ blocks }) => blocks);
const blocksOf = (...numbers: readonly number[]) =>
  numbers.flatMap((number) => steps.find(({ title }) => title.startsWith(`${number}. `))?.blocks ?? []);

describeWith(newcomerTools, "the first evening", () => {
  it.for<[DebianSuite, DebianSuite]>([
    ["bookworm", "trixie"],
    ["trixie", "bookworm"],
  ])("goes as the README says on %s, with a server on %s", async ([suite, serverSuite], test) => {
    const server = await newcomersServers(test, serverSuite);
    const machine = await newcomersMachine(test, suite, server);
    const terminal = await terminalOf(machine);
    const at = (path: string) => readFileSync(join(machine.folder, path), "utf8");
    const trial = "server-monitor check --inventory ~/inventory.yml --push false && git stash --include-untracked";
    const blocks = [...blocksBefore(6), { language: "sh", code: trial }, ...blocksOf(6, 7)];
    const shown = await walk(terminal, server, blocks, inventory);
    expect(failedIn(shown), shown).toEqual([]);
    expect(missingLines(samplesOf(blocks), shown), shown).toEqual([]);
    expect(shown).toMatch(/^✓ Logged in as ada$/m);
    expect(shown).toMatch(/^pi is online$/m);
    expect(shown).toMatch(/^2 hosts, no errors$/m);
    expect(shown).not.toMatch(/^ {2}✗/m);
    expect(shown).toMatch(/^check: 2 hosts, 2 up$/m);
    expect(shown).toMatch(/^completed {2}success {2}check /m);
    expect(at("etc/systemd/system/actions.runner.me-servers.pi.service")).toMatch(/^User=ada$/m);
    expect(at("srv/secret.INVENTORY")).toBe(at("home/ada/inventory.yml"));
    expectTimer(at("srv/calls"));

    // The same machine, with a repository that was not made from the template.
    const ours = "cd && git init -q --bare -b main /srv/own.git && git clone https://github.com/me/own.git && cd own";
    const own = [...(otherStart[0]?.blocks ?? []), ...blocksOf(3).slice(0, 1), ...blocksOf(5, 7)];
    const again = await walk(
      terminal,
      server,
      [{ language: "sh", code: ours }, ...own.map(withoutTemplate)],
      inventory,
    );
    expect(failedIn(again), again).toEqual([]);
    expect(again).toMatch(/^everything works$/m);
    expect(at("home/ada/own/.github/workflows/check.yml")).toContain("- uses: OWNER/server-monitor@v1\n");

    if (suite === "trixie") expectRealFlags(machine, at("srv/calls"));
  });
});

/** As the text says; the key and the account are there. */
function withoutTemplate({ language, code }: Block): Block {
  const lines = code.split("\n").filter((line) => !/^(ssh-keygen|server-monitor invite) /.test(line));
  return { language, code: lines.join("\n").replaceAll("$PWD", "$HOME/server-monitor") };
}

function expectTimer(calls: string): void {
  const lines = calls.split("\n");
  expect(lines).toContain("systemctl enable --now server-monitor-dispatch.timer server-monitor-watchdog.timer");
  expect(lines).toContain('url = "https://api.github.com/repos/me/servers/actions/workflows/check.yml/dispatches"');
  expect(lines).toContain('header = "Authorization: Bearer github_pat_x"');
}

/** The gh of Debian 13 knows every command and flag that its stand-in was called with. */
function expectRealFlags(machine: DebianRoot, calls: string): void {
  expect(machine.run(["/usr/bin/apt-get", "install", "--yes", "gh"]).code).toBe(0);
  const called = [...calls.matchAll(/^gh (api|[a-z]+ [a-z]+)(?: (.*))?$/gm)];
  const commands = new Set(called.map(([, command = ""]) => command));
  expect(commands.size).toBeGreaterThan(8);
  for (const command of commands) {
    const { code, stdout } = machine.run(["/usr/bin/gh", ...command.split(" "), "--help"]);
    expect({ command, code, help: stdout }).toMatchObject({ code: 0, help: expect.stringMatching(`gh ${command} `) });
    const words = called.filter(([, name]) => name === command).flatMap(([, , rest = ""]) => rest.split(" "));
    for (const flag of words.filter((word) => /^--?[a-zA-Z][a-z-]*$/.test(word)))
      expect(stdout, command).toMatch(new RegExp(`^ .*(?<![\\w-])${flag}\\b`, "m"));
  }
}
