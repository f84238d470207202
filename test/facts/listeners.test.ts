/** Addresses and owners of the ports that the inventory does not vouch for. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { mark } from "../../src/facts/answer.ts";
import { probeScript, readFacts } from "../../src/facts/index.ts";
import { safeName } from "../../src/facts/safe-name.ts";
import { describeWith } from "../support/tools.ts";
import { answerOf, type FakeHost, factsOf, fixture, nobody, prints, procOf } from "./fake-host.ts";

/**
 * nginx with two workers, which has dropped to www-data, and with `reuseport`; sshd; and two programs that share 5353/udp,
 * of nobody and of root, the second of which calls itself `x\n@server-monitor`.
 */
function services(ls: string, uid = "0"): FakeHost {
  const comms = [...fixture("proc-comm/debian-12-services").matchAll(/^\/proc\/(\d+\/comm):(.*)$/gm)];
  const names = Object.fromEntries(comms.map(([, path = "", name = ""]) => [path, `${name}\n`]));
  return {
    proc: { ...procOf("debian-12-services"), ...names, "self/status": ofUser(uid) },
    passwd: fixture("etc-passwd/debian-12-services"),
    programs: { ls: prints(fixture(`ls-ln-proc-fd/${ls}`)) },
  };
}

function ofUser(uid: string): string {
  return `Name:\tawk\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`;
}

const listenersOf = (host: FakeHost, vouched = nobody) => factsOf(host, "node", vouched).value?.listeners;
const said = (...lines: string[]) => lines.map((line) => `${mark}${line}\n`).join("");
const told = (...lines: string[]) => readFacts(said("v 1", ...lines, "sockets proc", "end"), "node", nobody);

describe("listeners", () => {
  it.each(["debian-12-services", "busybox-1.35-services"])(
    "name addresses, user and process to root (ls of %s)",
    (ls) => {
      const everywhere = ["0.0.0.0", "::"];
      expect(listenersOf(services(ls))).toEqual([
        { port: 22, protocol: "tcp", addresses: everywhere, owners: [{ user: "root", process: "sshd" }] },
        { port: 80, protocol: "tcp", addresses: everywhere, owners: [{ user: "root", process: "nginx" }] },
        {
          port: 5353,
          protocol: "udp",
          addresses: ["0.0.0.0"],
          owners: [
            { user: "root", process: "x" },
            { user: "nobody", process: "python3" },
          ],
        },
        { port: 8443, protocol: "tcp", addresses: ["0.0.0.0"], owners: [{ user: "root", process: "nginx" }] },
      ]);
    },
  );

  it("name only the user to somebody who owns none of them, who does not go through the processes at all", () => {
    const host = services("debian-12-services", "1000");
    expect(listenersOf(host)?.[2]?.owners).toEqual([{ user: "root" }, { user: "nobody" }]);
  });

  it("name their own processes to somebody who is not root", () => {
    const host = services("debian-12-services", "65534");
    expect(listenersOf(host)?.[2]?.owners).toContainEqual({ user: "nobody", process: "python3" });
  });

  it("name a uid that /etc/passwd does not know", () => {
    const { passwd: _, ...host } = services("debian-12-services");
    expect(listenersOf(host)?.[0]?.owners).toEqual([{ user: "0", process: "sshd" }]);
  });

  it("leave out what the inventory vouches for", () => {
    const vouched = { ...nobody, port: (port: number) => port !== 80 };
    expect(listenersOf(services("debian-12-services"), vouched)?.map(({ port }) => port)).toEqual([80]);
  });

  it("name process 1 only where nobody else holds the socket", () => {
    const row = (inode: number, port: string) =>
      `0: 00000000:${port} 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 ${inode} 1 0\n`;
    const host = {
      proc: {
        "net/tcp": `header\n${row(11, "0050")}${row(12, "0051")}`,
        "self/status": ofUser("0"),
        "1/comm": "systemd\n",
        "9/comm": "cupsd\n",
      },
      links: { "1/fd/3": "socket:[11]", "1/fd/4": "socket:[12]", "9/fd/3": "socket:[11]" },
    };
    expect(listenersOf(host)?.map(({ owners }) => owners[0]?.process)).toEqual(["cupsd", "systemd"]);
  });

  it("are there without owners in the answer of a probe that was installed before they were asked", () => {
    const { value, problems } = told("listen tcp 00000000:0050");
    expect(value?.listeners).toEqual([{ port: 80, protocol: "tcp", addresses: ["0.0.0.0"], owners: [] }]);
    expect(problems[0]?.detail.untrusted).not.toMatch(/ports|listeners/);
  });

  it("are there without owners where netstat lists them", () => {
    const programs = { netstat: prints(fixture("netstat-an/openbsd")), uname: "echo OpenBSD" };
    expect(listenersOf({ programs })?.map(({ port, owners }) => [port, owners.length])).toEqual([
      [22, 0],
      [80, 0],
    ]);
  });

  it("and ports are not spoilt by owners of unknown form, by names of any form, or by no ls", () => {
    const owners = [
      "owner root 5 tcp 00000000:0050",
      "owner 33 5 tcp 00000000:0050",
      "user 33 a b\t<c>",
      "process five x",
    ];
    const { value, problems } = told("listen tcp 00000000:0050", ...owners, `process 5 ${"@".repeat(99)}`);
    expect(value?.ports).toEqual([{ port: 80, protocol: "tcp" }]);
    expect(value?.listeners?.[0]?.owners).toEqual([{ user: "a_b_c_", process: "_".repeat(32) }]);
    expect(problems[0]?.detail.untrusted).not.toMatch(/ports|listeners/);
    const { programs, ...host } = services("debian-12-services");
    expect(listenersOf({ ...host, programs: { ...programs, ls: "exit 1" } })).toHaveLength(4);
  });

  it("do not wait for a look at the processes that hangs", () => {
    const { programs, ...host } = services("debian-12-services");
    const edit = (script: string) => script.replace("within 2 ls", "within 1 ls");
    const { value, problems } = factsOf({ ...host, edit, programs: { ...programs, ls: "exec sleep 600" } });
    expect(value?.listeners?.[0]?.owners).toEqual([{ user: "root" }]);
    expect(problems[0]?.detail.untrusted).not.toMatch(/listeners|ends before/);
  });

  it("on loopback cost no line for an owner", () => {
    expect(answerOf(services("debian-12-services"))).toContain("listen tcp 0100007F:2328\n");
    expect(answerOf(services("debian-12-services"))).not.toMatch(/owner .* 0100007F:2328\n/);
  });

  it("stop looking for processes after some thousand descriptors", () => {
    const many = `/proc/5/fd:\n${"lrwx------ 1 0 0 64 Nov 23 04:14 3 -> /dev/null\n".repeat(4000)}`;
    const host = services("debian-12-services");
    const ls = fixture("ls-ln-proc-fd/debian-12-services");
    const after = { ...host, programs: { ...host.programs, ls: `cat <<'EOF'\n${many}${ls}\nEOF` } };
    expect(listenersOf(after)?.every(({ owners }) => owners.every((owner) => owner.process === undefined))).toBe(true);
    const before = { ...host, programs: { ...host.programs, ls: `cat <<'EOF'\n${ls}${many}\nEOF` } };
    expect(listenersOf(before)).toEqual(listenersOf(host));
  });
});

