/** `init --from tailscale`: the machines of `tailscale status --json`. */
import { expect, it } from "vitest";
import { homeWith, runInit } from "./support.ts";

const peer = (name: string, last: number, more: object = {}) => ({
  HostName: name,
  DNSName: `${name}.tail1234.ts.net.`,
  OS: "linux",
  TailscaleIPs: [`100.64.0.${last}`, `fd7a:115c:a1e0::${last}`],
  Online: true,
  ...more,
});

const status = {
  Version: "1.90.1",
  BackendState: "Running",
  Self: peer("pi", 1),
  Peer: {
    "nodekey:a": peer("web-1", 2, { Tags: ["tag:prod", "tag:web"] }),
    "nodekey:b": peer("phone", 3, { OS: "iOS" }),
    "nodekey:c": peer("old", 4, { Online: false, LastSeen: "2026-03-01T10:00:00Z" }),
    "nodekey:d": peer("theirs", 5, { ShareeNode: true }),
    "nodekey:e": peer("evil\n  - ip: 1.2.3.4", 6, { DNSName: "" }),
    "nodekey:f": { OS: "linux" },
  },
};

it("init --from tailscale prints the machines that run a system of servers, by their addresses in the tailnet", async () => {
  const { hosts, comments } = await runInit("tailscale", homeWith({ "status.json": JSON.stringify(status) }), {
    file: "status.json",
  });
  expect(hosts.map(({ id, address, group }) => [id, address, group])).toEqual([
    ["web-1", "100.64.0.2", "prod"],
    ["old", "100.64.0.4", undefined],
    ["evil-ip:-1.2.3.4", "100.64.0.6", undefined],
  ]);
  expect(comments).toEqual(
    expect.arrayContaining([
      "pi: left out, it is this machine",
      "phone: left out, it runs iOS",
      "theirs: left out, it is another tailnet's",
      "offline, last seen 2026-03-01",
      '?: left out, "" is no address',
    ]),
  );
});

it("init --from tailscale says what it expects where the file is another one", async () => {
  const home = homeWith({ "x.json": "{}" });
  await expect(runInit("tailscale", home, { file: "x.json" })).rejects.toThrow(
    /x\.json: expected the output of "tailscale status --json"$/,
  );
});
