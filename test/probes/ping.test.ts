import { execFileSync } from "node:child_process";
import type { LookupAddress } from "node:dns";
import {
  chmodSync,
  createReadStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Resolver } from "../../src/connect.ts";
import { PingFault, type PingOptions, ping } from "../../src/probes/ping.ts";
import { withPingShell } from "../../src/probes/ping-shell.ts";
import { describeWith, hasIpv6, noIpv6, tool } from "../support/tools.ts";

let folder: string;
let trace: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ping-"));
  trace = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([
  ["ping", "ping"],
  ["busybox", "busybox ping"],
])("a real %s", (program, need) => {
  describeWith([need], "on loopback", () => {
    beforeEach(() => symlinkSync(tool(program), join(folder, "ping")));

    it.for(["127.0.0.1", "::1", "localhost"])("measures %s", async (address, test) => {
      test.skip(address === "::1" && !hasIpv6, noIpv6);
      const { value, problems } = await pingHere(address);
      expect(problems).toEqual([]);
      expect(value).toEqual({ meanMs: expect.any(Number), maxMs: expect.any(Number), lossPercent: 0 });
      expect(value?.maxMs).toBeGreaterThanOrEqual(value?.meanMs ?? Number.NaN);
    });

    it("says of a name that does not resolve that nothing was sent", async () => {
      const outcome = await pingHere("no-such-host.invalid");
      expect(outcome).toEqual({
        problems: [{ code: "ping:unreachable", detail: { untrusted: "the name does not resolve" } }],
      });
    });

    it("takes an address that begins with a dash for an address", async () => {
      const outcome = await pingHere("-f");
      expect(outcome.problems).toEqual([
        { code: "ping:unreachable", detail: { untrusted: "the name does not resolve" } },
      ]);
    });

    it("tells of the first reply before it ends", async () => {
      const tracedAtReply: number[] = [];
      await pingHere("127.0.0.1", { onReply: () => tracedAtReply.push(trace.length) });
      // What came back is traced at the end.
      expect(tracedAtReply[0]).toBe(1);
    });

    it("tells what it asked and what came back, without the address", async () => {
      await pingHere("127.0.0.1");
      expect(trace).toEqual([
        "ping: asks ping -n -c 4 -i 0.2 -W 2 -- ADDRESS",
        expect.stringMatching(/^ping: 4 packets transmitted, 4 .*min\/avg\/max.* \(exit 0\)$/),
      ]);
    });
  });
});

