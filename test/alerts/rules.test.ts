import { describe, expect, it } from "vitest";
import { newRules } from "../../src/alerts/rules.ts";
import { checkTime, feed, historyRow, times } from "../support/fed-rules.ts";
import { cutOff, dead, well } from "../support/rows.ts";

const page500 = { ...well, http_code: "500" };
const noSession = { ping_ms: "12.3", http_code: "200", errors: "ssh:timeout" };
const otherSession = { ping_ms: "12.3", http_code: "200", errors: "ssh:auth" };
const changedKey = { ping_ms: "12.3", http_code: "200", errors: "ssh:host-key-changed" };

describe("a host that is down", () => {
  it("opens an alert at the second check running, and resolves it at the second that finds it up", () => {
    expect(feed([well, dead, dead, dead, well, well, well]).said).toEqual([
      "2: opened down no answer",
      "5: resolved down no answer recovered",
    ]);
  });

  it.each([1, 3, 5])("waits for %i checks where that is asked", (confirm) => {
    const { said } = feed([well, ...times(confirm, dead), ...times(confirm, well)], { confirm });
    expect(said).toEqual([`${confirm}: opened down no answer`, `${2 * confirm}: resolved down no answer recovered`]);
  });

  it("is none when a single check is lost", () => {
    expect(feed([well, dead, well, well, dead, well, well]).said).toEqual([]);
  });

  it("is down since the first row that found it so", () => {
    const { rules } = feed([well, dead, dead, dead]);
    expect(rules.open()).toMatchObject([{ kind: "down", since: checkTime(1), seen: checkTime(3), flapping: false }]);
  });

  it("shows the latest rows, newest first, and keeps one finding while the words of the errors change", () => {
    const refused = { loss: "100", errors: "ping:unreachable+ssh:refused" };
    const { rules, said } = feed([well, ...times(8, dead), refused]);
    expect(said).toEqual(["2: opened down no answer"]);
    const [alert] = rules.open();
    expect(alert?.evidence).toHaveLength(5);
    expect(alert?.evidence[0]).toMatchObject({
      ...{ time: checkTime(9), loss: 100, errors: ["ping:unreachable", "ssh:refused"] },
    });
  });

  it("raises nothing else, and lets the other alerts rest until it is back", () => {
    const open8080 = { ...well, ports: "8080" };
    const { said } = feed([page500, page500, ...times(10, dead), open8080, open8080, well, well]);
    expect(said).toEqual([
      "1: opened http page",
      "3: opened down no answer",
      "13: resolved down no answer recovered",
      "13: opened port 8080",
      "13: resolved http page recovered",
      "15: resolved port 8080 recovered",
    ]);
  });

  it("does not cut a confirmation in two by being down for one check", () => {
    expect(feed([well, page500, dead, page500]).said).toEqual(["3: opened http page"]);
  });
});

describe("checks that say nothing", () => {
  it("count as nothing when the monitor was offline", () => {
    expect(feed([well, dead, cutOff, cutOff, dead, cutOff, well, cutOff, well]).said).toEqual([
      "4: opened down no answer",
      "8: resolved down no answer recovered",
    ]);
  });

  it("leave alone what they could not ask, and judge the rest", () => {
    const pageUnasked = { ...well, http_code: "", http_ms: "", cert_days: "", errors: "monitor:offline" };
    const nothingUnasked = { ping_ms: "12.3", errors: "monitor:offline" };
    const { said } = feed([page500, page500, ...times(4, pageUnasked), well, well]);
    expect(said).toEqual(["1: opened http page", "7: resolved http page recovered"]);
    expect(feed([noSession, noSession, ...times(4, nothingUnasked), well, well]).said).toEqual([
      "1: opened ssh session",
      "7: resolved ssh session recovered",
    ]);
    expect(feed([dead, dead, pageUnasked, pageUnasked]).said.at(-1)).toBe("3: resolved down no answer recovered");
  });

  it("count as nothing when a few of them are missing", () => {
    expect(feed([well, well, dead, undefined, undefined, dead]).said).toEqual(["5: opened down no answer"]);
  });

  it("do not cut a confirmation in two, however long the gap", () => {
    const gap = times(40, undefined);
    expect(feed([well, well, dead, ...gap, dead, well, ...gap, well]).said).toEqual([
      "43: opened down no answer",
      "85: resolved down no answer recovered",
    ]);
  });

  it.each([
    ["http", page500],
    ["ssh", noSession],
    ["disk", { ...well, disk_avail_mib: 10 }],
    ["cert", { ...well, cert_days: 3 }],
    ["port", { ...well, ports: "8080" }],
  ])("confirm each other for %s, which is a state, though they are ten hours apart", (kind, bad) => {
    const hours = times(40, undefined);
    expect(feed([...times(9, well), bad, ...hours, bad, ...hours, well, ...hours, well]).said).toEqual([
      expect.stringMatching(`^50: opened ${kind} `),
      expect.stringMatching(`^132: resolved ${kind} `),
    ]);
  });

  it("are no proof that what comes and goes was quiet in a gap", () => {
    const flapping = times(4, [page500, page500, well, well]).flat();
    const { said } = feed([...flapping, ...times(40, undefined), well, well, page500, page500]);
    expect(said.at(-1)).toBe("9: opened http page");
  });

  it("leave an alert open over a long gap, as the same alert", () => {
    const { rules, said } = feed([well, dead, dead, ...times(200, undefined), dead]);
    expect(said).toEqual(["2: opened down no answer"]);
    expect(rules.open()).toMatchObject([{ since: checkTime(1) }]);
  });
});

