import { describe, expect, it } from "vitest";
import { cellsOf, headerOf } from "../../src/row/row.ts";
import { deadNode, healthyNode } from "../support/results.ts";

/** A row as an object, by column name. */
function cells(result: Parameters<typeof cellsOf>[0]): Record<string, string> {
  const values = cellsOf(result);
  return Object.fromEntries(headerOf(result.type).map((name, index) => [name, values[index] ?? ""]));
}

describe("headerOf", () => {
  it("has the columns of each type in their order", () => {
    const common = "readonly,inodes_free_pct,mem_total_mib,swap_total_mib,load15,oom_kills,failed_units,reboot_days";
    const later = `${common},packages_days,raid,temp_c,power,clock_s,accounts,checks,boot_id,peer_ports,ssh_logins`;
    expect(headerOf("node").join()).toBe(
      `time,host,ping_ms,ping_max_ms,http_ms,http_code,mem_avail_mib,swap_free_mib,disk_avail_mib,last_boot,ports,ssh_peers,loss,cert_days,logins,errors,disk_size_mib,cert_life_days,silenced,disks,${later}`,
    );
    expect(headerOf("miner").join()).toBe(
      `time,host,ping_ms,ping_max_ms,mem_avail_mib,disk_avail_mib,last_boot,gpu_temp_c,gpu_mem_mib,gpu_power_w,ssh_peers,loss,logins,errors,disk_size_mib,silenced,disks,${later}`,
    );
    expect(headerOf("ping").join()).toBe("time,host,ping_ms,ping_max_ms,loss,errors,silenced");
  });
});

describe("cellsOf", () => {
  it("writes what is known", () => {
    expect(cells(healthyNode())).toMatchObject({
      time: "2026-11-22T21:32:05Z",
      host: "web-1",
      ping_ms: "12.3",
      ping_max_ms: "100",
      http_ms: "142",
      http_code: "200",
      mem_avail_mib: "3277",
      swap_free_mib: "0",
      disk_avail_mib: "65435",
      last_boot: "2026-11-10T21:31Z",
      ports: "",
      ssh_peers: "",
      loss: "0",
      cert_days: "29",
      logins: "",
      errors: "",
      disk_size_mib: "131072",
    });
  });

  it("leaves the unknown empty and says why", () => {
    expect(cells(deadNode())).toMatchObject({
      ping_ms: "",
      http_code: "",
      mem_avail_mib: "",
      last_boot: "",
      ports: "",
      loss: "100",
      errors: "ping:unreachable+ssh:timeout",
    });
  });

  it("joins ports, peers, logins and GPUs", () => {
    const facts = {
      ports: [
        { port: 8080, protocol: "tcp" as const },
        { port: 5353, protocol: "udp" as const },
      ],
      sshPeers: ["198.51.100.7", "2001:db8::7"],
      logins: ["root@198.51.100.7"],
    };
    const gpus = [
      { tempC: 42, memMib: 812, powerW: 120.5 },
      { tempC: undefined, memMib: undefined, powerW: undefined },
      { tempC: 66, memMib: 0, powerW: undefined },
    ];
    expect(cells(healthyNode({ facts }))).toMatchObject({
      ports: "8080+5353/udp",
      ssh_peers: "198.51.100.7+2001:db8::7",
    });
    expect(cells(healthyNode({ type: "miner", facts: { gpus } }))).toMatchObject({
      gpu_temp_c: "42_None_66",
      gpu_mem_mib: "812_None_0",
      gpu_power_w: "120.5_None_None",
    });
  });

  it("counts whole days to the certificate's end, below zero once it has passed", () => {
    const page = {
      ms: 1,
      status: 200,
      certificate: { from: new Date("2026-09-22T20:00:00Z"), to: new Date("2026-11-22T20:00:00Z") },
    };
    expect(cells(healthyNode({ page }))["cert_days"]).toBe("-1");
  });
});