describe("a ping without an answer", () => {
  it("has lost everything when no reply came", async () => {
    prints(
      "PING 192.0.2.9 (192.0.2.9): 56 data bytes\n\n4 packets transmitted, 0 packets received, 100% packet loss",
      1,
    );
    expect(await pingHere("192.0.2.9")).toEqual(lostAll("no ping was answered"));
  });

  it("says when a router on the way gave the answer", async () => {
    const capture = new URL("../fixtures/ping/iputils-20221126-host-unreachable.txt", import.meta.url);
    prints(readFileSync(capture, "utf8"), 1);
    expect(await pingHere("192.0.2.99")).toEqual(lostAll("a router reported that the host is unreachable"));
  });

  it.each([
    "ping: connect: Network is unreachable",
    "ping: sendto: Network is unreachable",
    "ping: connect: No route to host",
    "ping: socket: Address family not supported by protocol",
  ])("has lost everything when there is no way: %s", async (complaint) => {
    complains(complaint, 2);
    expect(await pingHere("192.0.2.9")).toEqual(lostAll("this machine has no route to the host"));
  });

  it.each([
    "ping: sendto: Operation not permitted",
    "ping: sendto: Permission denied",
    "ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules",
  ])("blames a firewall on this machine: %s", async (complaint) => {
    complains(complaint, 2);
    const detail = "ping was blocked on this machine (firewall or routing), so the host was not asked";
    expect(await pingHere("192.0.2.9")).toEqual(lostAll(detail));
  });

  it.each([
    "ping: 2001:db8::9: Address family for hostname not supported",
    "ping: unknown host 2001:db8::9",
    "ping: bad address '2001:db8::9'",
  ])("says that nothing was sent by a ping that knows IPv4 alone: %s", async (complaint) => {
    complains(complaint, 2);
    expect(await pingHere("2001:db8::9")).toEqual({
      problems: [
        { code: "ping:unreachable", detail: { untrusted: expect.stringContaining("does not support this kind") } },
      ],
    });
    expect(trace.join()).not.toContain("2001:db8::9");
  });

  it("says that nothing was sent where its name is not looked up in time", async () => {
    script(`: > ${join(folder, "started")}`);
    const resolver = new Resolver(() => new Promise(() => {}));
    expect(await pingHere("a.example", { resolver, limitMs: 50 })).toEqual({
      problems: [{ code: "ping:unreachable", detail: { untrusted: expect.stringContaining("no answer in time") } }],
    });
    expect(() => readFileSync(join(folder, "started"))).toThrow("ENOENT");
  });

  it("is a problem of the host when ping fails in a way of its own", async () => {
    complains("ping: something new", 2);
    expect(await pingHere("192.0.2.9")).toEqual({
      problems: [{ code: "ping:unreachable", detail: { untrusted: "ping ended without a result (exit 2)" } }],
    });
  });

  it("is killed when the time is up, and nobody waits for a child that holds its output", async () => {
    script("sleep 5 & exec sleep 60");
    const outcome = await pingHere("192.0.2.9", { limitMs: 50 });
    expect(outcome).toEqual({
      problems: [{ code: "ping:unreachable", detail: { untrusted: expect.stringContaining("no answer in time") } }],
    });
  });

  it("is killed at once when the signal says so", async () => {
    script(`: > ${join(folder, "started")}; exec sleep 60`);
    const controller = new AbortController();
    const watcher = watch(folder, () => controller.abort());
    const outcome = await pingHere("192.0.2.9", { signal: controller.signal, limitMs: 60_000 });
    watcher.close();
    expect(outcome.problems).toMatchObject([{ code: "ping:unreachable" }]);
  });

  it("is not even started when the signal has fired before", async () => {
    script(`: > ${join(folder, "started")}`);
    await pingHere("192.0.2.9", { signal: AbortSignal.abort() });
    expect(() => readFileSync(join(folder, "started"))).toThrow("ENOENT");
  });

  it("keeps the times of the replies that came before somebody killed it, and leaves the loss open", async () => {
    script("echo '64 bytes from 192.0.2.9: icmp_seq=1 ttl=64 time=12.5 ms'; kill -KILL $$");
    expect(await pingHere("192.0.2.9")).toEqual({ value: { meanMs: 12.5, maxMs: 12.5 }, problems: [] });
    expect(trace[1]).toContain("SIGKILL");
  });

  it("ends when ping floods its output", async () => {
    script("while :; do echo 0123456789012345678901234567890123456789; done");
    expect((await pingHere("192.0.2.9")).problems).toMatchObject([{ code: "ping:unreachable" }]);
  });
});

describe("a ping with impossible times", () => {
  it.each([
    ["longer than it ran", "rtt min/avg/max/mdev = 1795630786858.1/1795630786858.3/1795630786858.6/0.2 ms", ""],
    ["truncated", "rtt min/avg/max/mdev = 9223372036854775.807/0.000/0.000/0.000 ms", ""],
    ["less than nothing", "rtt min/avg/max/mdev = -5.0/-2.0/1.0/2.0 ms", ""],
    [
      "counted as nothing",
      "rtt min/avg/max/mdev = 0.000/0.000/0.000/0.000 ms",
      "ping: Warning: time of day goes back (-3599999871us), taking countermeasures",
    ],
  ])("leaves them empty, and keeps the loss: %s", async (_how, summary, warning) => {
    script(`echo "${warning}" >&2; echo "4 packets transmitted, 3 received, 25% packet loss"; echo "${summary}"`);
    expect(await pingHere("192.0.2.9")).toEqual({
      value: { lossPercent: 25 },
      problems: [{ code: "ping:implausible", detail: { untrusted: expect.stringContaining("impossible times") } }],
    });
  });
});