describe("a page", () => {
  it.each([
    ["answers with an error", page500],
    ["does not answer", { ...well, http_code: "", errors: "http:timeout" }],
    ["has a certificate that is not valid", { ...well, errors: "http:tls" }],
  ])("raises an alert when it %s", (_what, bad) => {
    expect(feed([well, bad, bad, well, well]).said).toEqual(["2: opened http page", "4: resolved http page recovered"]);
  });

  it("raises nothing when it is slow once, or redirects", () => {
    expect(feed([well, { ...well, http_code: "", errors: "http:timeout" }, well]).said).toEqual([]);
    expect(feed(times(4, { ...well, http_code: "302" })).said).toEqual([]);
  });

  it("resolves its alerts as gone when it is no longer asked for", () => {
    const { http_code: _, http_ms: __, cert_days: ___, ...pageless } = well;
    const expiring = { ...page500, cert_days: "3" };
    expect(feed([expiring, expiring, pageless, pageless]).said.slice(2)).toEqual([
      "3: resolved http page gone",
      "3: resolved cert certificate gone",
    ]);
  });
});

describe("a certificate", () => {
  it("raises an alert from 13 whole days on", () => {
    expect(feed(times(3, { ...well, cert_days: "14" })).said).toEqual([]);
    expect(feed(times(3, { ...well, cert_days: "13" })).said).toEqual(["1: opened cert certificate"]);
  });

  it.each([
    [90, 13, 14],
    [45, 8, 9],
    [6, 1, 2],
    ["", 13, 14],
  ])("that lives for %s days raises one with %i days left, and none with %i", (life, few, enough) => {
    const left = (days: number) => ({ ...well, cert_days: days, cert_life_days: life });
    expect(feed(times(3, left(few))).said).toEqual(["1: opened cert certificate"]);
    expect(feed(times(3, left(enough))).said).toEqual([]);
  });

  it("rests while the page does not answer", () => {
    const { said } = feed([
      ...times(2, { ...well, cert_days: "-1" }),
      ...times(3, { ...noSession, http_code: "", errors: "http:timeout" }),
    ]);
    expect(said).not.toContainEqual(expect.stringContaining("resolved cert"));
  });
});

describe("SSH", () => {
  it("is one alert whatever the error says", () => {
    expect(feed([well, noSession, otherSession, noSession, well, well]).said).toEqual([
      "2: opened ssh session",
      "5: resolved ssh session recovered",
    ]);
  });

  it("raises a refused host key at once, and nothing else about SSH until it is accepted", () => {
    expect(feed([well, changedKey, changedKey, changedKey, well, well]).said).toEqual([
      "1: opened host-key ssh:host-key-changed",
      "5: resolved host-key ssh:host-key-changed recovered",
    ]);
  });

  it("does not take a host key for accepted because the port does not answer", () => {
    expect(feed([changedKey, ...times(4, noSession)]).said).not.toContainEqual(expect.stringContaining("resolved"));
  });

  it("says when the trouble with the key is another one", () => {
    const unknownKey = { ...changedKey, errors: "ssh:host-key-unknown" };
    expect(feed([unknownKey, ...times(3, changedKey)]).said).toEqual([
      "0: opened host-key ssh:host-key-unknown",
      "1: changed host-key ssh:host-key-changed ssh:host-key-unknown",
      "2: changed host-key ssh:host-key-changed",
    ]);
  });
});

