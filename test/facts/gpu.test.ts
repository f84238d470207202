import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { factsOf, fixture, prints } from "./fake-host.ts";

const asked = ["index", "temperature.gpu", "memory.used", "power.draw"];
const named = (folder: string) =>
  globSync(`${folder}/*.txt`, { cwd: join(import.meta.dirname, "..", "fixtures") }).map((file) =>
    basename(file, ".txt"),
  );

/** The rows of a capture as our own question would have been answered: our columns of it, `[N/A]` for what was not asked. */
function answered(capture: string): string {
  const lines = capture.trim().split("\n");
  const comment = /^# asked: (\S+)/.exec(lines[0] ?? "")?.[1];
  const heading = lines.find((line) => /^(?:index|name|timestamp),/.test(line));
  const columns = (comment ?? heading?.replace(/ \[\S+\]/g, "").replaceAll(" ", "") ?? standard).split(",");
  const rows = lines.filter((line) => line !== heading && !line.startsWith("#")).map((line) => line.split(", "));
  return rows
    .map((row, at) => asked.map((name) => row[columns.indexOf(name)] ?? (name === "index" ? at : "[N/A]")).join(", "))
    .join("\n");
}

const standard = "index,power.draw,memory.used,temperature.gpu,utilization.gpu,memory.total,name";

const gpusOf = (output: string) => factsOf({ programs: { "nvidia-smi": prints(`${output}\n`) } }, "miner");
const text = (output: string) =>
  gpusOf(output).value?.gpus?.map(({ tempC, memMib, powerW }) => [tempC, memMib, powerW].map(String).join(" "));

describe("gpus", () => {
  it("of every capture are as many as there are rows", () => {
    const found = named("nvidia-smi-query").map((name) => [name, text(answered(fixture(`nvidia-smi-query/${name}`)))]);
    expect(Object.fromEntries(found)).toMatchSnapshot();
  });

  it("that do not tell a figure are silent about that one alone", () => {
    const rows = "0, 40, [Not Supported], 39.32\n1, ERR!, 214, [Unknown Error]\n2, [GPU requires reset], [N/A], N/A";
    expect(text(rows)).toEqual(["40 undefined 39.32", "undefined 214 undefined", "undefined undefined undefined"]);
  });

  it("that tell a figure which no card can have are silent about that one alone", () => {
    expect(text("0, 65535, 214, 39.32\n1, 40, 99999999, 214748.36")).toEqual([
      "undefined 214 39.32",
      "40 undefined undefined",
    ]);
  });

  it("are read without any other tool", () => {
    const programs = { "nvidia-smi": "echo '0, 40, 214, 39.32'" };
    expect(factsOf({ programs, tools: ["printf"] }, "miner").value?.gpus).toHaveLength(1);
  });

  it("come in index order, and a missing one is silent", () => {
    expect(text("2, 42, 3, 30.00\n0, 40, 1, 10.00")).toEqual(["40 1 10", "undefined undefined undefined", "42 3 30"]);
  });

  it.each(["lost", "unknown-device"])("that nvidia-smi cannot reach (%s) are silent", (name) => {
    const line = fixture(`nvidia-smi-error/${name}`).trim();
    const silent = "undefined undefined undefined";
    expect(text(line)).toEqual([silent]);
    expect(text(`0, 40, 1, 10.00\n${line}`)).toEqual(["40 1 10", silent]);
    expect(text(`0, 40, 1, 10.00\n${line}\n2, 42, 3, 30.00`)).toEqual(["40 1 10", silent, "42 3 30"]);
  });

  it.each(["no-driver", "unknown-field"])(
    "are unknown when nvidia-smi fails (%s), and its words are the reason",
    (name) => {
      const line = fixture(`nvidia-smi-error/${name}`).trim();
      const { value, problems } = gpusOf(line);
      expect(value).not.toHaveProperty("gpus");
      expect(problems[0]?.detail.untrusted).toContain(line.slice(0, 40));
    },
  );

  it("that require a reset are silent", () => {
    expect(text(answered(fixture("nvidia-smi-error/requires-reset")))).toEqual(["undefined 0 undefined"]);
  });

  it.each(["No devices were found", ""])("are unknown when nvidia-smi says %j", (line) => {
    expect(gpusOf(line).value).not.toHaveProperty("gpus");
  });

  it("are unknown without nvidia-smi", () => {
    expect(factsOf({}, "miner").problems[0]?.detail.untrusted).toContain("gpus: nvidia-smi is not installed");
  });
});
