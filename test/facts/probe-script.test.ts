import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { endLine } from "../../src/facts/answer.ts";
import { type FactValues, fullProbeScript, probeScript, readFacts } from "../../src/facts/index.ts";
import { describeWith, tool } from "../support/tools.ts";
import { answerOf, type FakeHost, fixture, nobody, prints, procOf, usualTools } from "./fake-host.ts";

const shells = [
  ["dash"],
  ["zsh"],
  ["bash", "--posix"],
  ["bash"],
  ["busybox", "sh"],
  ["mksh"],
  ["ksh"],
  ["zsh", "--emulate", "sh"],
];

const captured: FakeHost = {
  proc: {
    ...procOf("debian-12"),
    "self/status": "Uid:\t0\t0\t0\t0\n",
    "sys/net/ipv4/ip_local_port_range": "32768\t60999\n",
    "1/comm": "systemd\n",
    "77/comm": "web server\n",
  },
  links: { "1/fd/3": "socket:[1612312]", "77/fd/6": "/dev/null", "77/fd/7": "socket:[1612312]" },
  passwd: "root:x:0:0:root:/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\n",
  programs: {
    date: "echo 1795390924",
    df: prints(fixture("df-Pk-root/debian-12")),
    // The captured figures are those of `df`.
    stat: "exit 1",
    who: prints(fixture("who/debian-12")),
    "nvidia-smi": "echo '0, 40, 214, 39.32'; echo '1, [N/A], ERR!, [Unknown Error]'",
  },
  tools: usualTools.filter((name) => name !== "date"),
  connection: "10.0.2.2 45304 10.0.2.15 22",
};

for (const [name = "", ...options] of shells)
  describeWith([name], `under ${[name, ...options].join(" ")}`, () => {
    const shell = () => [tool(name), ...options];

    // BusyBox as sh prefers its own date, df, who and id to what is in PATH.
    const shared = (text: string) =>
      name === "busybox"
        ? text.split("\n").filter((line) => !/ (now|disk|statfs|stamp|logins|process) /.test(line))
        : text;

    it("says what it says under sh", () => {
      expect(shared(answerOf({ ...captured, shell: shell() }))).toEqual(shared(answerOf(captured)));
    });

    it("is not disturbed by what rc files leave behind", () => {
      const edit = (script: string) => `set -euf\nIFS=:x1\nPOSIXLY_CORRECT=1\nexport POSIXLY_CORRECT\n${script}`;
      expect(shared(answerOf({ ...captured, shell: shell(), edit }))).toEqual(shared(answerOf(captured)));
    });

    it("reads the socket tables without awk as with it, but for the owners", () => {
      const tools = usualTools.filter((each) => each !== "awk" && each !== "date");
      const without = answerOf({ ...captured, tools, shell: shell() });
      const tables = (answer: string) =>
        answer.match(/^@server-monitor (?:mem|up|range|listen|own|peer|sockets) .*$/gm)?.sort();
      expect(tables(without)).toEqual(tables(answerOf(captured)));
    });

    it.each(["with", "without"])("ends although nvidia-smi hangs, %s timeout", (how) => {
      const tools = usualTools.filter((each) => each !== "date" && (how === "with" || each !== "timeout"));
      const programs = { ...captured.programs, "nvidia-smi": "echo '0, 40, 214, 39.32'; exec sleep 600" };
      const edit = (script: string) => script.replace("within 10", "within 1");
      const answer = answerOf({ ...captured, tools, programs, shell: shell(), edit });
      expect(answer).toContain(`\n${endLine}\n`);
      expect(readFacts(answer, "miner", nobody)).toMatchObject({
        value: { memAvailMib: 23_173 },
        problems: [{ code: "probe:incomplete", detail: { untrusted: "gpus: nvidia-smi did not answer within 10 s" } }],
      });
    });

    // BusyBox as sh brings its own programs.
    if (name === "busybox") return;
    it("leaves the cells empty that no tool answers", () => {
      const text = answerOf({ tools: [], shell: shell(), ...(name === "mksh" ? { tools: ["printf"] } : {}) });
      const { value, problems } = readFacts(text, "node", nobody);
      expect({ ...value, revision: undefined }).toEqual({});
      expect(problems.map(({ code }) => code)).toEqual(["probe:incomplete"]);
    });
  });