describe("the disk", () => {
  const left = (mib: number, size: number | "" = "") => ({ ...well, disk_avail_mib: mib, disk_size_mib: size });

  it.each([
    ["1 GiB of a large disk", 1023, 1024, 500_000],
    ["5 % of a small one", 399, 400, 8000],
    ["1 GiB where the size is not known", 1023, 1024, ""],
  ] as const)("raises an alert below %s", (_what, low, enough, size) => {
    expect(feed(times(2, left(low, size))).said).toEqual(["1: opened disk /"]);
    expect(feed(times(5, left(enough, size))).said).toEqual([]);
  });

  it("stays low until there is a fifth more than that", () => {
    const { said } = feed([left(1000), left(1000), ...times(6, left(1200)), left(1230), left(1230)]);
    expect(said).toEqual(["1: opened disk /", "9: resolved disk / recovered"]);
  });

  it("rests while the host is not asked, and takes no other text for a number", () => {
    const { said } = feed([
      left(10),
      left(10),
      noSession,
      { ...well, disk_avail_mib: "1e9" },
      { ...well, disk_avail_mib: "∞" },
    ]);
    expect(said).toEqual(["1: opened disk /"]);
  });
});

describe("ports", () => {
  const open = (ports: string) => ({ ...well, ports });

  it("are told once they were open in two checks running, and never for UDP in the ephemeral range", () => {
    expect(feed(times(3, open("8080+5353/udp+32768/udp+51820/udp+40000"))).said).toEqual([
      "1: opened port 40000 5353/udp 8080",
    ]);
  });

  it("change the alert only when the set of them does", () => {
    expect(feed([...times(3, open("80")), ...times(3, open("80+81")), ...times(3, open("81"))]).said).toEqual([
      "1: opened port 80",
      "4: changed port 80 81",
      "7: changed port 81",
    ]);
  });

  it("are no news at each check when one of them flickers", () => {
    const flicker = times(10, [open("80+81"), open("80")]).flat();
    expect(feed([open("80"), open("80"), ...flicker]).said).toEqual(["1: opened port 80"]);
  });

  it("are not known while SSH does not work", () => {
    expect(
      feed([...times(2, open("80")), ...times(2, noSession), open("80")]).said.filter((words) =>
        words.includes("port"),
      ),
    ).toEqual(["1: opened port 80"]);
  });

  it("may be more than a list says that was cut short", () => {
    const cut = { ...open("80"), errors: "probe:incomplete" };
    const { said } = feed([...times(2, open("80+81")), ...times(4, cut)]);
    expect(said.filter((words) => words.includes("port"))).toEqual(["1: opened port 80 81"]);
  });

  it("say since when they were seen, and how often", () => {
    const { rules } = feed([open("80"), well, open("80"), open("80")]);
    expect(rules.open()[0]?.sightings).toEqual([{ finding: "80", first: checkTime(0), rows: 3, since: checkTime(2) }]);
    expect(rules.open()[0]?.since).toEqual(checkTime(2));
  });
});

describe("cards", () => {
  const cards = (temperatures: string) => ({
    ...well,
    gpu_temp_c: temperatures,
    gpu_mem_mib: temperatures,
    gpu_power_w: temperatures,
  });

  it.each([
    ["does not answer", "42_None_66", "gpu 1"],
    ["is no longer listed", "42_58", "gpu 2"],
  ])("raise an alert when one that was there %s", (_what, now, finding) => {
    const { said } = feed([...times(3, cards("42_58_66")), cards(now), cards(now), ...times(2, cards("42_58_66"))]);
    expect(said).toEqual([`4: opened gpu ${finding}`, `6: resolved gpu ${finding} recovered`]);
  });

  it("are not missed when they were never there, nor while they cannot be asked", () => {
    expect(feed(times(4, cards("42_None"))).said).toEqual([]);
    expect(feed([...times(3, cards("42_58")), ...times(4, { ...well, errors: "probe:incomplete" })]).said).toEqual([
      "4: opened ssh session",
    ]);
  });

  it("count as there when they answer anything at all", () => {
    const coldless = { ...cards("42_58"), gpu_temp_c: "42_None" };
    expect(feed([...times(3, cards("42_58")), ...times(4, coldless)]).said).toEqual([]);
  });

  it("are taken for removed after a week", () => {
    const { said } = feed([...times(3, cards("42_58")), ...times(8 * 96, cards("42"))]);
    expect(said).toEqual(["4: opened gpu gpu 1", `${2 + 7 * 96 + 1}: resolved gpu gpu 1 gone`]);
  });
});

