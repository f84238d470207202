/** Ports and SSH peers, read from socket tables of real systems. */
import { describe, expect, it } from "vitest";
import { mark } from "../../src/facts/answer.ts";
import { readFacts } from "../../src/facts/index.ts";
import { answerOf, factsOf, fixture, nobody, prints, procOf, shellOfUser } from "./fake-host.ts";

const text = (ports: readonly { port: number; protocol: string }[] | undefined) =>
  ports?.map(({ port, protocol }) => (protocol === "udp" ? `${port}/udp` : `${port}`)).join(" ");

function rowOf(local: string, remote: string, state: string): string {
  return `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 1 1 0\n`;
}

describe("ports", () => {
  it("are those that ss lists on the same host, each once, without loopback", () => {
    const rows = fixture("ss-tuln/debian-12")
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.split(/\s+/));
    const open = rows.filter(([, , , , local = ""]) => !/^(127\.|\[::1\])/.test(local));
    const listed = new Set(open.map(([protocol = "", , , , local = ""]) => `${local.split(":").at(-1)} ${protocol}`));
    const found = factsOf({ proc: procOf("debian-12") }).value?.ports ?? [];
    expect(new Set(found.map(({ port, protocol }) => `${port} ${protocol}`))).toEqual(listed);
    expect(text(found)).toBe("22 68/udp 80 443 2201 2222 5353/udp 8000 8081 8443 9090 58378/udp");
  });

  it("leave out what the inventory vouches for", () => {
    const vouched = { ...nobody, port: (port: number, protocol: string) => port < 9000 && protocol === "tcp" };
    expect(text(factsOf({ proc: procOf("debian-12") }, "node", vouched).value?.ports)).toBe(
      "68/udp 5353/udp 9090 58378/udp",
    );
  });

  it("of a big-endian host are told from its loopback by our own connection", () => {
    const connection = "192.168.77.5 36198 192.168.77.5 8022";
    expect(text(factsOf({ proc: procOf("s390x"), connection }).value?.ports)).toBe("8022 8080");
  });

  it("put TCP before UDP, count a dual-stack listener once, and show what is bound beyond loopback too", () => {
    const header = "header\n";
    const proc = {
      "net/tcp": header + rowOf("0100007F:0035", "00000000:0000", "0A") + rowOf("00000000:0035", "00000000:0000", "0A"),
      "net/tcp6": header + rowOf(`${"0".repeat(32)}:0035`, `${"0".repeat(32)}:0000`, "0A"),
      "net/udp": header + rowOf("00000000:0035", "00000000:0000", "07"),
      "net/udp6": header + rowOf("0000000000000000FFFF00000100007F:1F90", `${"0".repeat(32)}:0000`, "07"),
    };
    expect(text(factsOf({ proc }).value?.ports)).toBe("53 53/udp");
  });

  it("are unknown, not none, where there is neither /proc/net nor netstat", () => {
    const { value, problems } = factsOf({});
    expect(value).not.toHaveProperty("ports");
    expect(problems[0]?.detail.untrusted).toContain('ports: the host did not say "sockets"');
  });

  it("are unknown where a table is there and may not be read, and known where IPv6 is off", () => {
    const proc = { "net/tcp": `header\n${rowOf("00000000:0016", "00000000:0000", "0A")}` };
    expect(text(factsOf({ proc }).value?.ports)).toBe("22");
    const host = { proc: { ...proc, "net/tcp6": { unreadable: true as const } }, shell: shellOfUser };
    const { value, problems } = factsOf(host);
    expect(value).not.toHaveProperty("ports");
    expect(value).not.toHaveProperty("sshPeers");
    expect(problems[0]?.detail.untrusted).toContain("ports: a socket table of /proc/net may not be read");
  });

  it("are unknown where netstat fails, whatever it has said before", () => {
    const programs = { netstat: "echo 'tcp4 0 0 *.22 *.* LISTEN'; exit 1", uname: "echo FreeBSD" };
    expect(factsOf({ programs }).value).not.toHaveProperty("ports");
  });

  it("are read from netstat on OpenBSD", () => {
    const programs = { netstat: prints(fixture("netstat-an/openbsd")), uname: "echo OpenBSD" };
    const { value } = factsOf({ programs, connection: "192.168.56.7 4 192.168.56.101 22" });
    expect(text(value?.ports)).toBe("22 80");
    expect(value?.sshPeers).toEqual(["192.168.56.1"]);
    expect(value?.peerPorts?.[0]?.length).toBeGreaterThan(0);
  });

  it("are read from netstat on macOS", () => {
    const programs = { netstat: prints(fixture("netstat-an/macos")), uname: "echo Darwin" };
    const { value } = factsOf({ programs });
    expect(text(value?.ports)).toBe("22");
    expect(value?.sshPeers).toEqual([]);
  });
});

