import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { marked, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { type Alert, alertKinds, newHostAlert } from "../../src/alerts/alert.ts";
import { detailsFor, findingDetails } from "../../src/alerts/finding-details.ts";
import { type IssueRecord, readRecord } from "../../src/alerts/issue-record.ts";
import {
  changeWords,
  commentOf,
  type IssueContext,
  issueBody,
  issueTitle,
  recoveryWords,
  returnWords,
} from "../../src/alerts/issue-text.ts";
import { problem } from "../../src/outcome.ts";
import type { Quote } from "../../src/words/cause.ts";
import { utcClock } from "../../src/words/instant.ts";
import { alert, minutesLater, noon, portAlert } from "../support/issue-alerts.ts";
import { deadNode, healthyNode } from "../support/results.ts";
import { typedRow } from "../support/typed-row.ts";

const context: IssueContext = {
  clock: utcClock(minutesLater(30)),
  details: [{ finding: "8080", words: (quote) => `process ${quote("nginx")} of user ${quote("www-data")}` }],
  resultsUrl: new URL("https://github.com/octo/monitor/tree/main/results"),
};

function recordOf({ kind, host, findings, since, flapping }: Alert): IssueRecord {
  return { kind, host, findings, earlier: findings, since, flapping, revision: 0, closed: undefined };
}

function bodyOf(found: Alert, around = context): string {
  return issueBody(found, recordOf(found), around);
}

describe("the text of an issue", () => {
  it("says what, since when, whose, with what evidence, what to do and how to accept it", () => {
    const body = bodyOf(portAlert(["22022", "8080"]));
    for (const line of [
      "`web-1`: ports `22022` and `8080` are open since 22 Nov 12:00. Last seen so 22 Nov 12:00.",
      "- port `8080` · process `nginx` of user `www-data` · first seen 22 Nov 12:00, in 2 checks",
      "| time | ports |\n| --- | --- |\n| 22 Nov 12:00 | `22022, 8080` |",
      "sudo ss -ltnp 'sport = :8080'",
      "In the inventory, at `web-1`:\n\n```yml\nknown_ports: 22022, 8080   # add to the ports that are there already\n```",
      "as **not planned**: what it lists is never raised again",
      "[All results](<https://github.com/octo/monitor/tree/main/results>)",
    ])
      expect(body).toContain(line);
  });

  it("names the key of a login, and offers to accept it", () => {
    const key = `SHA256:${"a+/".repeat(14)}A`;
    const cells = { mem_avail_mib: 3277, ssh_logins: `deploy@198.51.100.7/${key} eve@198.51.100.7/password` };
    const found = alert({
      ...{ kind: "peer", findings: ["deploy@198.51.100.7", "eve@198.51.100.7"] },
      evidence: [typedRow(noon, "web-1", { mem_avail_mib: 3277, ssh_logins: "none" }), typedRow(noon, "web-1", cells)],
    });
    const body = bodyOf(found, { ...context, details: detailsFor(found, new Map()) });
    for (const line of [
      `- \`deploy@198.51.100.7\` · with the key \`${key}\``,
      "- `eve@198.51.100.7` · by `password`",
      `ssh_peers: deploy@${key}   # or from anywhere, but only with this key`,
      `| 22 Nov 12:00 | \`deploy@198.51.100.7/${key}, eve@198.51.100.7/password\` |`,
    ])
      expect(body).toContain(line);
  });

  it("lists what the first day of a host found by kind, each with the line that accepts it, and says what closes it", () => {
    const found = newHostAlert(portAlert([]), [
      portAlert(["22022", "8080"]),
      alert({ kind: "peer", host: "web-1", findings: ["pi@192.0.2.1"] }),
      alert({ kind: "account", host: "web-1", findings: ["eve:root"] }),
    ]);
    const details = [{ finding: "port 8080", words: (quote: Quote) => `process ${quote("nginx")}` }];
    const body = bodyOf(found, { ...context, details });
    expect(issueTitle(found)).toBe("[new-host] web-1: 2 open ports, 1 SSH login and 1 account to confirm");
    for (const text of [
      "### Open ports\n\n- port `22022` · first seen 22 Nov 12:00, in 2 checks\n- port `8080` · process `nginx` · first seen",
      "To accept them, in the inventory, at `web-1`:\n\n```yml\nknown_ports: 22022, 8080   # add to the ports that are there already\n```",
      "### SSH logins and connections\n\n- `pi@192.0.2.1`\n",
      "```yml\nssh_peers: pi@192.0.0.0/16   # add to the peers that are there already; as closing this issue accepts it\n",
      "### Accounts\n\n- `eve:root`\n",
      "```yml\nknown_accounts: eve   # add to the accounts that are there already\n```",
      "sudo ss -ltnp 'sport = :8080'\nwho\n",
      "It closes by itself when each port is closed or in `known_ports`",
      "Or close it as **not planned**",
    ])
      expect(body).toContain(text);
    expect(readRecord(body)?.findings).toEqual(found.findings);
  });

  it("offers the addresses of logins for the inventory, each once, and no user's words", () => {
    const found = alert({
      kind: "peer",
      findings: ["a@b@192.0.2.1", "pi@192.0.2.1", "x@2001:db8::1", "y@evil.example"],
    });
    expect(bodyOf(found)).toContain(
      [
        "```yml",
        "ssh_peers: 192.0.2.1, pi@192.0.0.0/16, x@2001:db8::/32   # add to the peers that are there already; as closing this issue accepts it",
        "ssh_peers: 192.0.2.1, pi@192.0.2.1, x@2001:db8::1   # or only from these addresses",
        "ssh_peers: 192.0.2.1, pi@*, x@*   # or from anywhere",
        "```",
      ].join("\n"),
    );
    expect(bodyOf(found)).toContain("each user that it lists is accepted from that network (IPv4 /16, IPv6 /32)");
  });

  it.each(alertKinds)("has a title, and commands with the place to run them, for %s", (kind) => {
    const own = alert({ kind, findings: kind === "port" ? ["53/udp"] : ["pi@192.0.2.1"] });
    const found = kind === "new-host" ? newHostAlert(own, [portAlert(["53/udp"], { host: "db-1" })]) : own;
    expect(issueTitle(found)).toMatch(new RegExp(`^\\[${kind}\\] db-1: \\w`));
    expect(bodyOf(found)).toMatch(/\n\n(On|In) [^\n]+:\n\n```sh\n.+\n/);
  });

  it("keeps mount points in its title, and no slash that may be part of a link", () => {
    const title = (...findings: readonly string[]) => issueTitle(alert({ kind: "readonly", findings }));
    expect(title("/", "/var/lib")).toBe("[readonly] db-1: / and /var/lib are read-only");
    expect(title("octo/team", "//evil.example/x")).toBe(
      "[readonly] db-1: octo?team and ??evil.example?x are read-only",
    );
  });

  it("offers to close as not planned only what that accepts for good", () => {
    const offers = (kind: (typeof alertKinds)[number]) => bodyOf(alert({ kind })).includes("not planned");
    expect(alertKinds.filter(offers)).toEqual(["peer", "account", "port", "new-host", "readonly", "unit"]);
  });

  it("sets HOST before the commands that name it, so that they work as they are pasted", () => {
    for (const kind of ["down", "ssh", "host-key"] as const) {
      const blocks = [...bodyOf(alert({ kind })).matchAll(/```sh\n([^`]*)```/g)].map(([, lines = ""]) => lines);
      const naming = blocks.filter((lines) => lines.includes("HOST"));
      expect(naming.length, kind).toBeGreaterThan(0);
      for (const lines of naming) expect(lines).toMatch(/^HOST=db-1\n/);
    }
  });

  it("has commands that a shell reads", () => {
    for (const kind of alertKinds) {
      const found = alert({ kind, host: "db-1", findings: ["8080", "eve:root", "backup:late", "ssh.service"] });
      for (const [, lines = ""] of bodyOf(found).matchAll(/```sh\n([\s\S]*?)```/g))
        expect(spawnSync("sh", ["-n"], { input: lines, encoding: "utf8" }), `${kind}: ${lines}`).toMatchObject({
          status: 0,
          stderr: "",
        });
    }
  });

  it("has both keys of a changed host key, and the line that accepts the new one", () => {
    const [old, offered] = [`SHA256:${"o".repeat(43)}`, `SHA256:${"n".repeat(43)}`];
    const problems = [
      {
        ...problem("ssh:host-key-changed", "the host key changed"),
        hostKey: { type: "ssh-ed25519", fingerprint: offered, known: [`${old} (host_key of the inventory)`] },
      },
    ];
    const found = alert({ kind: "host-key", findings: ["ssh:host-key-changed"] });
    const details = detailsFor(found, findingDetails([{ ...healthyNode(), host: found.host, problems }]));
    const body = bodyOf(found, { ...context, details });
    expect(body).toContain(
      `- the host offers \`ssh-ed25519 ${offered}\`, and trusted is \`${old} (host_key of the inventory)\``,
    );
    expect(body).toContain(`\`\`\`yml\nhost_key: ${offered}\n\`\`\``);
  });

  it("says until when a certificate is valid, in the zone of the reader", () => {
    const page = { ms: 5, status: 200, certificate: { from: noon, to: new Date("2026-12-02T23:30:00Z") } };
    const found = alert({ kind: "cert", findings: ["certificate"] });
    const details = detailsFor(found, findingDetails([{ ...healthyNode(), host: found.host, page }]));
    const clock = { near: minutesLater(30), zone: "Europe/Berlin" };
    const body = bodyOf(found, { ...context, clock, details });
    expect(body).toContain("- it is valid until 3 Dec 00:30");
    expect(body).toContain("Written by server-monitor at 22 Nov 2026 13:30 Europe/Berlin, the zone of all times here.");
  });

  it("names what depends on a host that is down, and the states of these", () => {
    const child = { ...healthyNode(), host: "web-1", silenced: ["depends-on:db-1"] };
    const found = alert({ findings: ["no answer"] });
    const details = detailsFor(found, findingDetails([child, { ...deadNode(), host: found.host }]));
    expect(bodyOf(found, { ...context, details })).toContain("- these depend on it: `web-1` (up)");
  });

  it("has figures and causes as words, and only names as code", () => {
    const row = typedRow(noon, "db-1", { disk_avail_mib: "512", disk_size_mib: "20480", disks: "/data:100/2000" });
    expect(bodyOf(alert({ kind: "disk", findings: ["/"], evidence: [row] }))).toContain(
      "| 22 Nov 12:00 | 512 MiB | 20 GiB | `/data",
    );
    const silent = typedRow(noon, "db-1", { errors: "ping:unreachable+ssh:timeout" });
    expect(bodyOf(alert({ kind: "down", evidence: [silent] }))).toContain("| SSH did not answer in time |");
  });

  it("says how long it lasted", () => {
    expect(recoveryWords(recordOf(alert()), "well", noon, utcClock(minutesLater(150)))).toContain(
      "at 22 Nov 2026 14:30 UTC, after 2 h 30 min",
    );
  });

  it("names what came and what went", () => {
    expect(changeWords(["80", "443"], ["443", "8080"])).toBe("Now also: `8080`.\n\nNo longer: `80`.");
    expect(changeWords(undefined, ["80"])).toBe("Now: `80`.");
  });
});

/** What a host might call its users, its processes and its errors. */
const attacks = [
  ...["@octocat", "@octo/team", "#12", "octo/repo#1", "GH-12", "fixes #1", "https://evil.example", "www.evil.example"],
  ...["<img src=x onerror=alert(1)>", "<script>", "![x](https://evil.example/x.png)", "[x](javascript:alert(1))"],
  ...["`", "``` \n@octocat", "a|b|c", "\\|", "\n\n# heading", "\r\n- [ ] task", "\u2028@octocat", "-->", "--!>"],
  ...[
    "<!-- server-monitor down:other -->",
    "-->\n<!-- server-monitor down:other -->\n",
    "**bold**",
    "~~~",
    "</details>",
  ],
  ...["\u202egnp.exe", "$`math`$", "$$x$$", ":tada:", "&lt;b&gt;", "&#64;octocat", "\ud800", "[^1]", "{{x}}"],
];

const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.array(fc.constantFrom(...attacks), { maxLength: 4 }).map((parts) => parts.join("")),
);