describe("cards that are long gone", () => {
  it("are not mentioned when another one recovers", () => {
    const cards = (temperatures: string) => ({ ...well, gpu_temp_c: temperatures });
    const removed = [...times(3, cards("42_58")), ...times(9 * 96, cards("42"))];
    const { said } = feed([...removed, ...times(2, cards("None")), ...times(2, cards("42"))]);
    expect(said.slice(2).map((words) => words.replace(/^\d+: /, ""))).toEqual([
      "opened gpu gpu 0",
      "resolved gpu gpu 0 recovered",
    ]);
  });
});

describe("a host whose type has changed", () => {
  const asMiner = { ...well, http_code: "", cert_days: "", gpu_temp_c: "42" };

  it("is asked for what is open until that is over", () => {
    const asNode = { ...page500, ports: "8080" };
    expect(feed([asNode, asNode, asMiner, asMiner]).said).toEqual([
      "1: opened port 8080",
      "1: opened http page",
      "3: resolved port 8080 recovered",
      "3: resolved http page gone",
    ]);
  });

  it("keeps its alerts while rows of both types come in", () => {
    expect(feed(times(6, [page500, asMiner]).flat()).said).toEqual(["2: opened http page"]);
  });
});

describe("hosts that are gone", () => {
  const rows = (checks: readonly number[], host: string, cells: object) =>
    checks.map((check) => ({ check, host, cells }));
  const between = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  const play = (all: ReturnType<typeof rows>) => {
    const rules = newRules({ confirm: 2 });
    const sorted = all.toSorted((a, b) => a.check - b.check);
    const changes = sorted.flatMap(({ check, host, cells }) =>
      rules.add([historyRow(checkTime(check), host, { ...cells })]),
    );
    return { rules, said: changes.map(({ what, alert, reason, time }) => ({ what, host: alert.host, reason, time })) };
  };

  it("take their alerts with them after a day of rows of others", () => {
    const { rules, said } = play([...rows(between(0, 4), "old", dead), ...rows(between(0, 200), "web-1", well)]);
    expect(said.slice(1)).toEqual([{ what: "resolved", host: "old", reason: "gone", time: checkTime(3 + 96) }]);
    expect([rules.open(), rules.standing("down", "old")]).toEqual([[], "gone"]);
  });

  it("are not those that nobody looked at", () => {
    const { said } = play([
      ...rows([...between(0, 4), 500, 501], "old", dead),
      ...rows([...between(0, 4), 499, 500, 501], "web-1", well),
    ]);
    expect(said).toEqual([{ what: "opened", host: "old", reason: undefined, time: checkTime(1) }]);
  });
});

describe("what is not open", () => {
  it("is well only where enough rows said so", () => {
    const { rules } = feed([page500, page500, ...times(5, dead)]);
    expect((["down", "http", "ssh", "silent"] as const).map((kind) => rules.standing(kind, "web-1"))).toEqual([
      "open",
      "open",
      "well",
      "unknown",
    ]);
    expect(feed(times(5, dead)).rules.standing("http", "web-1")).toBe("unknown");
    expect(rules.standing("down", "never-seen")).toBe("unknown");
  });
});

describe("rows of several runners", () => {
  it("are told apart by host, and listed the worst first", () => {
    const rules = newRules({ confirm: 2 });
    for (const check of [0, 1, 2])
      for (const [host, cells] of Object.entries({ "b-1": page500, "a-1": page500, "c-1": dead }))
        rules.add([historyRow(new Date(checkTime(check).getTime() + (host === "c-1" ? 7000 : 0)), host, cells)]);
    expect(rules.open().map(({ kind, host }) => `${kind}:${host}`)).toEqual(["down:c-1", "http:a-1", "http:b-1"]);
  });

  it("change nothing when they come late", () => {
    const rules = newRules({ confirm: 2 });
    for (const check of [0, 1, 2, 3]) rules.add([historyRow(checkTime(check), "web-1", well)]);
    expect([1, 2].flatMap((check) => rules.add([historyRow(checkTime(check), "web-1", dead)]))).toEqual([]);
  });
});
