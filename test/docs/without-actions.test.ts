/**
 * The way without GitHub Actions, and the external scheduler before and after it on the same machine: every block of both pages is
 * pasted into a terminal of a fresh Debian. What stands in for GitHub and systemd: test/support/newcomer.ts.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { newcomersMachine, newcomersServers, newcomerTools, terminalOf, walk } from "../support/newcomer.ts";
import { failedIn } from "../support/terminal.ts";
import { describeWith } from "../support/tools.ts";
import { saysHowLong, saysHowToSee, stepsOf } from "../support/walked-page.ts";

const steps = stepsOf("docs/without-actions.md");
const clock = stepsOf("docs/second-clock.md", "Set-up, on the monitor's machine");
const readme = stepsOf("README.md", "Fifteen minutes from zero");

it("has steps that say how long they take and how to see that they worked", () => {
  expect(steps.map(({ title }) => title.split(".")[0])).toEqual(["", ..."123456"]);
  for (const { title, text } of steps.slice(1)) {
    expect(text, title).toMatch(saysHowLong);
    expect(text, title).toMatch(saysHowToSee);
  }
});

describeWith(newcomerTools, "a timer instead of GitHub Actions", () => {
  it("is set up as the page says, beside the external scheduler", async (test) => {
    const server = await newcomersServers(test, "bookworm");
    const machine = await newcomersMachine(test, "trixie", server);
    const terminal = await terminalOf(machine);
    const go = (blocks: Parameters<typeof walk>[2]) =>
      walk(terminal, server, blocks, "/etc/server-monitor/inventory.yml");
    const exit = [{ language: "sh", code: "exec true" }];
    const scheduler = clock.flatMap(({ blocks }) => blocks);
    // root, then ada, who has a clone of her repository; then root again.
    let shown = await go([...readme.slice(0, 3).flatMap(({ blocks }) => blocks), ...scheduler, ...exit]);
    shown += await go([
      { language: "sh", code: "git init -q --bare -b main /srv/servers.git; chmod -R a+w /srv/servers.git" },
    ]);
    shown += await go(steps.flatMap(({ blocks }) => blocks));
    shown += await go([{ language: "sh", code: "su - ada" }, { language: "sh", code: "cd servers" }, ...scheduler]);
    expect(failedIn(shown), shown).toEqual([]);
    expect(shown).toMatch(/^v24\./m);
    expect(shown).toMatch(/^everything works$/m);
    expect(shown).toMatch(/^2 hosts: 2 up$/m);
    const modeOf = (path: string) => statSync(join(machine.folder, path)).mode & 0o777;
    expect(
      ["", "token", "inventory.yml", "key"].map((name) => modeOf(`etc/server-monitor/${name}`).toString(8)),
    ).toEqual([...["711", "600", "400", "600"]]);
    const calls = readFileSync(join(machine.folder, "srv/calls"), "utf8").split("\n");
    expect(calls).toContain("systemctl enable --now server-monitor.timer server-monitor-report.timer");
    expect(calls.filter((call) => call === 'header = "Authorization: Bearer github_pat_x"')).toHaveLength(2);
  });
});
