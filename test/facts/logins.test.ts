import { describe, expect, it } from "vitest";
import { factsOf, fixture, nobody, prints } from "./fake-host.ts";

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

  it("show the address behind a name where who tells it", () => {
    const who = `[ "$1" = --ips ] && ${prints(fixture("who--ips/debian-12"))}`;
    expect(factsOf({ programs: { who } }).value?.logins).toContain("alice@198.51.100.7");
  });

  it("are empty where nobody is logged in", () => {
    expect(loginsOf("true")).toEqual([]);
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
