import { describe, expect, it } from "vitest";
import { monthPage } from "../../../src/report/month/month-page.ts";
import type { MonthReport } from "../../../src/report/statistics/month-model.ts";
import {
  columnOf,
  fiveHosts,
  hostOf,
  manyHosts,
  monthOf,
  october,
  outageOf,
  pageOf,
  runningMonth,
} from "../../support/month-models.ts";
import { seededRandom } from "../../support/random.ts";
import { xmlElements } from "../../support/xml.ts";

const picturesOf = (report: MonthReport) => monthPage(report, { files: [] }).pictures;

/** The picture of the only host of a month. */
function pictureOf(change: Parameters<typeof hostOf>[1] = {}, name = "web-1"): string {
  return picturesOf(monthOf([hostOf(name, change)]))[0]?.svg ?? "";
}

/** The data of all paths of a class. */
function paths(svg: string, kind: string): string {
  const found = xmlElements(svg).filter(({ attributes }) => attributes.get("class") === kind);
  return found.map(({ attributes }) => attributes.get("d")).join("");
}

const texts = (svg: string) => xmlElements(svg).flatMap(({ name, text }) => (name === "text" ? [text] : []));

describe("the pictures of a page", () => {
  it("are those that it shows, each once", () => {
    const { markdown, pictures } = monthPage(fiveHosts(), { files: [] });
    const shown = [...markdown.matchAll(/<img src="([^"]*)" alt="[^"]+" width="100%">/g)].map(([, name]) => name);
    expect(pictures.map(({ name }) => name).sort()).toEqual(shown.sort());
    expect(shown).toContain("2026-10/overview.svg");
    expect(new Set(shown).size).toBe(6);
  });

  it("are well-formed, load nothing and run nothing", () => {
    for (const { svg } of [...picturesOf(fiveHosts()), ...picturesOf(manyHosts(60)), ...picturesOf(runningMonth())]) {
      expect(xmlElements(svg)[0]?.name).toBe("svg");
      expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
        /href|url\(|http|script|import|foreign/,
      );
    }
  });

  it("cost the repository at most 6.5 KB each, and 14 KB where a host goes wild", () => {
    for (const { svg } of picturesOf(fiveHosts())) expect(svg.length).toBeLessThan(6_500);
    const chance = seededRandom(3);
    const noise = () => Array.from({ length: 124 }, () => (chance() < 0.1 ? undefined : chance() * 1000));
    const columns = [
      ...(["pingMs", "httpMs", "memAvailMib", "diskAvailMib"] as const).map((key) => columnOf(key, noise())),
      ...Array.from({ length: 16 }, (_, gpu) => columnOf("gpuTempC", noise(), gpu)),
    ];
    const outages = Array.from({ length: 1400 }, (_, index) =>
      outageOf(new Date(october(1).getTime() + index * 1_900_000), 10),
    );
    const wild = pictureOf({ outages, columns });
    expect(wild.length).toBeLessThan(14_000);
    for (const { svg } of picturesOf(manyHosts(200))) expect(svg.length).toBeLessThan(6_500);
  });

  it("follow the reader's light or dark, on a ground of their own", () => {
    expect(pictureOf()).toContain("@media(prefers-color-scheme:dark)");
    expect(
      xmlElements(pictureOf())
        .find(({ name }) => name === "rect")
        ?.attributes.get("class"),
    ).toBe("g");
  });
});