describe("a name with an address of each family", () => {
  const [dead, dead2] = [
    { address: "2001:db8::9", family: 6 },
    { address: "2001:db8::8", family: 6 },
  ];
  const [good, good2] = [
    { address: "192.0.2.9", family: 4 },
    { address: "192.0.2.8", family: 4 },
  ];
  const resolverOf = (...addresses: LookupAddress[]) => new Resolver(async () => addresses);
  const asked = () => readFileSync(join(folder, "log"), "utf8");

  /** Only 192.0.2.9 answers. */
  beforeEach(() =>
    script(`for address; do :; done; echo $address >> ${join(folder, "log")}
      case $address in
        192.0.2.9) echo "4 packets transmitted, 4 received, 0% packet loss"; echo "rtt min/avg/max/mdev = 1/2/3/1 ms";;
        *) echo "4 packets transmitted, 0 received, 100% packet loss"; exit 1;;
      esac`),
  );

  it("is asked at the second where the first does not answer, and the answering one comes first from then on", async () => {
    const resolver = resolverOf(dead, dead2, good, good2);
    const outcome = await pingHere("a.example", { resolver });
    expect(outcome).toEqual({ value: { meanMs: 2, maxMs: 3, lossPercent: 0 }, problems: [] });
    expect(asked()).toBe("2001:db8::9\n192.0.2.9\n");
    expect(await resolver.lookUp("a.example")).toEqual([good, good2, dead, dead2]);
  });

  it("is asked once where the first answers", async () => {
    await pingHere("a.example", { resolver: resolverOf(good, dead) });
    expect(asked()).toBe("192.0.2.9\n");
  });

  it("has lost everything where neither answers", async () => {
    const outcome = await pingHere("a.example", { resolver: resolverOf(dead, good2) });
    expect(outcome).toEqual(lostAll("no ping was answered"));
    expect(asked()).toBe("2001:db8::9\n192.0.2.8\n");
  });

  it("keeps what the first came to where the time is up before the second answers", async () => {
    script(`for address; do :; done
      case $address in
        192.0.2.9) : > ${join(folder, "started")}; exec sleep 60;;
        *) echo "4 packets transmitted, 0 received, 100% packet loss"; exit 1;;
      esac`);
    const controller = new AbortController();
    const watcher = watch(folder, (_event, name) => name === "started" && controller.abort());
    const resolver = resolverOf(dead, good);
    const outcome = await pingHere("a.example", { resolver, signal: controller.signal, limitMs: 600_000 });
    watcher.close();
    expect(outcome).toEqual(lostAll("no ping was answered"));
  });
});

describe("an old BusyBox", () => {
  it.each(["ping: invalid option -- 'i'", "ping: invalid number '0.2'", "ping: unrecognized option: n"])(
    "is asked again in its own words: %s",
    async (complaint) => {
      script(`case "$*" in *-i*) echo "${complaint}" >&2; exit 1;; esac
        echo "4 packets transmitted, 4 packets received, 0% packet loss"
        echo "round-trip min/avg/max = 1.5/2.5/3.5 ms"`);
      expect(await pingHere("192.0.2.9")).toEqual({
        value: { meanMs: 2.5, maxMs: 3.5, lossPercent: 0 },
        problems: [],
      });
      expect(trace).toContain("ping: asks ping -c 4 -W 1 -- ADDRESS");
    },
  );

  it("is asked again only once", async () => {
    script(`echo asked >> ${join(folder, "log")}; echo "ping: invalid option -- 'c'" >&2; exit 1`);
    await pingHere("192.0.2.9");
    expect(readFileSync(join(folder, "log"), "utf8")).toBe("asked\nasked\n");
  });
});

