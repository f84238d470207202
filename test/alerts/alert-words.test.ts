import { describe, expect, it } from "vitest";
import { type Alert, type AlertKind, alertKinds } from "../../src/alerts/alert.ts";
import {
  alertAdvice,
  alertDetail,
  alertFinding,
  alertLine,
  alertRecovery,
  alertStanding,
  alertTitle,
  worstFirst,
} from "../../src/alerts/alert-words.ts";
import { terminalText } from "../../src/safe-text.ts";
import { alertOf, october } from "../support/month-models.ts";
import { typedRow } from "../support/typed-row.ts";

function alert(kind: AlertKind, findings: readonly string[], cells: Readonly<Record<string, string>> = {}): Alert {
  return alertOf(kind, "web-1", {
    findings,
    evidence: [typedRow(october(14), "web-1", cells, kind === "gpu" ? "miner" : "node")],
  });
}

const words: readonly [alert: Alert, title: string, detail: string, recovery: string][] = [
  [
    alert("down", ["no answer"], { errors: "ping:unreachable+ssh:timeout" }),
    "nothing answers",
    "SSH did not answer in time",
    "web-1: answers again",
  ],
  [
    alert("down", ["no answer"], { errors: "ping:unreachable" }),
    "nothing answers",
    "no answer to pings",
    "web-1: answers again",
  ],
  [alert("host-key", ["ssh:host-key-changed"]), "its host key has changed", "", "web-1: the trusted host key is back"],
  [alert("host-key", ["ssh:host-key-unknown"]), "its host key is unknown", "", "web-1: the trusted host key is back"],
  [
    alert("outage", ["a", "b", "c", "d"]),
    "a, b, c and 1 more turned bad at once",
    "",
    "web-1: the hosts that turned bad at once are back",
  ],
  [alert("port", ["8080"]), "port 8080 is open", "", "web-1: port 8080 is closed or in known_ports"],
  [
    alert("port", ["80", "81", "82", "83", "84"]),
    "ports 80, 81, 82 and 2 more are open",
    "",
    "web-1: ports 80, 81, 82 and 2 more are closed or in known_ports",
  ],
  [
    alert("peer", ["pi@192.0.2.1"]),
    "pi@192.0.2.1 logged in from an unknown address",
    "",
    "web-1: no unknown SSH client is left",
  ],
  [
    alert("peer", ["192.0.2.9", "pi@192.0.2.1"]),
    "pi@192.0.2.1 logged in from an unknown address, 192.0.2.9 stays connected to SSH",
    "",
    "web-1: no unknown SSH client is left",
  ],
  [
    alert("disk", ["/"], { disk_avail_mib: "412" }),
    "the disk is nearly full",
    "412 MiB left",
    "web-1: the disk has room again",
  ],
  [
    alert("ssh", ["session"], { errors: "http:tls+ssh:auth" }),
    "SSH does not work",
    "SSH refused the login",
    "web-1: SSH works again",
  ],
  [
    alert("http", ["page"], { http_code: "503", errors: "" }),
    "the page does not work",
    "the page answered 503",
    "web-1: the page works again",
  ],
  [
    alert("http", ["page"], { http_code: "200", errors: "http:tls" }),
    "the page does not work",
    "the page's certificate was not valid",
    "web-1: the page works again",
  ],
  [alert("gpu", ["gpu 1"]), "GPU 1 is gone", "", "web-1: all GPUs are back"],
  [
    alert("cert", ["certificate"], { cert_days: "1" }),
    "the certificate expires soon",
    "1 day left",
    "web-1: the certificate has been renewed",
  ],
  [
    alert("cert", ["certificate"], { cert_days: "-2" }),
    "the certificate expires soon",
    "expired",
    "web-1: the certificate has been renewed",
  ],
  [
    alert("account", ["bob:sudo", "eve:root"]),
    "accounts bob (sudo) and eve (root) have appeared",
    "",
    "web-1: accounts bob (sudo) and eve (root) are gone or counted as known",
  ],
  [alert("raid", ["md0"]), "md0 is degraded", "", "web-1: md0 is complete again"],
  [alert("readonly", ["/data"]), "/data is read-only", "", "web-1: /data can be written to again"],
  [
    alert("disk", ["/data", "inodes"], { disks: "/data:412/100000+/srv:1/9", inodes_free_pct: "3" }),
    "/data is nearly full, a file system has hardly any inodes left",
    "412 MiB left, 3 % of inodes left",
    "web-1: all file systems have room again",
  ],
  [
    alert("memory", ["memory"], { mem_avail_mib: "100", mem_total_mib: "8192" }),
    "memory is nearly used up",
    "100 MiB of 8.0 GiB available",
    "web-1: memory is available again",
  ],
  [
    alert("oom", ["oom"], { oom_kills: "3" }),
    "the kernel killed a process because memory ran out",
    "3 kills since the boot",
    "web-1: no process was killed for a day",
  ],
  [
    alert("check", ["backup:late", "smart:crit"]),
    "check backup is late and check smart is critical",
    "",
    "web-1: all checks are OK again",
  ],
  [alert("unit", ["nginx.service"]), "nginx.service has failed", "", "web-1: nginx.service has not failed any more"],
  [
    alert("power", ["frequency-capped", "undervoltage"]),
    "frequency capped and undervoltage",
    "",
    "web-1: power and temperature are as they should be again",
  ],
  [
    alert("clock", ["clock"], { clock_s: "-90" }),
    "the clock is off",
    "1 min behind",
    "web-1: the clock is right again",
  ],
  [alert("reboots", ["reboots"]), "it has booted three times within six hours", "", "web-1: it has stayed up"],
  [
    alert("patch", ["package lists", "reboot"], { packages_days: "11", reboot_days: "9" }),
    "package lists are old, a reboot is pending",
    "lists refreshed 11 days ago, reboot pending for 9 days",
    "web-1: package lists are fresh and no reboot is overdue",
  ],
  [alert("silent", []), "no new rows come in", "", "web-1: new rows come in again"],
];