describe("the picture of a host", () => {
  it("says what it shows, and in which units", () => {
    const ping = { n: 3, nulls: 0, mean: 21, stdev: 16, min: 12, p50: 12, p95: 37.2, max: 40 };
    const columns = [
      { ...columnOf("pingMs", [12, 40, 12]), statistics: ping },
      columnOf("memAvailMib", [3000, 2000]),
      columnOf("certDays", [1, 2]),
    ];
    expect(texts(pictureOf({ columns }))).toEqual([
      ...["web-1", "100 % up"],
      ...["ping", "median 12 ms, 95 % below 37.2 ms", "60 ms", "0"],
      ...["free memory", "lowest 2.0 GiB", "4.0 GiB", "0"],
      ...["1", "8", "15", "22", "29"],
    ]);
  });

  it("leaves a gap where nothing is known, and a dot where a value stands alone", () => {
    const line = (values: (number | undefined)[]) => paths(pictureOf({ columns: [columnOf("pingMs", values)] }), "l0");
    expect(line([1, 2, 3, 2, 1, 2]).match(/M/g)).toHaveLength(1);
    expect(line([1, 2, undefined, 2, 1, 9]).match(/M/g)).toHaveLength(2);
    expect(line([undefined, 2, undefined])).toMatch(/^M\d+ \d+h0$/);
  });

  it("keeps what stands out, however many points a line has", () => {
    const values = Array.from({ length: 2000 }, (_, index) => (index < 1000 || index > 1015 ? 5 : 80));
    const [start = "", moves = ""] = paths(pictureOf({ columns: [columnOf("pingMs", values)] }), "l0").split("l");
    const heights = [...moves.matchAll(/-?\d+/g)].map(Number).filter((_, index) => index % 2 === 1);
    expect(Math.min(...heights)).toBeLessThan(-50);
    expect(heights.length).toBeLessThan(8);
    expect(start).toMatch(/^M\d+ \d+$/);
  });

  it("shades outages, those that touch as one", () => {
    const outages = [outageOf(october(3), 3000), outageOf(october(20), 1), outageOf(october(20, "00:10"), 1)];
    const shaded = [...paths(pictureOf({ outages }), "o").matchAll(/M(\d+) \d+h(\d+)/g)];
    expect(shaded.map(([, , width]) => Number(width) >= 2)).toEqual([true, true]);
    const [first = [], second = []] = shaded.map(([, x, width]) => [Number(x), Number(width)]);
    expect(second[0]).toBeGreaterThan((first[0] ?? 0) + (first[1] ?? 0));
  });

  it("draws a line for each GPU in one chart", () => {
    const columns = [0, 1, 2].map((gpu) => columnOf("gpuTempC", [50 + gpu, 60, 50], gpu));
    const svg = pictureOf({ columns });
    expect(["l0", "l1", "l2"].map((kind) => paths(svg, kind).match(/M/g)?.length)).toEqual([1, 1, 1]);
    expect(svg.replaceAll(/<[^>]*>/g, "")).toContain("■ 0 ■ 1 ■ 2");
    expect(texts(svg).filter((words) => words === "GPU temperature")).toHaveLength(1);
  });

  it("is not drawn where there is nothing to draw", () => {
    expect(picturesOf(monthOf([hostOf("a", { availability: undefined, columns: [] })]))).toEqual([]);
  });

  it("ends its axes at the size of what is used up", () => {
    const columns = [columnOf("diskAvailMib", [30_000, 20_000]), columnOf("diskSizeMib", [120_000])];
    const fileSystems = [
      { mount: "/data", sizeMib: 2_097_152, leastMib: 500_000, series: [600_000, 500_000], full: undefined },
    ];
    expect(texts(pictureOf({ columns, fileSystems }))).toEqual(
      expect.arrayContaining(["117 GiB, all of it", "free on /data", "lowest 488 GiB", "2.0 TiB, all of it"]),
    );
  });

  it("has a strip for the page, and a chart of lost pings where these were notable", () => {
    const change = { columns: [columnOf("loss", [0, 25])], page: pageOf([outageOf(october(3), 30)]) };
    expect(texts(pictureOf({ ...change, pingLoss: 0.03 }))).toEqual(
      expect.arrayContaining(["page", "99.93 % up", "pings lost", "3.0 % of all"]),
    );
    expect(texts(pictureOf({ ...change, pingLoss: 0.003 }))).not.toContain("pings lost");
  });

  it("is not drawn of fewer than 20 checks", () => {
    expect(picturesOf(monthOf([hostOf("a", { rows: 19 })]))).toEqual([]);
    expect(picturesOf(monthOf([hostOf("a", { rows: 19 }), hostOf("b", { rows: 19 })]))).toEqual([]);
    expect(picturesOf(monthOf([hostOf("a", { rows: 20 })]))).toHaveLength(1);
  });

  it("stands zeros on the ground", () => {
    expect(pictureOf({ columns: [columnOf("memAvailMib", [0, 0, 0])] })).not.toContain("NaN");
  });
});

