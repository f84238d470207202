/** `init --from ssh-config`: the hosts of a configuration, with the settings that ssh itself would use. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { describeWith, tool } from "../support/tools.ts";
import { homeWith, runInit } from "./support.ts";

function withConfig(text: string, more: Readonly<Record<string, string>> = {}) {
  return runInit(
    "ssh-config",
    homeWith({ ".ssh/config": text, ...more }, ["k", ".ssh/web", ".ssh/id", "key: [#] {x}"]),
  );
}

const key = `ssh-ed25519 ${Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from("ssh-ed25519"), Buffer.from([0, 0, 0, 4]), Buffer.from("key1")]).toString("base64")}`;

describe("init --from ssh-config", () => {
  it("prints a server for each name, with its address, port, user and key", async () => {
    const { hosts, text } = await withConfig(
      "Host web-1\n  HostName 192.0.2.10\n  Port 2222\n  User deploy\n  IdentityFile ~/.ssh/web\n\nHost db.example.org\n",
    );
    expect(hosts).toMatchObject([
      { id: "web-1", address: "192.0.2.10", port: 2222, identities: [{ username: "deploy" }] },
      { id: "db.example.org", address: "db.example.org", port: 22, identities: [] },
    ]);
    expect(parse(text).servers[0]).toEqual({
      ip: "192.0.2.10",
      name: "web-1",
      port: 2222,
      creds: [{ username: "deploy", key_filename: "~/.ssh/web" }],
    });
  });

  it("leaves wildcards out, and takes their settings where the host has none of its own", async () => {
    const { hosts } = await withConfig(
      "Host web\n HostName web.example.org\n User deploy\nHost *.internal !old.internal\n Port 2200\nHost new.internal old.internal\nHost *\n User nobody\n IdentityFile ~/.ssh/id\n",
    );
    expect(hosts.map(({ id, port, identities }) => [id, port, identities[0]?.username])).toEqual([
      ["web", 22, "deploy"],
      ["new.internal", 2200, "nobody"],
      ["old.internal", 22, "nobody"],
    ]);
  });

  it("reads files that are included, where they are included", async () => {
    const { hosts } = await withConfig("Include conf.d/*\nHost a\n  User late\n", {
      ".ssh/conf.d/1": "Host a\n  User early\n  IdentityFile ~/k\n",
      ".ssh/conf.d/2": "Host b\n  HostName 192.0.2.2\n",
    });
    expect(hosts.map(({ id, identities }) => [id, identities[0]?.username])).toEqual([
      ["a", "early"],
      ["b", undefined],
    ]);
  });

  it("applies an included file only to the hosts of the block that includes it", async () => {
    const { hosts } = await withConfig("Host a\n  Include user\nHost b\nHost *\n  IdentityFile ~/k\n", {
      ".ssh/user": "User of-a\n",
    });
    expect(hosts.map(({ identities }) => identities[0]?.username)).toEqual(["of-a", undefined]);
  });

  it("says that a file includes itself, and goes on", async () => {
    const { hosts, comments } = await withConfig("Include config\nHost a\n");
    expect(hosts.map(({ id }) => id)).toEqual(["a"]);
    expect(comments).toContainEqual(
      expect.stringMatching(/config line 1: .*config includes itself, and was left out$/),
    );
  });

  it("takes host keys of exactly these hosts from known_hosts, hashed entries too", async () => {
    const salt = Buffer.alloc(20, 7);
    const hash = createHmac("sha1", salt).update("[192.0.2.10]:2222").digest("base64");
    const lines = [`|1|${salt.toString("base64")}|${hash} ${key}`, `other.example.org ${key}`];
    const creds = "User u\nIdentityFile ~/k\n";
    const { hosts, text } = await withConfig(
      `Host web\n HostName 192.0.2.10\n Port 2222\nHost db\n HostName 192.0.2.11\nHost *\n${creds}`,
      { ".ssh/known_hosts": `${lines.join("\n")}\n` },
    );
    expect(hosts.map(({ hostKeys }) => hostKeys)).toEqual([[expect.stringMatching(/^SHA256:/)], []]);
    expect(text).toContain("# host_key: its key is not in known_hosts");
  });

  it("reaches hosts through their jump hosts, each of which names its own", async () => {
    const login = " User u\n IdentityFile ~/k\n";
    const { hosts, text } = await withConfig(
      `Host gate\n HostName 192.0.2.1\nHost inner\n ProxyJump me@gate:22\nHost old\n ProxyCommand ssh -q -W %h:%p gate\nHost deep\n ProxyJump gate,inner\nHost *\n${login}`,
    );
    expect(hosts.map(({ id, via }) => [id, via?.id])).toEqual([
      ["gate", undefined],
      ["inner", "gate"],
      ["old", "gate"],
      ["deep", "inner"],
    ]);
    expect(text).toContain("    via: inner\n");
  });

  it("says as comments where a way is none that an inventory has", async () => {
    const { hosts, comments } = await withConfig(
      [
        ...["Host a", " ProxyJump b", "Host b", " ProxyJump a", "Host c", " ProxyJump elsewhere"],
        ...["Host h1", " ProxyJump none", "Host h2", " ProxyJump h1", "Host h3", " ProxyJump h2"],
        ...["Host h4", " ProxyJump h3", "Host h5", " ProxyJump h4", "Host x", " ProxyJump h2,h1"],
        ...["Host *", " User u", " IdentityFile ~/k"],
      ].join("\n"),
    );
    expect(hosts.filter(({ via }) => via !== undefined).map(({ id }) => id)).toEqual(["h2", "h3", "h4"]);
    expect(comments).toContain('via: it is reached through "elsewhere"; add that as a server, and its name here');
    expect(comments.filter((comment) => /^via: .*, which is a circle/.test(comment))).toHaveLength(4);
  });

  it("names as comments the keys that validate would refuse", async () => {
    const home = homeWith(
      {
        ".ssh/config":
          "Host a\n User u\n IdentityFile ~/none\n IdentityFile ~/bad\n IdentityFile ~/k\nHost b\n User u\n IdentityFile ~/none\n",
        bad: "no key",
      },
      ["k"],
    );
    const { hosts, comments } = await runInit("ssh-config", home);
    expect(hosts.map(({ identities }) => identities.length)).toEqual([1, 0]);
    expect(comments).toContain('the key "~/none" does not exist here');
    expect(comments).toContainEqual(expect.stringMatching(/^the key "~\/bad" is /));
    expect(comments).toContain('creds: [{ username: "u", key_filename: "~/none" }]');
  });

  it("executes nothing, and says which blocks it cannot evaluate", async () => {
    const home = homeWith({
      ".ssh/config": 'Match exec "touch ~/executed"\n  User evil\nHost a\n  ProxyCommand touch /tmp/x\n',
    });
    const { hosts, comments } = await runInit("ssh-config", home);
    expect(hosts[0]?.identities).toEqual([]);
    expect(comments).toContainEqual(expect.stringMatching(/line 1: "Match exec" cannot be evaluated here/));
    expect(comments).toContain("ProxyCommand has no counterpart: use via, if it is a jump host");
  });

  it("leaves out names that are the same host, and accounts without a shell", async () => {
    const { hosts, comments } = await withConfig(
      "Host web www\n HostName 192.0.2.1\nHost web-root\n HostName 192.0.2.1\n User root\nHost github.com\n User git\n",
    );
    expect(hosts.map(({ id }) => id)).toEqual(["web"]);
    expect(comments).toContain("www: the same as web");
    expect(comments).toContain("web-root: the same as web, with the user root");
    expect(comments).toContain('github.com: left out, its user "git" has no shell');
  });

  it("makes names that an inventory accepts, each once", async () => {
    const names = ['"büro drucker"', "x", "X", "::1", "-", `a${"b".repeat(80)}`];
    const blocks = names.map((name, index) => `Host ${name}\n  HostName 192.0.2.${index}\n`);
    const { hosts, comments } = await withConfig(blocks.join(""));
    expect(hosts.map(({ id }) => id)).toEqual(["buro-drucker", "x", "X-2", "1", "192.0.2.4", `a${"b".repeat(62)}`]);
    expect(comments).toContain('called "büro drucker" there');
  });

  it("leaves out what has no address", async () => {
    const { hosts, comments } = await withConfig("Host a_b!c\nHost x\n  HostName %r.example.org\nHost $y\n");
    expect(hosts).toEqual([]);
    expect(comments).toContain('x: left out, "%r.example.org" is no address');
    expect(comments).toContain("No host found.");
  });

  it("writes what a file says as comments and values only", async () => {
    const hostile = [
      'Host "a\u2028servers: [evil]" ',
      " HostName 192.0.2.1",
      ' User "x: {y}, #z\u0085- ip: 1.2.3.4"',
      ' IdentityFile "/k\u2028- ip: evil"',
      "Host ok",
      " HostName 192.0.2.2",
      ' User "! *a &b | > % @"',
      ' IdentityFile "~/key: [#] {x}"',
    ].join("\n");
    const { hosts, text } = await withConfig(hostile);
    expect(hosts.map(({ address }) => address)).toEqual(["192.0.2.1", "192.0.2.2"]);
    expect(hosts[1]?.identities[0]?.username).toBe("! *a &b | > % @");
    expect(text).not.toMatch(/[\u0085\u2028]/);
  });

  it("refuses a file that is too large, is missing, or is no text", async () => {
    const huge = homeWith({ ".ssh/config": `# ${"x".repeat(5_000_000)}\n` });
    await expect(runInit("ssh-config", huge)).rejects.toThrow(
      /config: cannot be read: over 4 MiB; give a smaller file$/,
    );
    await expect(runInit("ssh-config", homeWith({}))).rejects.toThrow(/no such file; give the path of one$/);
    const many = Array.from({ length: 2001 }, (_, index) => `Host h${index}\n`).join("");
    await expect(withConfig(many)).rejects.toThrow("over 2000 hosts: give a file with fewer");
  });

  it("prints with --add only what an inventory lacks", async () => {
    const inventory = "servers:\n  - { ip: 192.0.2.1, name: other-name }\n  - { ip: 192.0.2.9, name: B }\n";
    const home = homeWith({
      ".ssh/config": "Host a\n HostName 192.0.2.1\nHost b\n HostName 192.0.2.2\nHost c\n HostName 192.0.2.3\n",
      "servers.yml": inventory,
    });
    const { hosts, comments } = await runInit("ssh-config", home, { add: "servers.yml" });
    expect(hosts.map(({ id }) => id)).toEqual(["c"]);
    expect(comments).toContainEqual(expect.stringMatching(/^2 hosts of it are in .*servers.yml already\.$/));
    const all = homeWith({ ".ssh/config": "Host a\n HostName 192.0.2.1\n", "servers.yml": inventory });
    expect((await runInit("ssh-config", all, { add: "servers.yml" })).text).toMatch(
      /^# Nothing to add: .* has all of them\.$/m,
    );
  });
});

describeWith(["ssh"], "the settings", () => {
  const config = [
    "Host Third",
    "  HostName upper.example.org",
    "Host one two Third",
    "  HostName %h.example.org",
    "  IdentityFile ~/.ssh/%r-%n",
    "Match originalhost Two,third",
    "  Port=2202",
    "Match host *.example.org",
    '  User "deploy"   # a comment',
    "Host * !one",
    "  User other",
    "  IdentityFile ~/keys/common",
    "  Port 22",
  ].join("\n");

  it.each(["one", "two", "Third"])("of %s are those of ssh -G", async (name) => {
    const home = homeWith({ ".ssh/config": config }, ["keys/common", `.ssh/deploy-${name}`]);
    const { hosts } = await runInit("ssh-config", home);
    const { stdout } = spawnSync(tool("ssh"), ["-G", "-F", join(home, ".ssh/config"), name], {
      encoding: "utf8",
    });
    const told = (keyword: string) =>
      [...stdout.matchAll(new RegExp(`^${keyword} (.*)$`, "gm"))].map(([, value]) => value);
    const host = hosts.find(({ id }) => id === name);
    expect([host?.address]).toEqual(told("hostname"));
    expect([String(host?.port)]).toEqual(told("port"));
    expect([host?.identities[0]?.username]).toEqual(told("user"));
    expect(host?.identities.length).toBe(told("identityfile").length);
  });

  it("finds the keys that ssh-keygen has hashed", async () => {
    const home = homeWith(
      {
        ".ssh/config": "Host h\n HostName 192.0.2.7\n User u\n IdentityFile ~/k\n",
        ".ssh/known_hosts": `192.0.2.7 ${key}\n`,
      },
      ["k"],
    );
    execFileSync(tool("ssh-keygen"), ["-H", "-f", join(home, ".ssh/known_hosts")], { stdio: "ignore" });
    const { hosts } = await runInit("ssh-config", home);
    expect(hosts[0]?.hostKeys).toHaveLength(1);
  });
});