describe("an alert in words", () => {
  it.each(words)("says what it is: %#", (one, finding, detail, recovery) => {
    expect(terminalText(alertTitle(one))).toBe(`[${one.kind}] web-1: ${finding}`);
    expect(terminalText(alertFinding(one))).toBe(finding);
    expect(terminalText(alertDetail(one))).toBe(detail);
    expect(terminalText(alertRecovery(one))).toBe(recovery);
  });

  it("says when it closes, once it is not found any more", () => {
    const standing = (closing: Alert["closing"]) => terminalText(alertStanding({ ...alert("down", []), closing }));
    expect(standing(undefined)).toBe("nothing answers");
    expect(standing(1)).toBe("answers again; closes with the next check");
    expect(standing(2)).toBe("answers again; closes after 2 more such checks");
    expect(standing("when quiet")).toBe("answers again; comes and goes, closes after some quiet hours");
  });

  it("is a line with all that the newest row says of it", () => {
    const line = terminalText(alertLine(alert("cert", ["certificate"], { cert_days: "8" })));
    expect(line).toBe("[cert] web-1: the certificate expires soon (8 days left)");
  });

  it.each(alertKinds)("has a line of advice on %s", (kind) => {
    expect(alertAdvice(alert(kind, []))).toMatch(/^[A-Z].{20,140}[.?]$/);
  });

  it("keeps its title while figures move", () => {
    const title = (days: string) => terminalText(alertTitle(alert("cert", ["certificate"], { cert_days: days })));
    expect(title("13")).toBe(title("12"));
  });

  it("is short whatever a host says", () => {
    const long = "x".repeat(5000);
    const one = { ...alert("peer", [long, `${long}@a`, `${long}b`], { errors: long }), host: long };
    expect(terminalText(alertTitle(one)).length).toBeLessThan(400);
  });

  it("shows no cell that is no number", () => {
    expect(terminalText(alertDetail(alert("disk", ["/"], { disk_avail_mib: "<b>" })))).toBe("");
  });
});

it("puts the worst first, then the one that has lasted longest", () => {
  const older = { ...alert("down", []), host: "db-1", since: october(1) };
  const sorted = worstFirst([alert("cert", []), alert("down", []), older]);
  expect(sorted.map(({ kind, host }) => `${kind} ${host}`)).toEqual(["down db-1", "down web-1", "cert web-1"]);
});
