/** `init --from ansible`: INI and YAML inventories. */
import { describe, expect, it } from "vitest";
import { homeWith, runInit } from "./support.ts";

const ini = `
mail.example.org            ; not in a group
[web]
web-[01:03].example.org ansible_user=www ansible_ssh_private_key_file="~/.ssh/web key"
10.0.0.7:2222
[db]
db-a ansible_host=192.0.2.5 ansible_port=2200 ansible_password=hunter2 ansible_ssh_common_args='-o ProxyJump=gate'
gate ansible_host=192.0.2.1 ansible_user="{{ admin }}"
here ansible_connection=local
[db:vars]
ansible_user = postgres
[prod:children]
web
db
[prod:vars]
ansible_user=prod
ansible_ssh_private_key_file=~/keys/prod
[all:vars]
ansible_port=22
`;

const yaml = `
all:
  vars: { ansible_user: everybody, ansible_private_key_file: ~/keys/all }
  hosts:
    mail.example.org:
  children:
    prod:
      vars: { ansible_user: prod }
      children:
        web:
          hosts:
            web-[a:b]: { ansible_port: 2222 }
            secret:
              ansible_host: 192.0.2.8
              ansible_become_password: !vault |
                $ANSIBLE_VAULT;1.1;AES256
                6231
`;

async function from(text: string, name = "hosts") {
  return runInit("ansible", homeWith({ [name]: text }, [".ssh/web key", "keys/prod", "keys/all"]), { file: name });
}

describe("init --from ansible", () => {
  it("reads an INI inventory: groups, ranges, variables of groups and of hosts", async () => {
    const { hosts, comments, text } = await from(ini);
    const shown = hosts.map(({ id, address, port, group, identities }) => [
      ...[id, address, port, group],
      ...identities.map(({ username, key }) => `${username} ${key && "path" in key ? key.path : ""}`),
    ]);
    expect(shown).toEqual([
      ["mail.example.org", "mail.example.org", 22, undefined],
      ["web-01.example.org", "web-01.example.org", 22, "web", expect.stringMatching(/^www .*\/\.ssh\/web key$/)],
      ["web-02.example.org", "web-02.example.org", 22, "web", expect.stringMatching(/^www /)],
      ["web-03.example.org", "web-03.example.org", 22, "web", expect.stringMatching(/^www /)],
      ["10.0.0.7", "10.0.0.7", 2222, "web", expect.stringMatching(/^prod .*\/keys\/prod$/)],
      ["db-a", "192.0.2.5", 2200, "db", expect.stringMatching(/^postgres .*\/keys\/prod$/)],
      ["gate", "192.0.2.1", 22, "db"],
    ]);
    expect(comments).toContain("via: gate, once both have creds");
    expect(comments).toContain("has a password, which is not copied");
    expect(comments).toContain("ansible_user is a template, and was left out");
    expect(comments).toContain("here: left out, its connection is local");
    expect(text).not.toContain("hunter2");
  });

  it.each(["hosts.yml", "hosts"])("reads a YAML inventory from %s, whatever its tags are", async (name) => {
    const { hosts, text } = await from(yaml, name);
    expect(
      hosts.map(({ id, address, port, group, identities }) => [id, address, port, group, identities[0]?.username]),
    ).toEqual([
      ["mail.example.org", "mail.example.org", 22, undefined, "everybody"],
      ["web-a", "web-a", 2222, "web", "prod"],
      ["web-b", "web-b", 2222, "web", "prod"],
      ["secret", "192.0.2.8", 22, "web", "prod"],
    ]);
    expect(text).not.toContain("VAULT");
  });

  it("names further groups, and ends where groups are their own parents", async () => {
    const { hosts, comments } = await from(
      "[a]\nh1\n[b]\nh1\n[a:children]\nb\n[b:children]\na\n[b:vars]\nansible_port=99\n",
    );
    expect(hosts).toMatchObject([{ id: "h1", group: "a", port: 99 }]);
    expect(comments).toContain("also in b");
  });

  it("takes a variable of any name for a variable", async () => {
    const { hosts } = await from(
      "h1 __proto__=x constructor=y toString=z\n[__proto__]\nh2\n[__proto__:vars]\nansible_port=5\n",
    );
    expect(hosts.map(({ id, port }) => [id, port])).toEqual([
      ["h1", 22],
      ["h2", 5],
    ]);
  });

  it("refuses endless ranges, and says where a file is no inventory", async () => {
    await expect(from("h[0:999999999]\n")).rejects.toThrow("a range of over 2000 hosts");
    await expect(from("h[0:99][0:99]\n")).rejects.toThrow("over 2000 hosts");
    await expect(from("h[0:9:0]\n")).rejects.toThrow("a range of over 2000 hosts");
    await expect(from("[web]\nansible_user=me\n")).rejects.toThrow(/hosts: line 2: expected a host, a \[group\] or/);
    await expect(from("a: [1\n", "x.yml")).rejects.toThrow(/x\.yml: line \d, column \d: /);
    await expect(from("- a\n", "x.yml")).rejects.toThrow(/x\.yml: expected a map; is it the right file\?/);
  });
});
