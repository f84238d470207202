/** What a person sees in a terminal of 60, 80 and 120 columns, and in a pipe. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cellWidth } from "../../src/output/wrap.ts";
import { runCli } from "../support/action.ts";
import { temporaryFolder } from "../support/folder.ts";
import { runInTerminal } from "../support/pseudo-terminal.ts";
import { describeWith } from "../support/tools.ts";
import { startHttp } from "../support/web.ts";

const widths = [60, 80, 120];
const longName = "a-host-with-a-name-of-63-letters-which-is-the-longest-allowed-1";

/** Two hosts that answer, and one whose page fails. No program is needed for any of them. */
async function threeHosts(): Promise<string> {
  const [good, bad] = [
    await startHttp((_request, response) => response.end("well")),
    await startHttp((_request, response) => response.writeHead(502).end()),
  ];
  const host = (name: string, origin: string) => ({ name, ip: "127.0.0.1", ping: false, home_page: origin });
  return JSON.stringify({
    servers: [host("broken", bad.origin), host("web-1", good.origin), host(longName, good.origin)],
  });
}

/** What must stay in one piece: a path, an address or a command may be longer than a line. */
function isInOnePiece(line: string): boolean {
  return /^ *(server-monitor |cd |rm |git )/.test(line) || !line.trim().includes(" ");
}

function expectToFit(lines: readonly string[], columns: number): void {
  const long = lines.filter((line) => cellWidth(line) > columns && !isInOnePiece(line));
  expect(long).toEqual([]);
}

describeWith(["script", "stty"], "a terminal", () => {
  it.each(widths)(
    "of %s columns shows a check in whole rows, what is wrong last, and no trace of the progress",
    async (columns) => {
      const home = temporaryFolder();
      const words = ["check", "--push", "false", "--issues", "false", "--inventory", await threeHosts()];
      const { lines, widest, written } = await runInTerminal(words, { columns, home });
      expectToFit(lines, columns);
      expect(widest).toBeLessThanOrEqual(columns);
      expect(written).toContain("reading earlier rows");
      expect(written).toContain("of 3 hosts checked");
      expect(written).toContain("writing the rows");
      const text = lines.join("\n");
      expect(text).not.toMatch(/reading earlier rows|hosts checked|writing the rows/);
      expect(text.indexOf("\nbroken ")).toBeGreaterThan(text.indexOf("\nweb-1 "));
      expect(lines.slice(-3)).toEqual([expect.stringMatching(/^3 rows, /), "3 hosts: 2 up, 1 in trouble", ""]);
      expect(written).toContain("\u001b[33mtrouble");
    },
  );

  it.each(widths)("of %s columns shows a demo that fits, and names files that are there", async (columns) => {
    const home = temporaryFolder();
    const { lines } = await runInTerminal(["demo"], { columns, home, environment: { TMPDIR: home } });
    expectToFit(lines, columns);
    expect(lines.filter((line) => /^ {2}[0-9a-f]{7,} (check|report): /.test(line))).toHaveLength(3);
    const [, folder = ""] = /\n {2}cd (\S+)\n/.exec(lines.join("\n")) ?? [];
    const files = lines.flatMap((line) => /^ {2}((?:mail|repository|site)\/\S+)/.exec(line)?.[1] ?? []);
    expect(files).toEqual(expect.arrayContaining(["site/index.html", "mail/alert.html", "mail/report.html"]));
    expect(files.length).toBeGreaterThan(4);
    for (const file of files)
      expect(spawnSync("sh", ["-c", `ls ${file}`], { cwd: folder, encoding: "utf8" })).toMatchObject({ status: 0 });
  });

  it.each(widths)("of %s columns shows a validated inventory", async (columns) => {
    const home = temporaryFolder();
    const inventory = JSON.stringify({
      defaults: {
        known_ports: "22, 80, 443, 8000-8010, 53/udp",
        ssh_peers: "10.0.0.0/8, 2001:db8::/32, home.example.org",
      },
      servers: [{ ip: "2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff" }, { ip: "192.0.2.1", name: longName }],
    });
    const { lines } = await runInTerminal(["validate", "--inventory", inventory], { columns, home });
    expectToFit(lines, columns);
    expect(lines[0]).toMatch(/^NAME +ADDRESS +CHECKS +PORTS +PEERS$/);
    expect(lines.at(-2)).toBe("2 hosts, no errors");
  });

  it.each(widths)("of %s columns shows help", async (columns) => {
    const home = temporaryFolder();
    for (const words of [[], ["check", "--help"], ["replay", "--help"]]) {
      const { lines } = await runInTerminal(words, { columns, home });
      expectToFit(lines, columns);
      expect(lines.length).toBeGreaterThan(10);
    }
  });

  it("shows no colour where NO_COLOR is set", async () => {
    const home = temporaryFolder();
    const words = ["check", "--push", "false", "--issues", "false", "--inventory", await threeHosts()];
    const { written } = await runInTerminal(words, { columns: 80, home, environment: { NO_COLOR: "1" } });
    expect(written).not.toMatch(/\u001b\[\d+m/);
  });

  it("clears the progress before it says what is wrong", async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "results"), "a file in place of the folder");
    const words = ["check", "--push", "false", "--inventory", "127.0.0.1"];
    const { lines } = await runInTerminal(words, { columns: 80, home });
    expect(lines.every((line) => line === "" || /^(error: | {2})/.test(line))).toBe(true);
    expect(lines[0]).toMatch(/^error: /);
  });
});

describe("a pipe", () => {
  it("gets colours where FORCE_COLOR is set, and rows as wide as they are", async () => {
    const home = temporaryFolder();
    const words = ["check", "--push", "false", "--issues", "false", "--inventory", await threeHosts()];
    const plain = await runCli(words, { home, workspace: home });
    expect(plain.stdout).toMatch(new RegExp(`^${longName} +up +`, "m"));
    expect(plain.stdout).not.toContain("\u001b");
    const other = temporaryFolder();
    const forced = await runCli(words, { home: other, workspace: other, environment: { FORCE_COLOR: "1" } });
    expect(forced.stdout).toContain("\u001b[33mtrouble");
  });

  it("may be closed early: nothing is said about it, and the command goes on to its end", async () => {
    const home = temporaryFolder();
    const cli = join(import.meta.dirname, "..", "..", "dist", "cli.js");
    const script = '{ "$0" "$@"; echo "ended $?" >&2; } | true';
    const ran = spawnSync("sh", ["-c", script, process.execPath, cli, "check", "--help"], {
      cwd: home,
      encoding: "utf8",
    });
    expect(ran.stderr).toBe("ended 0\n");
  });
});
