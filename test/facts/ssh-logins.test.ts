/** Who has logged in between two checks, by the SSH server's log: the real script over logs, and systemd's own journal. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/facts/index.ts";
import { describeWith, tool } from "../support/tools.ts";
import { answerOf, type FakeHost, factsOf, nobody, prints, procOf, shellOfUser, usualTools } from "./fake-host.ts";

const now = 1_795_390_924;
const keyOfCi = `SHA256:${"A".repeat(21)}/+${"w".repeat(20)}`;
const keyOfEve = `SHA256:${"E".repeat(21)}/+${"w".repeat(20)}`;

interface Login {
  readonly age: number;
  readonly user?: string;
  readonly from?: string;
  readonly port?: number;
  readonly by?: string;
}

const ours: Login = { age: 1, user: "monitor", from: "10.0.2.2", port: 45304 };

function message({ user = "deploy", from = "198.51.100.7", port = 51234, by = keyOfCi }: Login): string {
  const [method, key] = by?.startsWith("SHA256:") ? ["publickey", `: ED25519 ${by}`] : [by, ""];
  return `Accepted ${method} for ${user} from ${from} port ${port} ssh2${key}`;
}

function journalLine(login: Login): string {
  return `${now - login.age}.000000 web-1 sshd-session[921]: ${message(login)}\n`;
}

/** In the local time of a zone that is `ahead` hours ahead of UTC. */
function syslogLine(login: Login, ahead = 0): string {
  const [, month, day, time] =
    /^\w+, (\d+) (\w+) \d+ (\S+)/.exec(new Date((now - login.age + 3600 * ahead) * 1000).toUTCString())?.slice() ?? [];
  return `${day} ${String(Number(month)).padStart(2)} ${time} web-1 sshd[921]: ${message(login)}\n`;
}

const journalFile = "var/log/journal/fedcba9876543210/system.journal";
const host: FakeHost = {
  proc: procOf("debian-12"),
  programs: { date: `echo ${now}` },
  connection: "10.0.2.2 45304 10.0.2.15 22",
};

function withJournal(...logins: readonly Login[]): FakeHost {
  const journalctl = prints(logins.map(journalLine).join(""));
  return { ...host, root: { [journalFile]: "" }, programs: { ...host.programs, journalctl } };
}

function withLog(text: string, path = "var/log/auth.log"): FakeHost {
  return { ...host, root: { [path]: text } };
}

function loginsOf(fake: FakeHost, vouched = nobody) {
  const { value, problems } = factsOf(fake, "node", vouched);
  for (const { detail } of problems) expect(detail.untrusted).not.toContain("sshLogins");
  return value?.sshLogins;
}

