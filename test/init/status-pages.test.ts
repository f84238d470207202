/** `init --from upptime`, `kuma` and `gatus`: their pages and hosts, and what has no counterpart. */
import { describe, expect, it } from "vitest";
import type { SourceName } from "../../src/init/index.ts";
import { homeWith, runInit } from "./support.ts";

function from(source: SourceName, text: string) {
  return runInit(source, homeWith({ file: text }), { file: "file" });
}

describe("init --from upptime", () => {
  const file = `
owner: me
repo: status
sites:
  - { name: My Página, url: "https://example.org/health?full=1" }
  - { name: API, url: "https://user:hunter2@api.example.org", method: POST, headers: [ "Authorization: Bearer $T" ] }
  - { name: Hidden, url: $SECRET_SITE }
  - { name: DB, check: tcp-ping, url: db.example.org, port: 5432 }
  - { name: Self-signed, url: "https://192.0.2.3:8443", __dangerous__insecure: true }
notifications: [{ type: slack }]
`;

  it("prints pages with their addresses, and pings hosts that were asked by TCP", async () => {
    const { hosts, comments, text } = await from("upptime", file);
    expect(hosts.map(({ id, type, address, homePage, verify }) => [id, type, address, homePage?.href, verify])).toEqual(
      [
        ["My-Pagina", "node", "example.org", "https://example.org/health?full=1", true],
        ["API", "node", "api.example.org", "https://api.example.org/", true],
        ["DB", "ping", "db.example.org", undefined, true],
        ["Self-signed", "node", "192.0.2.3", "https://192.0.2.3:8443/", false],
      ],
    );
    expect(comments).toEqual(
      expect.arrayContaining([
        "Hidden: left out, its address is in the variable $SECRET_SITE",
        "no counterpart: method, headers",
        "no counterpart: the tcp connection to port 5432; it is pinged",
        expect.stringMatching(/^notifications: /),
      ]),
    );
    expect(text).not.toMatch(/hunter2|Bearer/);
  });

  it("says so where it is another file", async () => {
    await expect(from("upptime", "servers: []\n")).rejects.toThrow(/expected "sites"; give an \.upptimerc\.yml$/);
  });
});

describe("init --from kuma", () => {
  const backup = {
    version: "1.23.13",
    notificationList: [{ id: 1, config: '{"telegramBotToken":"hunter2"}' }],
    monitorList: [
      { id: 1, name: "Production", type: "group", active: true },
      {
        id: 2,
        name: "Web",
        type: "http",
        url: "https://example.org",
        parent: 1,
        active: true,
        method: "GET",
        accepted_statuscodes: ["200-299"],
      },
      {
        id: 3,
        name: "Words",
        type: "keyword",
        url: "https://example.org/a",
        keyword: "hunter2",
        ignoreTls: true,
        active: 1,
        basic_auth_user: "u",
        basic_auth_pass: "hunter2",
      },
      { id: 4, name: "Router", type: "ping", hostname: "2001:db8::1", active: true },
      { id: 5, name: "SSH", type: "port", hostname: "192.0.2.4", port: 22, active: true },
      { id: 6, name: "Old", type: "http", url: "https://old.example.org", active: false },
      { id: 7, name: "Cron", type: "push", url: "https://", active: true },
    ],
  };

  it("prints monitors that are on, in their groups, and no secret", async () => {
    const { hosts, comments, text } = await from("kuma", JSON.stringify(backup));
    expect(
      hosts.map(({ id, type, address, group, homePage, verify }) => [id, type, address, group, homePage?.href, verify]),
    ).toEqual([
      ["Web", "node", "example.org", "Production", "https://example.org/", true],
      ["Words", "node", "example.org", undefined, "https://example.org/a", false],
      ["Router", "ping", "2001:db8::1", undefined, undefined, true],
      ["SSH", "ping", "192.0.2.4", undefined, undefined, true],
    ]);
    expect(comments).toEqual(
      expect.arrayContaining([
        "Old: left out, it is paused",
        "Cron: left out, the type push has no counterpart",
        "no counterpart: keyword, basic_auth_user",
      ]),
    );
    expect(text).not.toContain("hunter2");
  });
});

describe("init --from gatus", () => {
  const file = `
alerting: { slack: { webhook-url: "https://hooks.slack.com/hunter2" } }
endpoints:
  - name: web
    group: core
    url: "https://example.org/health"
    conditions: ["[STATUS] == 200", "[RESPONSE_TIME] < 300", "[BODY].token == hunter2"]
    client: { insecure: true }
  - { name: gate, url: "icmp://gate.example.org" }
  - { name: login, url: "ssh://192.0.2.3:2222", ssh: { username: u, password: hunter2 } }
  - { name: names, url: "8.8.8.8", dns: { query-name: example.org } }
  - { name: off, enabled: false, url: "https://off.example.org" }
  - { name: var, url: "\${HOST}" }
`;

  it("prints endpoints with their groups, and what their conditions ask for", async () => {
    const { hosts, comments, text } = await from("gatus", file);
    expect(hosts.map(({ id, type, address, group, verify }) => [id, type, address, group, verify])).toEqual([
      ["web", "node", "example.org", "core", false],
      ["gate", "ping", "gate.example.org", undefined, true],
      ["login", "ping", "192.0.2.3", undefined, true],
    ]);
    expect(comments).toEqual(
      expect.arrayContaining([
        "no counterpart: [RESPONSE_TIME], [BODY]",
        "names: left out, a DNS query has no counterpart",
        "off: left out, it is not enabled",
        expect.stringMatching(/^var: left out, its address is in the variable \$\{HOST\}$/),
      ]),
    );
    expect(text).not.toContain("hunter2");
  });

  it("prints with --add the pages that an inventory lacks, by their addresses", async () => {
    const home = homeWith({
      "g.yml": 'endpoints: [{ name: a, url: "https://example.org" }, { name: b, url: "https://example.org/b" }]',
      "servers.yml": "servers: [{ ip: example.org, name: site, home_page: https://example.org }]",
    });
    expect((await runInit("gatus", home, { file: "g.yml", add: "servers.yml" })).hosts.map(({ id }) => id)).toEqual([
      "b",
    ]);
  });
});
