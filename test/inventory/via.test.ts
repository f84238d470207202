import { describe, expect, it } from "vitest";
import { accepted, reading } from "./reading.ts";

const creds = "[{ username: me, password: secret }]";

/** Servers in YAML, each with a name of its own. */
function inventoryOf(...servers: readonly string[]): string {
  const lines = servers.map((server, index) => `  - { ip: 192.0.2.${index + 1}, creds: ${creds}, ${server} }\n`);
  return `servers:\n${lines.join("")}`;
}

function errorsOf(...servers: readonly string[]): readonly string[] {
  return reading(inventoryOf(...servers)).errors;
}

describe("via", () => {
  it("leads through another server of the inventory, wherever it stands, without pings", () => {
    const { hosts } = accepted(inventoryOf("name: db, via: gate", "name: gate"));
    const [db, gate] = hosts;
    expect(db).toMatchObject({ id: "db", ping: false, via: { id: "gate", address: "192.0.2.2" }, dependsOn: ["gate"] });
    expect(gate).toMatchObject({ id: "gate", ping: true });
    expect(gate?.via).toBeUndefined();
  });

  it("leads through up to three", () => {
    const { hosts } = accepted(inventoryOf("name: a, via: b", "name: b, via: c", "name: c, via: d", "name: d"));
    expect(hosts[0]?.via?.via?.via?.id).toBe("d");
    // One host is one object, however many are behind it.
    expect(hosts[0]?.via).toBe(hosts[1]);
  });

  it("finds a server without a name by its address", () => {
    const { hosts } = accepted(inventoryOf("name: db, via: 192.0.2.2", "port: 22"));
    expect(hosts[0]?.via?.id).toBe("192.0.2.2");
  });

  it("can be the default of all servers but the jump host itself", () => {
    const text = `${inventoryOf("name: a", "name: gate", "name: free, via: null")}defaults: { via: gate }\n`;
    expect(accepted(text).hosts.map(({ via }) => via?.id)).toEqual(["gate", undefined, undefined]);
  });

  it("is refused with all errors at once", () => {
    const errors = errorsOf(
      "name: a, via: gaet",
      "name: b, via: nobody",
      "name: c, via: c",
      "name: d, via: e",
      "name: e, via: d",
      "name: behind-a-circle, via: e",
      "name: gate, color: red",
    );
    expect(errors).toEqual([
      expect.stringMatching(/^servers\[6\]\.color: unknown key/),
      'servers[0].via: no server is called "gaet"; did you mean "gate"?',
      'servers[1].via: no server is called "nobody"; expected the name of another server of this inventory',
      "servers[2].via: goes in a circle: c → c; one of them must be reachable without via",
      "servers[3].via: goes in a circle: d → e → d; one of them must be reachable without via",
      "servers[4].via: goes in a circle: e → d → e; one of them must be reachable without via",
    ]);
  });

  it("is refused beyond three jump hosts", () => {
    expect(errorsOf("name: a, via: b", "name: b, via: c", "name: c, via: d", "name: d, via: e", "name: e")).toEqual([
      "servers[0].via: 4 jump hosts, a → b → c → d → e; at most 3 are supported",
    ]);
  });

  it("is refused where it is no text", () => {
    expect(errorsOf("name: a, via: 5", "name: b, via: [a]")).toEqual([
      "servers[0].via: expected text, got a number; put it in quotes",
      "servers[1].via: expected text, got a list",
    ]);
  });

  it("is refused where no SSH connection leads through the other server", () => {
    const text = `servers:
  - { ip: 192.0.2.1, name: a, via: router, home_page: "http://192.0.2.1/" }
  - { ip: 192.0.2.2, name: router, type: ping }
  - { ip: 192.0.2.3, name: b, via: here, creds: ${creds} }
  - { self: true, name: here }
  - { ip: 192.0.2.4, name: c, via: d }
  - { ip: 192.0.2.5, name: d, creds: ${creds} }
  - { self: true, name: there, via: d }\n`;
    expect(reading(text).errors).toEqual([
      "servers[6].via: the monitor's own machine is not reached through another one; leave it out",
    ]);
    expect(reading(text.replace("name: there, via: d", "name: there")).errors).toEqual([
      "servers[4].via: no ping is sent through another server, which leaves nothing to check; add creds or home_page",
      'servers[0].via: "router" has no creds, so no SSH connection leads through it',
      'servers[2].via: "here" is the monitor\'s own machine, so no SSH connection leads through it',
    ]);
  });
});
