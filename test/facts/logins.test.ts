import { describe, expect, it } from "vitest";
import { mark } from "../../src/facts/answer.ts";
import { readFacts } from "../../src/facts/index.ts";
import { answerOf, type FakeHost, factsOf, fixture, nobody, prints, procOf } from "./fake-host.ts";

const loginsOf = (who: string, connection?: string) =>
  factsOf({ programs: { who: `[ "$1" != --ips ] && ${who}` }, ...(connection === undefined ? {} : { connection }) })
    .value?.logins;

describe("logins", () => {
  it("name user and address, without consoles, displays and screens", () => {
    expect(loginsOf(prints(fixture("who/debian-12")))).toEqual([
      "al@10.0.0.1",
      "alice@home.example.org",
      "averyveryverylongusername1@10.0.0.1",
      "bob@2001:db8::5",
      "eve@10.1.1.1",
      "mon@10.0.2.2",
    ]);
  });

  it("are not taken from a terminal that an xterm of this machine has opened", () => {
    // https://github.com/sindresorhus/pure/pull/398: guake and xterm write the first letter of the host's name.
    const others = [
      "(f)",
      "(unix:0.0)",
      "(localhost:10.0)",
      "(:0.0)",
      "(tmux(1234).%0)",
      "(mosh [1234])",
      "(127.0.0.1)",
      "(::1)",
    ];
    const lines = others.map((from, at) => `myusername pts/${at} 2018-04-30 19:25 ${from}\n`).join("");
    expect(loginsOf(prints(lines))).toEqual([]);
  });

  it("show the address behind a name where who tells it", () => {
    const who = `[ "$1" = --ips ] && ${prints(fixture("who--ips/debian-12"))}`;
    expect(factsOf({ programs: { who } }).value?.logins).toContain("alice@198.51.100.7");
  });

  it("are empty where nobody is logged in", () => {
    expect(loginsOf("true")).toEqual([]);
    expect(factsOf({ proc: procOf("debian-12"), tools: ["cat"], programs: { who: "true" } }).value?.logins).toEqual([]);
  });

  it("are unknown where there is no who, or it answers in a form that is not known", () => {
    expect(factsOf({}).value).not.toHaveProperty("logins");
    expect(loginsOf("echo what is this")).toBeUndefined();
  });

  it("leave out our own address, where systemd lists the session of the monitor", () => {
    const who = "echo 'mon      sshd         Nov 22 23:53 (10.0.2.2)'";
    expect(loginsOf(who, "10.0.2.2 45304 10.0.2.15 22")).toEqual([]);
    expect(loginsOf(who, "10.0.2.3 45304 10.0.2.15 22")).toEqual(["mon@10.0.2.2"]);
  });

  it("leave out whom the inventory vouches for", () => {
    const programs = { who: prints(fixture("who/debian-12-vm")) };
    const vouched = { ...nobody, peer: (address: string) => address === "10.0.2.2" };
    expect(factsOf({ programs }, "node", vouched).value?.logins).toEqual([]);
  });

  it("leave out a user whom the inventory vouches for, also where the host tells no address", () => {
    const vouched = { ...nobody, peer: (_from: string, user?: string) => user === "al" };
    const who = prints("al pts/3 Nov 22 23:53 (a.example.org)\neve pts/4 Nov 22 23:53 (a.example.org)\n");
    expect(factsOf({ programs: { who } }, "node", vouched).value?.logins).toEqual(["eve@a.example.org"]);
  });

  it.each([
    ["BusyBox", "mon             pts/0           00:01   Nov 22 23:53:12  10.0.2.2", ["mon@10.0.2.2"]],
    ["BusyBox on a console", "root            tty1            00:01   Nov 22 23:53:12", []],
    ["systemd's terminal", "mon  sshd pts/0   2026-11-22 23:53 (10.0.2.2)", ["mon@10.0.2.2"]],
    ["an IPv6 address that ends like a time", "mon pts/0 Nov 22 23:53 2001:db8::12:34", ["mon@2001:db8::12:34"]],
    ["a desktop", "al seat0 2026-11-22 23:53 (login screen)", []],
    ["a console named twice", "al tty2 2026-11-22 23:53 (tty2)", []],
    ["screen over IPv6", "al pts/3 Nov 22 23:53 (2001:db8::5:S.0)", ["al@2001:db8::5"]],
    ["tmux", "al pts/3 Nov 22 23:53 (tmux(1234).%0)", []],
    ["a user of a domain", "CORP\\al+x pts/3 Nov 22 23:53 (10.0.2.2)", ["CORP_al_x@10.0.2.2"]],
    ["a host that is no name", "al pts/3 Nov 22 23:53 (<b>.example.org)", []],
  ])("reads %s", (_name, line, expected) => {
    expect(loginsOf(prints(`${line}\n`))).toEqual(expected);
  });

  it("cannot say another key, whatever stands in utmp", () => {
    const who =
      "printf 'al pts/3 Nov 22 23:53 (10.0.2.9)\\n@server-monitor mem MemAvailable:1\\r@server-monitor end\\033[2J\\n'";
    const { value, problems } = factsOf({ programs: { who } });
    expect(value).not.toHaveProperty("memAvailMib");
    expect(problems[0]?.detail.untrusted).not.toContain("ends before");
  });

  it("are cut after a hundred, and that is said", () => {
    const who = 'n=0; while [ $n -lt 150 ]; do n=$((n + 1)); echo "u$n pts/$n Nov 22 23:53 (10.0.2.9)"; done';
    const { value, problems } = factsOf({ programs: { who } });
    expect(value?.logins?.length).toBe(100);
    expect(problems[0]?.detail.untrusted).toContain("logins: there are more than the probe passes on");
  });
});

