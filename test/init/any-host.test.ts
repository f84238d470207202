/** Whatever a source says: `validate` accepts what `init` prints, and it has no server more than the source. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { FoundHost } from "../../src/init/found.ts";
import { serversOf } from "../../src/init/servers.ts";
import { inventoryText } from "../../src/init/text.ts";
import { readInventory } from "../../src/inventory/index.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 70 }),
  fc.constantFrom(
    "a",
    "A",
    "192.0.2.1",
    "::1",
    "~",
    "null",
    "yes",
    "1e3",
    "- x",
    "x: y",
    "&a",
    "*a",
    "!t",
    "#",
    "\n",
    "\r",
    "\u2028",
  ),
);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const host: fc.Arbitrary<FoundHost> = fc.record({
  name: text,
  address: fc.oneof(text, fc.ipV4(), fc.ipV6(), fc.domain()),
  port: optional(fc.oneof(fc.integer(), fc.double(), fc.constantFrom(22, 2222))),
  username: optional(text),
  keyFiles: optional(fc.array(text, { maxLength: 3 })),
  group: optional(text),
  via: optional(fc.array(text, { maxLength: 3 })),
  homePage: optional(fc.oneof(text, fc.webUrl())),
  insecure: optional(fc.boolean()),
  pingOnly: optional(fc.boolean()),
  hostKeyAlias: optional(text),
  hostKeys: optional(fc.array(text, { maxLength: 2 })),
  notes: fc.array(text, { maxLength: 2 }),
});

it("is an inventory", () => {
  const property = fc.property(
    fc.array(host, { maxLength: 6 }),
    fc.array(text, { maxLength: 2 }),
    text,
    (hosts, notes, source) => {
      const found = serversOf({ hosts, notes }, { knownHosts: [], existing: [], unusableKeys: new Map() });
      const inventory = inventoryText(found, source, "");
      if (found.servers.length === 0) return void expect(inventory).toMatch(/^(# .*\n)+$/);
      const read = readInventory({ inventory, credentials: "", home: "/home/me", mask: () => {} });
      expect(read.hosts.map(({ id }) => id)).toEqual(found.servers.map(({ name }) => name));
    },
  );
  fc.assert(property, { numRuns: 500 });
});
