import { describe, expect, it } from "vitest";
import { mergeRows, type Table } from "../../src/store/merge.ts";
import { readTable } from "../../src/store/rows.ts";

/** Lines as CheckResult.to_csv of the seed writes them. */
const nodeFile = [
  "01 00:00:07,192.  0.  2. 10,15,16,210,200,3.2Gi,2.0Gi,12G,Jul  6 21:31,80+443,203.0.113.9+10.0.0.2+[\n",
  "01 00:00:07,198. 51.100.  7,None,None,None,None,None,None,None,None,None,None\n",
  "22 21:32:05,192.  0.  2. 10,15,16,None,404,512Mi,0B,1.5T,Dec 31 23:59,,\n",
  "22 21:32:05,198. 51.100.  7,20,31,88,200,None,None,None,None,None,None\n",
].join("");

const header = [
  ...["time", "host", "ping_ms", "ping_max_ms", "http_ms", "http_code", "mem_avail_mib", "swap_free_mib"],
  ...["disk_avail_mib", "last_boot", "ports", "ssh_peers", "loss", "cert_days", "logins", "errors"],
];

function cellsOf(text: string, fileName: string): Readonly<Record<string, string>>[] {
  const { header, rows } = readTable(text, fileName);
  return Array.from(rows, ({ record }) => Object.fromEntries(header.map((name, at) => [name, record.cell(at)])));
}

describe("a node file of the seed's", () => {
  it("is read under our column names, in our units", () => {
    expect(cellsOf(nodeFile, "results/node_2611.csv")[0]).toEqual({
      time: "2026-11-01T00:00:07Z",
      host: "192.0.2.10",
      ping_ms: "15",
      ping_max_ms: "16",
      http_ms: "210",
      http_code: "200",
      mem_avail_mib: "3277",
      swap_free_mib: "2048",
      disk_avail_mib: "12288",
      last_boot: "2026-07-06T21:31Z",
      ports: "80+443",
      ssh_peers: "10.0.0.2+203.0.113.9",
      loss: "",
      errors: "",
    });
  });

  it("gives empty cells a reason", () => {
    const rows = cellsOf(nodeFile, "node_2611.csv");
    expect(rows.map(({ loss, errors }) => [loss, errors])).toEqual([
      ["", ""],
      ["100", "ping:unreachable"],
      ["", ""],
      ["", "probe:incomplete"],
    ]);
    expect(rows[1]).toMatchObject({ ping_ms: "", http_code: "", mem_avail_mib: "", ports: "" });
  });

  it("takes a boot later than the row for one of the year before, and makes up no minute", () => {
    expect(cellsOf(nodeFile, "node_2611.csv")[2]).toMatchObject({
      last_boot: "2025-12-31T23:59Z",
      mem_avail_mib: "512",
      swap_free_mib: "0",
      disk_avail_mib: "1572864",
    });
    const old = "22 21:32:05,192.  0.  2. 10,1,1,None,None,1Gi,1Gi,1G,Jul  6 2021,,\n";
    expect(cellsOf(old, "node_2611.csv")[0]).toMatchObject({ last_boot: "", errors: "" });
  });

  it("is read when cells are missing at the end", () => {
    expect(cellsOf("02 10:00:00,192.  0.  2. 10\n", "node_2611.csv")[0]).toMatchObject({
      host: "192.0.2.10",
      errors: "ping:unreachable",
      ssh_peers: "",
    });
  });

  it.each([
    ["01 00:00:07,1.2.3.4,1\n31 00:00:07,1.2.3.4,1\n", "node_2611.csv: line 2, column 1: day and time expected"],
    ["01 00:00:07,1.2.3.4,1\n01 00:0", "node_2611.csv: line 2, column 1: 2 to 12 cells expected, 1 found"],
    ["01 00:00:07,,1\n", "node_2611.csv: line 1, column 2: not a value of host"],
    ["01 00:00:07,1.2.3.4,1,1,1,200,many\n", "node_2611.csv: line 1, column 7: not a value of mem_avail_mib"],
    ["01 00:00:07,1.2.3.4,1 ms\n", "node_2611.csv: line 1, column 3: not a value of ping_ms"],
  ])("is refused where it is damaged: %j", (text, message) => {
    expect(() => cellsOf(text, "results/node_2611.csv")).toThrow(message);
  });

  it("is continued without losing a row", () => {
    const ours = ["2026-11-22T22:00:00Z", "web-1", ...header.slice(2).map(() => "")];
    const table: Table = { type: "node", header, rows: [ours] };
    const merged = mergeRows(nodeFile, table, "results/node_2611.csv");
    expect(merged.split("\n")[0]).toBe(header.join(","));
    expect(cellsOf(merged, "node_2611.csv").map(({ host }) => host)).toEqual([
      ...["192.0.2.10", "198.51.100.7", "192.0.2.10", "198.51.100.7", "web-1"],
    ]);
    const before = cellsOf(nodeFile, "node_2611.csv");
    expect(cellsOf(merged, "node_2611.csv").slice(0, 4)).toMatchObject(before);
    expect(mergeRows(merged, table, "results/node_2611.csv")).toBe(merged);
  });
});

describe("a miner file of the seed's", () => {
  it("has the GPUs between boot and peers", () => {
    const text = "05 06:07:08, 10.  0.  0.  9,3,4,7.5Gi,100G,Jul  4 21:31,42_None_66,4000_None_4100,None,\n";
    expect(cellsOf(text, "miner_2207.csv")[0]).toEqual({
      time: "2022-07-05T06:07:08Z",
      host: "10.0.0.9",
      ping_ms: "3",
      ping_max_ms: "4",
      mem_avail_mib: "7680",
      disk_avail_mib: "102400",
      last_boot: "2022-07-04T21:31Z",
      gpu_temp_c: "42_None_66",
      gpu_mem_mib: "4000_None_4100",
      gpu_power_w: "",
      ssh_peers: "",
      loss: "",
      errors: "",
    });
  });
});

describe("a day of the seed's pinger", () => {
  it("is read with its full dates and the newline it put behind addresses", () => {
    const text = "221130 23:40:00,  8.  8.  8. 8\n,8,9\n221201 00:20:00,  1.  1.  1.  1,None,None\n";
    expect(cellsOf(text, "results/pings_221130.csv")).toEqual([
      { time: "2022-11-30T23:40:00Z", host: "8.8.8.8", ping_ms: "8", ping_max_ms: "9", loss: "", errors: "" },
      {
        ...{ time: "2022-12-01T00:20:00Z", host: "1.1.1.1", ping_ms: "", ping_max_ms: "" },
        ...{ loss: "100", errors: "ping:unreachable" },
      },
    ]);
  });
});