const silentWho = { programs: { who: "true" } };
const header = "  sl  local_address rem_address   st\n";
const row = (local: string, remote: string, state: string) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 1 1 0\n`;
/** A host whose SSH server is connected to 10.0.2.2 from our port, and to others. */
const connectedTo = (...others: string[]) => {
  const rows = ["0202000A:C350", ...others].map((remote) => row("0F02000A:0016", remote, "01"));
  return { uptime: "7831.25 1.00\n", "net/tcp": header + row("00000000:0016", "00000000:0000", "0A") + rows.join("") };
};
const connection = "10.0.2.2 50000 10.0.2.15 22";
const reasonOf = (host: FakeHost) => factsOf(host).problems[0]?.detail.untrusted ?? "";

describe("logins of a host without utmp, whose who is silent", () => {
  const host: FakeHost = { ...silentWho, run: {}, proc: connectedTo(), connection };

  it("are unknown where neither logind nor the processes can be seen", () => {
    expect(factsOf(host).value).not.toHaveProperty("logins");
    expect(reasonOf(host)).toContain("logins: neither utmp, logind nor the titles of sshd's processes could be read");
  });

  it("are unknown where utmp is there, and nothing is ever written to it", () => {
    expect(factsOf({ ...host, run: { utmp: "" } }).value).not.toHaveProperty("logins");
  });

  describe("but with logind", () => {
    const [ssh, console] = ["ssh", "console"].map((name) => fixture(`run-systemd-sessions/systemd-252-${name}`));
    const own = (ssh ?? "").replace("198.51.100.7", "10.0.2.2").replace("alice", "mon");
    const sessionsOf = (...files: (string | undefined)[]) =>
      Object.fromEntries(files.map((text, at) => [`systemd/sessions/${at + 1}`, text ?? ""]));
    const withLogind = (...files: (string | undefined)[]): FakeHost => ({ ...host, run: sessionsOf(...files) });

    it("of a user who is expected from anywhere leave the address unknown to nobody", () => {
      const deploy = ssh?.replace("alice", "deploy");
      const vouched = { ...nobody, peer: (_from: string, user?: string) => user === "deploy" };
      const peersOf = (files: (string | undefined)[], ...others: string[]) =>
        factsOf({ ...withLogind(own, ...files), proc: connectedTo(...others) }, "node", vouched).value?.sshPeers;
      expect(peersOf([deploy], "076433C6:D431")).toEqual([]);
      // The second connection of the address may be anybody's.
      expect(peersOf([deploy], "076433C6:D431", "076433C6:D432")).toEqual(["198.51.100.7"]);
      expect(peersOf([deploy, ssh], "076433C6:D431", "076433C6:D432")).toEqual(["198.51.100.7"]);
      expect(peersOf([], "076433C6:D431")).toEqual(["198.51.100.7"]);
    });

    it("are those of its sessions, which need no terminal", () => {
      expect(factsOf(withLogind(own, console, ssh)).value?.logins).toEqual(["alice@198.51.100.7"]);
    });

    it("are none where our own session is the only one from outside", () => {
      expect(factsOf(withLogind(own, console)).value?.logins).toEqual([]);
      const named = own.replace("10.0.2.2", "monitor.example.org");
      const environment = { XDG_SESSION_ID: "1" };
      expect(factsOf({ ...withLogind(named), environment }).value?.logins).toEqual([]);
    });

    it("are unknown where our own session is not there: its SSH server does not tell logind", () => {
      expect(factsOf(withLogind(console)).value).not.toHaveProperty("logins");
    });

    it("leave out who has logged out and left programs behind", () => {
      const closing = ssh?.replace("STATE=active", "STATE=closing");
      expect(factsOf(withLogind(own, closing)).value?.logins).toEqual([]);
    });

    it("are not taken from a name while nobody unknown is connected", () => {
      const named = ssh?.replace("198.51.100.7", "office.example.org");
      expect(factsOf(withLogind(own, named)).value?.logins).toEqual([]);
      const proc = connectedTo("076433C6:D431");
      expect(factsOf({ ...withLogind(own, named), proc }).value?.logins).toEqual(["alice@office.example.org"]);
    });

    it("do not wait for the FIFO beside a session's file", () => {
      const fifo = { ...host, run: { ...sessionsOf(own), "systemd/sessions/1.ref": { fifo: true as const } } };
      expect(factsOf(fifo).value?.logins).toEqual([]);
    });

    it("are cut after a hundred, and that is said", () => {
      const many = Array.from({ length: 150 }, (_, at) => ssh?.replace("100.7", `100.${at}`));
      const { value, problems } = factsOf(withLogind(own, ...many));
      expect(value?.logins?.length).toBeLessThanOrEqual(100);
      expect(problems[0]?.detail.untrusted).toContain("logins: there are more than the probe passes on");
    });
  });

  describe("but with the titles of OpenSSH's processes", () => {
    const environment = { LOGNAME: "mon" };
    const titled = (titles: readonly string[], ...others: string[]): FakeHost => ({
      ...host,
      environment,
      proc: {
        ...connectedTo(...others),
        "1/comm": "init\n",
        "1/cmdline": "/sbin/init\0",
        ...Object.fromEntries(
          ["sshd: mon@notty", ...titles].flatMap((title, at) => [
            [`${at + 100}/comm`, `${/^[\w-]+/.exec(title)?.[0]}\n`],
            [`${at + 100}/cmdline`, `${title}\0\0\0`],
          ]),
        ),
      },
    });
    const listener = "sshd: /usr/sbin/sshd -D [listener] 1 of 10-100 startups";
    const stranger = "076433C6:D431";

    it("are none while nobody unknown is connected", () => {
      expect(factsOf(titled([listener])).value?.logins).toEqual([]);
      expect(factsOf({ ...titled([]), environment: {} }).value?.logins).toEqual([]);
    });

    it("are not looked through on the host while nobody else is connected", () => {
      const titles = (...others: string[]) =>
        answerOf(titled([listener], ...others)).match(/^@server-monitor title .*$/gm);
      expect(titles()).toBeNull();
      expect(titles(stranger)).toEqual(["@server-monitor title sshd: mon@notty"]);
    });

    it("are none while those who are connected have not logged in", () => {
      const guessing = [listener, "sshd: root [priv]", "sshd: root [net]", "sshd-session: unknown [priv]"];
      expect(factsOf(titled(guessing, stranger, "080808C6:0401")).value?.logins).toEqual([]);
    });

    it.each(["sshd: root@notty", "sshd-session: root@pts/0", "sshd-session: root@pts/0,pts/1"])(
      "name who is behind %j, from the one address that is connected",
      (title) => {
        expect(factsOf(titled([listener, title], stranger)).value?.logins).toEqual(["root@198.51.100.7"]);
      },
    );

    it("are unknown where several are connected, for a title does not say from where", () => {
      const several = titled(["sshd: root@notty"], stranger, "080808C6:0401");
      expect(factsOf(several).value).not.toHaveProperty("logins");
      expect(reasonOf(several)).toContain("logins: root logged in, and the host does not tell from where");
    });

    it("leave out a user whom the inventory vouches for wherever he comes from", () => {
      const vouched = { ...nobody, peer: (_from: string, user?: string) => user === "deploy" };
      const several = titled(["sshd: deploy@notty"], stranger, "080808C6:0401");
      expect(factsOf(several, "node", vouched).value?.logins).toEqual([]);
    });

    it("are unknown where somebody is connected and the SSH server sets no titles", () => {
      const dropbear = { ...titled([], stranger), environment: { LOGNAME: "somebody" } };
      expect(factsOf(dropbear).value).not.toHaveProperty("logins");
      expect(reasonOf(dropbear)).toContain("the SSH server does not tell who is logged in");
    });

    it("name sessions without a terminal beside those that who lists, from the address that no terminal explains", () => {
      const who = "echo 'alice    pts/0        Nov 22 23:52 (198.51.100.8)'";
      const withUtmp = (...others: string[]): FakeHost => {
        const { run: _, ...rest } = titled(["sshd: alice@pts/0", "sshd: root@notty"], "086433C6:D431", ...others);
        return { ...rest, programs: { who } };
      };
      expect(factsOf(withUtmp(stranger)).value?.logins).toEqual(["alice@198.51.100.8", "root@198.51.100.7"]);
      expect(factsOf(withUtmp(stranger, "080808C6:0401")).value?.logins).toEqual(["alice@198.51.100.8"]);
      expect(factsOf(withUtmp()).value?.logins).toEqual(["alice@198.51.100.8"]);
    });

    it("do not take the SFTP process of a session for another one", () => {
      expect(factsOf(titled(["sshd: mon@internal-sftp"], stranger)).value?.logins).toEqual([]);
    });
  });
});

describe("logins in the answer of a probe that was installed before logind was asked", () => {
  const told = (...lines: string[]) =>
    readFacts(["v 1", ...lines, "who asked", "end"].map((line) => `${mark}${line}\n`).join(""), "node", nobody);

  it("are unknown without an error where who said nothing", () => {
    expect(told().value?.logins).toBeUndefined();
    expect(told().problems[0]?.detail.untrusted).not.toContain("logins");
  });

  it("are what who said", () => {
    expect(told("logins mon pts/0 Nov 22 23:53 (10.0.2.2)").value?.logins).toEqual(["mon@10.0.2.2"]);
    expect(told("logins root tty1 Nov 22 23:52").value?.logins).toEqual([]);
  });
});