describeWith(["toybox"], "on a host that has toybox alone", () => {
  // Without its `timeout`, which now and then misses the end of a program (0.8.9), and runs a df of its own.
  const tools = ["cat", "date", "head", "ls", "printf", "sleep", "stat", "true", "uname", "who"];
  const programs = Object.fromEntries(tools.map((name) => [name, `exec ${tool("toybox")} ${name} "$@"`]));

  it("says what it says elsewhere, but for what only awk reads: owners, accounts and mounts", () => {
    const host = { ...captured, tools: [], programs: { ...programs, ...captured.programs } };
    const [usual, found] = [captured, host].map((each) => readFacts(answerOf(each), "miner", nobody));
    expect(found).toEqual({ ...usual, value: { ...usual?.value, accounts: undefined } });
    const { value, problems } = readFacts(answerOf(host), "node", nobody);
    expect(problems).toEqual([]);
    expect(value?.listeners?.flatMap(({ owners }) => owners)).toEqual([]);
  });

  it("asks its who, stat and date", () => {
    const { value } = readFacts(answerOf({ proc: procOf("debian-12"), tools: [], programs }), "node", nobody);
    expect(value?.diskAvailMib).toBeGreaterThan(0);
    expect(value?.lastBoot).toBeDefined();
    expect(value?.logins).toEqual([]);
  });
});

describe("a shell that does not split words", () => {
  it("says so and nothing else, which is the reason for the empty cells", () => {
    const edit = (script: string) => script.replace("words='a b'", "words=a");
    const { value, problems } = readFacts(answerOf({ ...captured, edit }), "node", nobody);
    expect(value).toBeUndefined();
    expect(problems[0]?.detail.untrusted).toBe(
      "the probe script did not run; the session said: this shell does not split words as sh does",
    );
  });
});

describe("the script", () => {
  it("fits in 20 KB, in ASCII", () => {
    expect(fullProbeScript()).toMatch(/^[\n\t -~]{1000,20480}$/);
  });

  it("asks each type only what its row shows", () => {
    expect(probeScript("node")).not.toContain("nvidia-smi");
    expect(probeScript("miner")).toContain("nvidia-smi");
    expect(probeScript("ping")).not.toMatch(/df|who|meminfo/);
  });

  it("asks what may hang last", () => {
    const quick = ["/meminfo", "who --ips", "stat -c '%Y"];
    const hanging = ["stat -f -c", "systemctl", "get_throttled", "head -c", "ls -ln", "nvidia-smi", "end"];
    const places = [...quick, ...hanging].map((text) => fullProbeScript().lastIndexOf(text));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it("asks for nothing twice", () => {
    expect(fullProbeScript().split('/meminfo")').length).toBe(2);
    expect(fullProbeScript().split("say me ").length).toBe(2);
  });

  it("does nothing when it arrives cut short", () => {
    const edit = (script: string) => script.slice(0, -60);
    expect(spawnSync("sh", ["-s"], { input: edit(fullProbeScript()), encoding: "utf8" }).stdout).toBe("");
  });

  it("needs neither input nor arguments when it is installed as a file", () => {
    const answer = execFileSync("sh", ["-c", fullProbeScript(), "probe", "ignored"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, SSH_CONNECTION: "" },
    });
    expect(readFacts(answer, "node", nobody).problems).toEqual([]);
  });

  it("passes no more than some hundred lines of 10,000 sockets, and says that it cut", () => {
    const row = (index: number, local: string, remote: string, state: string) =>
      `${index}: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 0 0 0 1`;
    const hex = (value: number, width: number) => value.toString(16).toUpperCase().padStart(width, "0");
    const listeners = Array.from({ length: 400 }, (_, at) =>
      row(at, `00000000:${hex(1000 + at, 4)}`, "00000000:0000", "0A"),
    );
    const peers = Array.from({ length: 9600 }, (_, at) =>
      row(at, "0100000A:0016", `${hex((at + 1) * 256, 8)}:ABCD`, "01"),
    );
    const proc = { ...captured.proc, "net/tcp": ["header", ...listeners, ...peers, ""].join("\n") };
    for (const tools of [usualTools, usualTools.filter((name) => name !== "awk")]) {
      const answer = answerOf({ ...captured, proc, tools });
      expect(answer.split("\n").length).toBeLessThan(900);
      const { value, problems } = readFacts(answer, "node", nobody);
      expect(value?.ports?.length).toBe(300);
      expect(value?.sshPeers?.length).toBe(200);
      expect(problems).toMatchObject([
        {
          code: "probe:incomplete",
          detail: { untrusted: expect.stringMatching(/^ports: there are more .*; sshPeers: there/) },
        },
      ]);
    }
  });
});

describeWith(["strace", "dash", "stat", "timeout"], "what a host has to start for it", () => {
  it("is twelve programs at most on Debian 13, root's look into all processes and the journal included", () => {
    const trace = join(mkdtempSync(join(tmpdir(), "probe-")), "trace");
    const host: FakeHost = {
      ...captured,
      // Debian 13 has no utmp any more, and does not start `who`.
      run: {
        "systemd/system/x": "",
        "dbus/system_bus_socket": "",
        "systemd/sessions/1": "USER=monitor\nREMOTE_HOST=10.0.2.2\n",
      },
      root: { "var/lib/apt/lists/x": "", "var/cache/dnf/x": "", "var/log/journal/x/system.journal": "" },
      programs: { systemctl: ":", journalctl: ":" },
      tools: [...usualTools, "stat"],
      // With the clock of awk, as everywhere but in the other tests.
      edit: (script) => withAwksClock(script, "1795390924"),
      shell: [tool("strace"), "-f", "-e", "trace=execve", "-o", trace, tool("dash")],
    };
    expect(readFacts(answerOf(host), "node", nobody).problems).toEqual([]);
    const started = readFileSync(trace, "utf8").match(/execve.* = 0$/gm) ?? [];
    expect(started.length).toBeGreaterThanOrEqual(10);
    expect(started.length, started.join("\n")).toBeLessThanOrEqual(12);
  });
});

/** The fake host leaves the clock to `date`; here awk's srand() tells a time. */
function withAwksClock(script: string, seed: string): string {
  return script
    .replace("now = srand()", `now = ${seed}`)
    .replace(/(now > 1000000000.*\)) ;$/m, '$1 print mark "now", now');
}