describe("the journal", () => {
  it("tells who has logged in since the last check, also who is gone, with the key or the method", () => {
    const fake = withJournal(
      ours,
      { age: 60, user: "eve", from: "2001:DB8::7", by: "password" },
      { age: 90, user: "eve", from: "2001:db8::7", by: "keyboard-interactive/pam" },
      { age: 600, port: 40000 },
      { age: 700, port: 40001 },
      { age: 1000, user: "old" },
    );
    expect(loginsOf(fake, { ...nobody, loginsSinceSeconds: 900 })).toEqual([
      `deploy@198.51.100.7/${keyOfCi}`,
      "eve@2001:db8::7/keyboard-interactive",
      "eve@2001:db8::7/password",
    ]);
  });

  it("does not tell of our own address, of the machine itself, and of whom the inventory knows", () => {
    const fake = withJournal(
      ours,
      { age: 2, user: "root", from: "10.0.2.2" },
      { age: 3, user: "root", from: "127.0.0.1" },
      { age: 4, user: "deploy" },
      { age: 5, user: "root" },
    );
    const vouched = { ...nobody, peer: (from: string, user?: string) => from === "198.51.100.7" && user === "deploy" };
    expect(loginsOf(fake, vouched)).toEqual([`root@198.51.100.7/${keyOfCi}`]);
  });

  it("says nothing where our own login is not in it: the SSH server logs elsewhere", () => {
    expect(loginsOf(withJournal({ age: 5 }))).toBeUndefined();
    expect(loginsOf(withJournal({ ...ours, port: 45305 }))).toBeUndefined();
    expect(loginsOf(withJournal())).toBeUndefined();
    expect(loginsOf(withJournal(ours))).toEqual([]);
  });

  it("is nothing that a copy of the probe from before tells, which is no problem", () => {
    const edit = (script: string) => script.replace(/\nsay probe \d+\n/, "\nsay probe 3\n");
    expect(loginsOf({ ...withJournal(ours, { age: 5 }), edit })).toBeUndefined();
  });

  it("is not asked where it may not be read", () => {
    const fake = withJournal(ours);
    expect(loginsOf({ ...fake, root: { [journalFile]: { unreadable: true } }, shell: shellOfUser })).toBeUndefined();
    expect(loginsOf({ ...fake, root: {} })).toBeUndefined();
  });

  it("says where it was cut, and loses the oldest", () => {
    const many = Array.from({ length: 299 }, (_, at) => ({ age: 10 + at, from: `198.51.100.${at % 250}` }));
    const found = loginsOf(withJournal(ours, ...many));
    expect(found).toHaveLength(101);
    expect(found?.at(-1)).toBe("cut");
    const far = { ...nobody, loginsSinceSeconds: 4000 };
    expect(loginsOf(withJournal(ours, { age: 5 }), far)).toEqual([`deploy@198.51.100.7/${keyOfCi}`, "cut"]);
  });

  it("of this very machine tells without a login of ours", () => {
    const fake = { ...withJournal({ age: 5 }), connection: "" };
    expect(loginsOf(fake)).toEqual([`deploy@198.51.100.7/${keyOfCi}`]);
    const { programs } = withJournal();
    expect(loginsOf({ ...fake, programs: { ...programs } })).toEqual([]);
  });

  it("is hostile: what is no login is passed over, and a name is shown without what means something elsewhere", () => {
    const lines = [
      journalLine(ours),
      journalLine({ age: 2, user: "=1 @evil/x" }),
      journalLine({ age: 2, from: "198.51.100.999" }),
      journalLine({ age: 2, by: "SHA256:short" }),
      `${now} web-1 sudo[1]: ${message({ age: 0 })}\n`,
      `Xyz 99 99:99:99 web-1 sshd[1]: ${message({ age: 0 })}\n`,
      `${now} web-1 sshd[1]: Accepted ${"x".repeat(9000)}\n`,
    ];
    const fake = withJournal();
    expect(loginsOf({ ...fake, programs: { ...fake.programs, journalctl: prints(lines.join("")) } })).toEqual([
      `_1__evil_x@198.51.100.7/${keyOfCi}`,
    ]);
  });

  it.each([
    [["900"], undefined, "900"],
    [[], "sh -s 900", "900"],
    [[], undefined, "3600"],
    [[], "sh -s", "3600"],
    [["1234567"], undefined, "3600"],
    [["9;reboot"], undefined, "3600"],
    [[], "sh -s `reboot`", "3600"],
    [[], "sh -s *", "3600"],
    [[""], "scp -t 7\n8", "3600"],
  ])("is asked for as many seconds as %j or the command %j says, if that is a number", (words, command, seconds) => {
    const answer = answerOf({
      ...withJournal(),
      programs: { date: `echo ${now}`, journalctl: 'echo "$*"' },
      environment: { SSH_ORIGINAL_COMMAND: command },
      edit: (script) =>
        script.replace(
          "\nserver_monitor_probe",
          `\nset -- ${words.map((w) => `'${w}'`).join(" ")}\nserver_monitor_probe`,
        ),
    });
    expect(answer).toContain(`@server-monitor window ${seconds}\n`);
    expect(answer).toContain(` --since=-${seconds}s `);
  });
});

describe("the log file of syslog", () => {
  const lines = (ahead = 0) => [
    `Nov 22 06:25:01 web-1 CRON[811]: (root) CMD (secret)\n`,
    syslogLine({ age: 4000, user: "old" }, ahead),
    syslogLine({ age: 600 }, ahead),
    syslogLine(ours, ahead),
  ];

  it.each(["var/log/auth.log", "var/log/secure"])("is read at /%s where there is no journal", (path) => {
    expect(loginsOf(withLog(lines().join(""), path))).toEqual([`deploy@198.51.100.7/${keyOfCi}`]);
  });

  it("is read where journalctl cannot search", () => {
    const fake = withLog(lines().join(""));
    const programs = { ...host.programs, journalctl: "exit 1" };
    expect(loginsOf({ ...fake, root: { ...fake.root, [journalFile]: "" }, programs })).toHaveLength(1);
  });

  it.each([-11, 2, 14])("is in local time, %i hours ahead", (ahead) => {
    expect(loginsOf(withLog(lines(ahead).slice(1).join("")))).toEqual([`deploy@198.51.100.7/${keyOfCi}`]);
  });

  it("goes over New Year's night", () => {
    const [before, after] = ["Dec 31 23:50:00", "Jan  1 00:05:00"];
    const text = [before, after]
      .map((time, at) => `${time} web-1 sshd[1]: ${message(at === 0 ? { age: 0 } : ours)}\n`)
      .join("");
    const fake = withLog(`Dec 31 20:00:00 web-1 CRON[1]: x\n${text}`);
    expect(loginsOf({ ...fake, programs: { date: `echo ${Date.parse("2027-01-01T00:05:01Z") / 1000}` } })).toHaveLength(
      1,
    );
  });

  it("says where it begins too late, as after its rotation", () => {
    expect(loginsOf(withLog(lines().slice(2).join("")))).toEqual([`deploy@198.51.100.7/${keyOfCi}`, "cut"]);
  });

  it("does not pass on what others log", () => {
    expect(answerOf(withLog(lines().join("")))).not.toContain("secret");
  });

  it("is read from its end, however long it is", () => {
    const flood = Array.from({ length: 20_000 }, () => syslogLine({ age: 3000 }).replace("Accepted", "Failed")).join(
      "",
    );
    const answer = answerOf(withLog(`${flood}${lines().join("")}`));
    expect(readFacts(answer, "node", nobody).value?.sshLogins).toHaveLength(2);
    expect(answer.length).toBeLessThan(20_000);
  });

  it("is not read without awk or tail", () => {
    for (const program of ["awk", "tail"])
      expect(
        factsOf({ ...withLog(lines().join("")), tools: usualTools.filter((name) => name !== program) }).value,
      ).not.toHaveProperty("sshLogins", expect.any(Array));
  });
});