describe("a day in a picture", () => {
  const daysOf = (up: number, down: number) => pictureOf({ columns: [], days: [{ up, down }] });

  it("is green where it was up, red from the ground where it was down, grey where it was not measured", () => {
    const kinds = (svg: string) => ["u", "d", "n"].map((kind) => paths(svg, kind) !== "");
    expect(kinds(daysOf(1, 0))).toEqual([true, false, false]);
    expect(kinds(daysOf(0, 1))).toEqual([false, true, false]);
    expect(kinds(daysOf(0, 0))).toEqual([false, false, true]);
    expect(kinds(daysOf(0.4, 0.1))).toEqual([true, true, true]);
    expect(kinds(daysOf(0.95, 0))).toEqual([true, false, false]);
  });

  it("shows a single minute down", () => {
    expect(paths(daysOf(0.9993, 0.0007), "d")).toMatch(/v6h/);
  });

  it("is not there before it has begun", () => {
    const wide = (svg: string) => Number(/h(\d+)/.exec(paths(svg, "n"))?.[1]);
    const days = Array.from({ length: 31 }, () => ({ up: 0, down: 0 }));
    const running =
      picturesOf(monthOf([hostOf("a", { days })], { to: october(10, "12:00"), running: true }))[0]?.svg ?? "";
    expect(wide(running) / wide(pictureOf({ days }))).toBeCloseTo(10 / 31, 2);
  });
});

describe("the overview", () => {
  it("has a row for each of a few hosts, and of many only for those that were not well", () => {
    const percents = (report: MonthReport) =>
      texts(picturesOf(report)[0]?.svg ?? "").filter((words) => words.endsWith("%"));
    expect(percents(fiveHosts())).toEqual(["87.4 %", "100 %", "99.97 %", "100 %", "100 %"]);
    expect(percents(manyHosts(200))).toHaveLength(10);
  });

  it("is not drawn for many hosts that were all well", () => {
    const hosts = Array.from({ length: 25 }, (_, index) => hostOf(`h${index}`));
    expect(picturesOf(monthOf(hosts)).map(({ name }) => name)).not.toContain("2026-10/overview.svg");
  });
});

describe("the names of pictures", () => {
  const namesOf = (hosts: readonly string[]) =>
    picturesOf(monthOf(hosts.map((host) => hostOf(host)))).map(({ name }) => name.replace("2026-10/", ""));

  it("are those of the hosts where these are safe", () => {
    expect(namesOf(["web-1", "192.0.2.10", "a_b"])).toEqual(["overview.svg", "web-1.svg", "192.0.2.10.svg", "a_b.svg"]);
  });

  it("stay in their folder and are never two alike, even where case does not count", () => {
    const names = namesOf([
      "../../x",
      "..",
      "",
      "a/b",
      "a-b",
      "a\\b",
      "A-B",
      "con",
      "nul.x",
      "overview",
      ".git",
      "ä",
      "ö",
      "x".repeat(300),
      "2001:db8::1",
    ]);
    for (const name of names) expect(name).toMatch(/^[a-z\d_][a-z\d_.-]{0,80}\.svg$/);
    expect(names.filter((name) => /^(con|nul)\./.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("do not depend on the order of the hosts", () => {
    expect(namesOf(["Web", "web", "db"]).sort()).toEqual(namesOf(["db", "web", "Web"]).sort());
  });
});

describe("a host's name in a picture", () => {
  it.each(["<script>alert(1)</script>", "a&b\"'", "\u0000\u001b[31m\ufffe\uffff\ud800", "]]>", "&lt;", "\u202eevil"])(
    "%j is only text",
    (name) => {
      const svg = pictureOf({}, name);
      expect(xmlElements(svg).filter((element) => element.name === "script")).toEqual([]);
      expect(texts(svg)[0]).not.toMatch(/[<>\u0000-\u001f\u202e]/);
    },
  );

  it("is cut before it reaches what stands beside it", () => {
    const elements = xmlElements(pictureOf({}, "x".repeat(300)));
    const at = elements.findIndex(({ text }) => text.startsWith("xxx") && text.endsWith("…"));
    const frame = elements
      .slice(
        0,
        elements.findIndex(({ name }) => name === "text"),
      )
      .at(-1);
    expect(at).toBeGreaterThan(0);
    expect(frame?.attributes.get("width")).toBe("74%");
  });
});