describe("pings from one shell", () => {
  it("get their own output each, and their own errors", async () => {
    script(`for address; do :; done
      case $address in
        192.0.2.9) echo "4 packets transmitted, 4 received, 0% packet loss"; echo "rtt min/avg/max/mdev = 1/2/3/1 ms";;
        192.0.2.8) echo "ping: connect: Network is unreachable" >&2; exit 2;;
        *) echo "ping: sendmsg: Operation not permitted" >&2; exit 2;;
      esac`);
    const outcomes = await withPingShell({ PATH: folder }, (shell) =>
      Promise.all(["192.0.2.9", "192.0.2.8", "2001:db8::9"].map((address) => pingHere(address, { shell }))),
    );
    expect(outcomes).toEqual([
      { value: { meanMs: 2, maxMs: 3, lossPercent: 0 }, problems: [] },
      lostAll("this machine has no route to the host"),
      lostAll("ping was blocked on this machine (firewall or routing), so the host was not asked"),
    ]);
  });

  it("are killed with it", async () => {
    execFileSync("mkfifo", [join(folder, "alive")]);
    script(`exec sleep 60 > ${join(folder, "alive")}`);
    const closed = new Promise<unknown>((resolve) =>
      createReadStream(join(folder, "alive"))
        .on("close", () => resolve(undefined))
        .resume(),
    );
    const { signal } = new AbortController();
    await withPingShell({ PATH: folder }, async (shell) => {
      void shell.run([], "192.0.2.9", { signal, onLine: () => {} });
      // It opens once sleep has opened it for writing.
      await new Promise<void>((resolve) => createReadStream(join(folder, "alive")).on("open", () => resolve()));
    });
    await closed;
  });
});

describe("the environment of ping", () => {
  it("is the PATH and the C locale, no secret", async () => {
    script(`/usr/bin/env > ${join(folder, "environment")}`);
    await pingHere("192.0.2.9", { environment: { PATH: folder, INPUT_CREDENTIALS: "secret", LANG: "de_DE.UTF-8" } });
    const names = readFileSync(join(folder, "environment"), "utf8").match(/^\w+(?==)/gm);
    expect(names?.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name)).sort()).toEqual(["LC_ALL", "PATH"]);
  });
});

describe("a machine that cannot ping", () => {
  it("is told which package is missing", async () => {
    const refused = pingHere("127.0.0.1");
    await expect(refused).rejects.toThrow(PingFault);
    await expect(refused).rejects.toThrow("sudo apt-get install iputils-ping");
  });

  it.each([
    "ping: socktype: SOCK_RAW\nping: socket: Operation not permitted\nping: => missing cap_net_raw+p capability or setuid?",
    "ping: socket: Permission denied",
    "ping: icmp open socket: Operation not permitted",
    "ping: permission denied (are you root?)",
    "ping: Lacking privilege for icmp socket.",
  ])("is told which permission is missing: %s", async (complaint) => {
    complains(complaint, 2);
    const refused = pingHere("127.0.0.1");
    await expect(refused).rejects.toThrow(PingFault);
    await expect(refused).rejects.toThrow("sudo setcap cap_net_raw+p");
  });

  it("is told so when the program may not be run", async () => {
    writeFileSync(join(folder, "ping"), "");
    await expect(pingHere("127.0.0.1")).rejects.toThrow("sudo setcap cap_net_raw+p");
  });
});

function pingHere(address: string, options: Partial<PingOptions> = {}) {
  return ping(address, {
    signal: new AbortController().signal,
    trace: (line) => trace.push(line),
    environment: { PATH: folder },
    ...options,
  });
}

/** Puts a stand-in for ping on the PATH. */
function script(lines: string): void {
  const path = join(folder, "ping");
  writeFileSync(path, `#!/bin/sh\nPATH=${dirname(tool("sleep"))}\n${lines}\n`);
  chmodSync(path, 0o755);
}

function prints(stdout: string, exit: number): void {
  script(`/bin/cat <<'END'\n${stdout}\nEND\nexit ${exit}`);
}

function complains(stderr: string, exit: number): void {
  script(`/bin/cat >&2 <<'END'\n${stderr}\nEND\nexit ${exit}`);
}

function lostAll(detail: string) {
  return { value: { lossPercent: 100 }, problems: [{ code: "ping:unreachable", detail: { untrusted: detail } }] };
}
