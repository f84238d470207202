/** Ports and SSH peers, read from socket tables of real systems. */
import { describe, expect, it } from "vitest";
import { answerOf, factsOf, fixture, nobody, prints, procOf } from "./fake-host.ts";

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

  it("are read from netstat on OpenBSD", () => {
    const programs = { netstat: prints(fixture("netstat-an/openbsd")), uname: "echo OpenBSD" };
    const { value } = factsOf({ programs, connection: "192.168.56.7 4 192.168.56.101 22" });
    expect(text(value?.ports)).toBe("22 80");
    expect(value?.sshPeers).toEqual(["192.168.56.1"]);
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

  it("leave out whom the inventory vouches for", () => {
    const vouched = { ...nobody, peer: (address: string) => address === "10.0.2.2" };
    expect(factsOf({ proc: procOf("debian-12-vm") }, "node", vouched).value?.sshPeers).toEqual([]);
  });

  it("are asked of port 22 where the SSH server does not say which it is", () => {
    expect(factsOf({ proc: procOf("ubuntu-16.04-vm") }).value?.sshPeers).toEqual(["10.0.2.2"]);
  });

  it("are those of the port that the session came in by, not of another", () => {
    const connection = "192.0.2.1 50000 192.168.77.5 8022";
    expect(answerOf({ proc: procOf("s390x"), connection })).toContain("peer C0A84D05\n");
    expect(answerOf({ proc: procOf("s390x"), connection: "192.0.2.1 50000 192.168.77.5 8023" })).not.toContain(
      " peer ",
    );
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