describe("netstat", () => {
  it("is cut after 500 lines, and that is said of both facts", () => {
    const rows = Array.from({ length: 600 }, (_, at) => `tcp4 0 0 *.${1000 + at} *.* LISTEN\n`).join("");
    const { value, problems } = factsOf({ programs: { netstat: prints(rows), uname: "echo FreeBSD" } });
    expect(value?.ports?.length).toBe(500);
    expect(problems[0]?.detail.untrusted).toMatch(/ports: there are more.*; sshPeers: there are more/);
  });
});

describe("a host without awk", () => {
  it("still tells the listeners of the tables that come after a long one", () => {
    const proc = {
      "net/tcp": `header\n${rowOf("0A00000A:1000", "0A00000B:2000", "01").repeat(5000)}`,
      "net/udp": `header\n${rowOf("00000000:0035", "00000000:0000", "07")}`,
    };
    const { value, problems } = factsOf({ proc, tools: ["tr"] });
    expect(text(value?.ports)).toBe("53/udp");
    expect(problems[0]?.detail.untrusted).toContain("sshPeers: there are more than the probe passes on");
  });
});

describe("ssh peers", () => {
  it("leave ourselves out", () => {
    const proc = procOf("debian-12-vm");
    expect(factsOf({ proc, connection: "10.0.2.2 45304 10.0.2.15 22" }).value?.sshPeers).toEqual([]);
    expect(factsOf({ proc, connection: "10.0.2.3 45304 10.0.2.15 22" }).value?.sshPeers).toEqual(["10.0.2.2"]);
  });

  it("come with the source ports of each, in the same order", () => {
    const peer = (remote: string, port: string) => rowOf("0A00000A:0016", `${remote}:${port}`, "01");
    const rows = [
      peer("0901010A", "D431"),
      peer("0501010A", "C350"),
      peer("0901010A", "0401"),
      peer("0901010A", "D431"),
    ];
    for (const tools of [["awk"], ["printf"]]) {
      const { value } = factsOf({
        proc: { "net/tcp": `header\n${rows.join("")}` },
        tools,
        connection: "10.0.0.1 1 10.0.0.10 22",
      });
      expect(value?.sshPeers).toEqual(["10.1.1.5", "10.1.1.9"]);
      expect(value?.peerPorts).toEqual([[50_000], [1025, 54_321]]);
    }
  });

  it("are known without their ports from a probe that was installed before these were asked", () => {
    const lines = ["v 1", "me 10.0.2.2 1 10.0.2.15 22", "peer 0901010A", "sockets proc", "end"];
    const { value, problems } = readFacts(lines.map((line) => `${mark}${line}\n`).join(""), "node", nobody);
    expect(value?.sshPeers).toEqual(["10.1.1.9"]);
    expect(value).not.toHaveProperty("peerPorts");
    expect(problems[0]?.detail.untrusted).not.toContain("peerPorts");
  });

  it("of one address are cut after fifty connections, and that is said of the ports alone", () => {
    const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, "0");
    const rows = Array.from({ length: 80 }, (_, at) => rowOf("0A00000A:0016", `0901010A:${hex(50_000 + at)}`, "01"));
    const { value, problems } = factsOf({
      proc: { "net/tcp": `header\n${rows.join("")}` },
      connection: "10.0.0.1 1 10.0.0.10 22",
    });
    expect(value?.peerPorts?.map((ports) => ports.length)).toEqual([50]);
    expect(problems[0]?.detail.untrusted).toMatch(/peerPorts: there are more/);
    expect(problems[0]?.detail.untrusted).not.toMatch(/sshPeers/);
  });

  it("leave out connections that come from the machine itself: a tunnel, sslh, frp", () => {
    const peer = (local: string, remote: string) => rowOf(`${local}:0016`, `${remote}:C350`, "01");
    const loopback6 = `${"0".repeat(24)}01000000`;
    const proc = {
      "net/tcp": `header\n${peer("0100007F", "0100007F")}${peer("0A00000A", "0200007F")}${peer("0A00000A", "0A00000A")}`,
      "net/tcp6": `header\n${peer(loopback6, loopback6)}`,
    };
    for (const tools of [["awk"], ["printf"]])
      expect(factsOf({ proc, tools, connection: "10.0.0.1 1 10.0.0.10 22" }).value?.sshPeers).toEqual([]);
    const local = "192.0.2.1.22";
    const netstat = `echo 'tcp4 0 0 ${local} 192.0.2.1.4000 ESTABLISHED'; echo 'tcp4 0 0 ${local} 127.0.0.1.4000 ESTABLISHED'`;
    expect(factsOf({ programs: { netstat, uname: "echo FreeBSD" } }).value?.sshPeers).toEqual([]);
  });

  it("leave out whom the inventory vouches for", () => {
    const vouched = { ...nobody, peer: (address: string) => address === "10.0.2.2" };
    expect(factsOf({ proc: procOf("debian-12-vm") }, "node", vouched).value?.sshPeers).toEqual([]);
  });

  it("are asked of port 22 where the SSH server does not say which it is", () => {
    expect(factsOf({ proc: procOf("ubuntu-16.04-vm") }).value?.sshPeers).toEqual(["10.0.2.2"]);
  });

  it.each([
    ["does not say its port", { SSH_CONNECTION: undefined }],
    ["says something else than four words", { SSH_CONNECTION: "10.0.0.1 22" }],
    ["was not reached over a network", { SSH_CONNECTION: "UNKNOWN 65535 UNKNOWN 65535" }],
  ])("are unknown where the SSH server %s and nothing listens on port 22", (_name, environment) => {
    const other = `header\n${rowOf("00000000:08AE", "00000000:0000", "0A")}${rowOf("0A00000A:08AE", "0901010A:C350", "01")}`;
    const { value, problems } = factsOf({ proc: { "net/tcp": other }, environment });
    expect(value?.ports).toHaveLength(1);
    expect(value).not.toHaveProperty("sshPeers");
    expect(problems[0]?.detail.untrusted).toContain("sshPeers: the SSH server does not say its port");
    const usual = `header\n${rowOf("00000000:0016", "00000000:0000", "0A")}${rowOf("0A00000A:0016", "0901010A:C350", "01")}`;
    expect(factsOf({ proc: { "net/tcp": usual }, environment }).value?.sshPeers).toEqual(["10.1.1.9"]);
  });

  it("are those of the port that the session came in by, not of another", () => {
    const proc = procOf("debian-12-vm");
    expect(answerOf({ proc, connection: "192.0.2.1 50000 10.0.2.15 22" })).toContain(" peer 0202000A ");
    expect(answerOf({ proc, connection: "192.0.2.1 50000 10.0.2.15 23" })).not.toContain(" peer ");
  });

  it("are canonical, each once, IPv4 before IPv6 in numeric order", () => {
    const peer = (local: string, remote: string) => rowOf(`${local}:0016`, `${remote}:C350`, "01");
    const [four, six] = ["0A00000A", "B80D0120000000000000000001000000"];
    const proc = {
      "net/tcp": `header\n${peer(four, "6401010A")}${peer(four, "0901010A")}`,
      "net/tcp6": `header\n${peer(six, "B80D0120000000000000000005000000")}${peer(six, "0000000000000000FFFF00000901010A")}`,
    };
    expect(factsOf({ proc }).value?.sshPeers).toEqual(["10.1.1.9", "10.1.1.100", "2001:db8::5"]);
  });

  it("cannot turn the byte order over by connecting from our address read backwards", () => {
    const row = (remote: string) => rowOf("0F02000A:0016", `${remote}:B0F8`, "01");
    const proc = { "net/tcp": `header\n${row("0A000202")}` };
    const { value } = factsOf({ proc, connection: "10.0.2.2 45304 10.0.2.15 22" });
    expect(value?.sshPeers).toEqual(["2.2.0.10"]);
  });
});