const hostileAlert = fc
  .record({
    kind: fc.constantFrom(...alertKinds),
    findings: fc.array(hostile, { minLength: 1, maxLength: 6 }),
    cells: fc.dictionary(fc.constantFrom("ports", "logins", "errors"), hostile, { maxKeys: 4 }),
    flapping: fc.boolean(),
  })
  .map(({ cells, findings, ...rest }) => {
    const sightings = findings.map((finding) => ({ finding, first: noon, rows: 1, since: noon }));
    return alert({ ...rest, findings, sightings, evidence: [typedRow(noon, "web-1", cells)] });
  });

/** All tokens, those within others too. */
function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => void found.push(token));
  return found;
}

/** What takes effect outside code: the text as GitHub would look through it for mentions and references. */
function effects(text: string) {
  const tokens = tokensOf(text);
  const leaves = tokens.filter((token) => !("tokens" in token && token.tokens));
  const plain = leaves.filter(({ type }) => type === "text" || type === "escape").map(({ raw }) => raw);
  const links = tokens.filter(({ type }) => type === "link").map((token) => ("href" in token ? token["href"] : ""));
  const html = tokens.filter(({ type }) => type === "html").map(({ raw }) => raw.trim());
  return { tokens, plain: plain.join("\n"), links, html };
}