describe("the fingerprint of a key that the inventory accepts", () => {
  const connected = (port: number) => ({
    ...procOf("debian-12"),
    "net/tcp": [
      "header",
      row("0F02000A:0016", "0202000A:B0F8", "01"),
      row("0F02000A:0016", `076433C6:${port.toString(16).toUpperCase()}`, "01"),
      row("00000000:0016", "00000000:0000", "0A"),
      "",
    ].join("\n"),
  });
  const row = (local: string, remote: string, state: string) =>
    `0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 0 0 0 1`;
  const session = {
    "systemd/sessions/1": "USER=monitor\nREMOTE_HOST=10.0.2.2\n",
    "systemd/sessions/2": "USER=deploy\nREMOTE_HOST=198.51.100.7\n",
  };
  const vouched = { ...nobody, key: (key: string, user: string) => key === keyOfCi && user === "deploy" };
  const seen = (fake: FakeHost) => {
    const { sshLogins, sshPeers, peerPorts, logins } = factsOf(fake, "node", vouched).value ?? {};
    return { sshLogins, sshPeers, peerPorts, logins };
  };

  it("makes the login, its session and its connection known", () => {
    const fake = { ...withJournal(ours, { age: 2000 }), proc: connected(51234), run: session };
    expect(seen(fake)).toEqual({ sshLogins: [], sshPeers: [], peerPorts: [], logins: [] });
  });

  it("not those with another key, another user's, or another connection of the address", () => {
    const proc = connected(51234);
    const other = withJournal(ours, { age: 50, by: keyOfEve, port: 50000 }, { age: 60 });
    expect(seen({ ...other, proc, run: session })).toEqual({
      ...{ sshLogins: [`deploy@198.51.100.7/${keyOfEve}`], sshPeers: [], peerPorts: [] },
      logins: ["deploy@198.51.100.7"],
    });
    const root = withJournal(ours, { age: 50, user: "root" });
    expect(seen({ ...root, proc, run: session })).toMatchObject({ sshLogins: [`root@198.51.100.7/${keyOfCi}`] });
    expect(seen({ ...withJournal(ours, { age: 60 }), proc: connected(51235), run: session })).toMatchObject({
      ...{ sshPeers: ["198.51.100.7"], peerPorts: [[51235]] },
    });
  });
});

describeWith(["journalctl", "systemd-journal-remote"], "systemd's own journal", () => {
  it("answers the question: lines of root's SSH server since then, the newest ones", () => {
    const folder = mkdtempSync(join(tmpdir(), "journal-"));
    const clock = Math.floor(Date.now() / 1000);
    const entry = (login: Login, uid = 0, text = message(login)) =>
      `${[
        `__REALTIME_TIMESTAMP=${(clock - login.age) * 1_000_000}`,
        `__MONOTONIC_TIMESTAMP=${(90_000 - login.age) * 1_000_000}`,
        ...["_BOOT_ID=0123456789abcdef0123456789abcdef", "_MACHINE_ID=fedcba9876543210fedcba9876543210"],
        ...["_HOSTNAME=web-1", "PRIORITY=6", `_UID=${uid}`, "_TRANSPORT=syslog"],
        ...[`SYSLOG_IDENTIFIER=${login.age % 2 === 0 ? "sshd" : "sshd-session"}`, "SYSLOG_PID=921", "_PID=921"],
        `MESSAGE=${text}`,
      ].join("\n")}\n\n`;
    const entries = [
      entry({ age: 4000, user: "old" }),
      entry({ age: 600 }, 0, "Invalid user admin from 203.0.113.99 port 50022"),
      entry({ age: 500 }),
      entry({ age: 400, user: "forged" }, 1000),
      entry({ age: 301, user: "eve", by: "password" }),
      entry(ours),
    ];
    writeFileSync(join(folder, "export"), entries.join(""));
    const remote = tool("systemd-journal-remote");
    execFileSync(remote, ["-o", join(folder, "system.journal"), join(folder, "export")], { stdio: "ignore" });
    const programs = { date: `echo ${clock}`, journalctl: `exec ${tool("journalctl")} -D ${folder} "$@"` };
    expect(loginsOf({ ...withJournal(), programs })).toEqual([
      `deploy@198.51.100.7/${keyOfCi}`,
      "eve@198.51.100.7/password",
    ]);
  });
});