describeWith(["awk"], "the clock of awk", () => {
  it.each([
    ["is used where it counts seconds", "1795390924", ["1795390924"]],
    // mawk 1.3.4-20250131, the awk of Debian 13.
    ["is not used where it counts nanoseconds", "1795390924412904960", ["1795390999"]],
    ["is not used where its seed is no time", "0.62", ["1795390999"]],
  ])("%s", (_name, seed, times) => {
    const edit = (script: string) => withAwksClock(script, seed);
    const answer = answerOf({ ...captured, edit, programs: { date: "echo 1795390999" } });
    expect([...answer.matchAll(/^@server-monitor now (.*)$/gm)].map(([, time]) => time)).toEqual(times);
  });
});

describeWith(["free", "df", "ss", "uptime"], "on this machine", () => {
  const output = (name: string, ...options: string[]) =>
    execFileSync(tool(name), options, { encoding: "utf8", env: { LC_ALL: "C", TZ: "UTC0" } });
  const ask = (): FactValues => {
    const text = execFileSync("sh", ["-s"], {
      input: probeScript("node"),
      encoding: "utf8",
      env: { PATH: "/usr/bin:/bin", SSH_CONNECTION: "" },
    });
    const { value, problems } = readFacts(text, "node", nobody);
    expect(problems).toEqual([]);
    return value ?? {};
  };

  it("counts memory and swap as free does", () => {
    const [available, swap] = [/^Mem:.* (\d+)$/m, /^Swap:.* (\d+)$/m].map((row) =>
      Number(row.exec(output("free", "-b"))?.[1]),
    );
    const facts = ask();
    expect(Math.abs((facts.memAvailMib ?? 0) - (available ?? 0) / 2 ** 20)).toBeLessThan(512);
    expect(Math.abs((facts.swapFreeMib ?? -9) - (swap ?? 0) / 2 ** 20)).toBeLessThan(64);
  });

  it("counts the disk as df does", () => {
    const kib = Number(output("df", "-Pk", "/").trim().split(/\s+/).at(-3));
    expect(Math.abs((ask().diskAvailMib ?? 0) - kib / 1024)).toBeLessThan(256);
  });

  it("knows the boot that uptime and /proc/stat know", () => {
    const since = Date.parse(`${output("uptime", "-s").trim().replace(" ", "T")}Z`);
    const btime = Number(/^btime (\d+)$/m.exec(output("cat", "/proc/stat"))?.[1]) * 1000;
    const boot = ask().lastBoot?.getTime() ?? 0;
    expect(Math.abs(boot - since)).toBeLessThanOrEqual(62_000);
    expect(Math.abs(boot - btime)).toBeLessThanOrEqual(62_000);
  });

  it("lists the ports that ss lists", () => {
    const rows = output("ss", "-Htuln").trim().split("\n").filter(Boolean);
    const listed = rows
      .map((row) => row.split(/\s+/))
      .filter(([, , , , local = ""]) => !/^(127\.|\[::1\]|\[::ffff:127\.)/.test(local))
      .map(([protocol, , , , local = ""]) => `${local.split(":").at(-1)}/${protocol}`);
    const stable = new Set(ask().ports?.map(({ port, protocol }) => `${port}/${protocol}`));
    // Tests beside this one open and close listeners: what was there before and after must be in the list.
    const after = output("ss", "-Htuln");
    for (const port of listed.filter((each) => after.includes(`:${each.split("/")[0]} `)))
      expect(stable).toContain(port);
  });
});