describe("a host's words in it", () => {
  it("take no effect in the text, and forge no marker", () => {
    fc.assert(
      fc.property(hostileAlert, hostile, (found, words) => {
        const details = found.findings.map((finding) => ({ finding, words: (quote: Quote) => quote(words) }));
        const body = bodyOf(found, { ...context, details });
        const { tokens, plain, links, html } = effects(body);
        expect(links).toEqual(["https://github.com/octo/monitor/tree/main/results"]);
        expect(html.join("\n").match(/<!--/g)).toHaveLength(2);
        expect(html.join("\n")).not.toMatch(/<(?!!--)/);
        expect(plain).not.toMatch(/@|#\d|GH-|evil|octocat|\$|:tada:/);
        expect(tokens.filter(({ type }) => ["image", "del", "checkbox", "footnote"].includes(type))).toEqual([]);
        const headings = tokens.filter(({ type }) => type === "heading").map(({ raw }) => raw.trim());
        expect(headings.every((heading) => /^### (What|If) [\w ]+$/.test(heading))).toBe(true);
        for (const table of tokens.filter(({ type }) => type === "table"))
          for (const row of table.raw.trim().split("\n"))
            expect(row.split("|").length).toBe(table.raw.split("\n")[0]?.split("|").length);
        expect(readRecord(body)).toMatchObject({ kind: found.kind, host: "db-1" });
      }),
      { numRuns: 300 },
    );
  });

  it("take no effect in comments", () => {
    fc.assert(
      fc.property(hostileAlert, fc.array(hostile), (found, before) => {
        const words = [
          changeWords(before, found.findings),
          ...(["back", "lasts"] as const).map((why) => returnWords(found, why, context.clock)),
        ];
        for (const text of words.map((said) => commentOf(recordOf(found), said).body)) {
          const { plain, links, html } = effects(text);
          expect(links).toEqual([]);
          expect(html.join("\n").match(/</g)).toHaveLength(1);
          expect(plain).not.toMatch(/@|#\d|GH-|evil|octocat|:tada:/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("have mount points in the title", () => {
    const title = (mount: string) => issueTitle(alert({ kind: "disk", host: "db-1", findings: [mount] }));
    expect(title("/var/lib/docker")).toBe("[disk] db-1: /var/lib/docker is nearly full");
    expect(title("/evil.example/x")).toBe("[disk] db-1: ?evil.example?x is nearly full");
  });

  it("are plain in the title: one line, no code, no mention, no address of a page", () => {
    fc.assert(
      fc.property(hostileAlert, (found) => {
        const title = issueTitle(found);
        expect(title).toMatch(/^\[[a-z-]+\] db-1: [\p{L}\p{N} .,:/@%()_?-]*$/u);
        expect(title).not.toMatch(/(^|[^\p{L}\p{N}])@|\/\/|#|`/u);
        expect(title.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 300 },
    );
  });

  it("never outgrow what GitHub takes", () => {
    const worst = `\u200b${"\u202e".repeat(3000)}`;
    const findings = Array.from({ length: 60_000 }, (_, index) => `${worst.slice(0, 90)}${index}`);
    const cells = { logins: Array.from({ length: 500 }, (_, index) => `${worst.slice(0, 290)}${index}`).join("+") };
    const evidence = Array.from({ length: 100 }, () => typedRow(noon, "web-1", cells));
    const sightings = findings.slice(0, 100).map((finding) => ({ finding, first: noon, rows: 1, since: noon }));
    const details = findings.slice(0, 100).map((finding) => ({ finding, words: (quote: Quote) => quote(worst) }));
    const found = alert({ kind: "peer", findings, sightings, evidence });
    expect(bodyOf(found, { ...context, details }).length).toBeLessThan(65_536);
    expect(changeWords([], findings).length).toBeLessThan(65_536);
  });
});