describe("UDP ports in the host's own ephemeral range", () => {
  const udp = (port: number) => `listen udp 00000000:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const tcp = "listen tcp 00000000:0FA0";
  const portsWith = (...lines: string[]) =>
    told(...lines, udp(1023), udp(1024), udp(5353), udp(32_767), udp(32_768), udp(65_535), tcp).value?.ports?.map(
      ({ port, protocol }) => `${port}/${protocol}`,
    );
  const all = ["1023/udp", "1024/udp", "4000/tcp", "5353/udp", "32767/udp", "32768/udp", "65535/udp"];

  it("below the usual one are left out: they are clients that come and go", () => {
    expect(portsWith("range 1024 65535")).toEqual(["1023/udp", "4000/tcp", "32768/udp", "65535/udp"]);
    expect(portsWith("range 1025 5353")).toEqual(["1023/udp", "1024/udp", "4000/tcp", ...all.slice(4)]);
  });

  it.each(["range 32768 60999", "range 1 65535", "range 1023 65535", "range 9 x", "range", "range 65535 1024", "up 1"])(
    "are all there after %j",
    (line) => {
      expect(portsWith(line)).toEqual(all);
    },
  );

  it.each(["with", "without"])("are told by a host %s awk", (how) => {
    const tools = ["cat", "printf", "tr", ...(how === "with" ? ["awk"] : [])];
    const row = "0: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 1 2 0 0\n";
    const host = (range: string) => ({
      proc: { "net/tcp": "header\n", "net/udp": `header\n${row}`, "sys/net/ipv4/ip_local_port_range": range },
      tools,
    });
    expect(factsOf(host("32768\t60999\n")).value?.ports).toHaveLength(1);
    expect(factsOf(host("1024\t65535\n")).value?.ports).toEqual([]);
  });
});

describeWith(["ls", "awk"], "on this machine", () => {
  it("a listener of ours is known by its address, user and process", async () => {
    const server = createServer().listen(0, "0.0.0.0");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const input = probeScript("node").replace("> 4000 {", "> 400000 {").replace("within 2 ls", "within 20 ls");
    const text = execFileSync("sh", ["-s"], { input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
    server.close();
    const port = typeof address === "object" ? address?.port : undefined;
    const [found] = readFacts(text, "node", nobody).value?.listeners?.filter((each) => each.port === port) ?? [];
    const process = safeName(readFileSync("/proc/self/comm", "utf8").trim());
    expect(found).toEqual({
      port,
      protocol: "tcp",
      addresses: ["0.0.0.0"],
      owners: [{ user: safeName(userInfo().username), process }],
    });
  });
});
