import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readInventory } from "../../src/inventory/index.ts";
import { accepted, reading } from "./reading.ts";

const folder = mkdtempSync(join(tmpdir(), "inventory-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fix = "give the path of a file or the inventory itself";
const secretMend = "share settings by `defaults` and `credentials`, or give the path of a file";

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("an inventory in a file", () => {
  it("is found by its path, with blanks around it or ~ before it", () => {
    const path = file("hosts.yml", "\uFEFFservers: [{ip: 192.0.2.1}]");
    expect(accepted(` ${path}\n`).hosts).toHaveLength(1);
    const options = { inventory: "~/hosts.yml", credentials: "", home: folder, mask: () => {} };
    expect(readInventory(options).hosts).toHaveLength(1);
  });

  it("is found without an ending, where the file exists", () => {
    // Tests run in the top folder, which has a LICENSE: no inventory, but read as one.
    expect(reading("LICENSE").errors).not.toEqual([]);
    expect(accepted("LICENCE").hosts.map(({ address }) => address)).toEqual(["licence"]);
  });

  it("is said to be empty", () => {
    expect(reading(file("empty.yml", "\n")).errors).toEqual([
      "inventory: the file is empty; give the path of a file, or JSON, YAML or one host per line",
    ]);
  });

  it("may be larger than a secret", () => {
    const path = file("large.json", JSON.stringify({ servers: [{ ip: "a" }] }) + " ".repeat(50_000));
    expect(accepted(path).warnings).toEqual([]);
  });

  it("holds the credentials as well", () => {
    const credentials = file("credentials.yml", "pi: { username: pi, password: raspberry }");
    expect(accepted("servers: [{ip: a, creds: pi}]", credentials).hosts[0]?.identities).toHaveLength(1);
  });

  it("is refused where it cannot be read, and named only where it is plainly a file", () => {
    expect(reading("x.yml").errors).toEqual([`inventory: cannot read "x.yml": no such file; ${fix}`]);
    mkdirSync(join(folder, "folder.txt"));
    const folderPath = join(folder, "folder.txt");
    expect(reading(folderPath).errors).toEqual([`inventory: cannot read "${folderPath}": it is a folder; ${fix}`]);
    const latin1 = file("latin-1.yml", Uint8Array.of(0x23, 0xe9));
    expect(reading(latin1).errors).toEqual([`inventory: cannot read "${latin1}": not UTF-8 text; ${fix}`]);
    const huge = file("huge.txt", new Uint8Array(4 * 1024 * 1024 + 1));
    expect(reading(huge).errors).toEqual([`inventory: cannot read "${huge}": over 4 MiB; ${fix}`]);
  });

  it.each(["s3cret/AbCd+Ef==", "https://me:s3cret@example.com/hosts.json", `/${"s3cret".repeat(9_000)}`])(
    "is not named where it may be a secret in the wrong place",
    (inventory) => {
      const [error, ...others] = reading(inventory).errors;
      expect(others).toEqual([]);
      expect(error).toMatch(/^inventory: cannot read the file it names: /);
    },
  );
});

describe("an inventory in a secret", () => {
  const text = (bytes: number) => "servers: [{ip: a}] #".padEnd(bytes, "x");

  it("is refused over 48 KB of UTF-8", () => {
    const full = `servers: [{ip: a}] #${"é".repeat(24_566)}`;
    expect(Buffer.byteLength(full)).toBe(48 * 1024);
    expect(accepted(full).hosts).toHaveLength(1);
    expect(reading(`${full}x`).errors).toEqual([`inventory: over the 48 KB a secret holds; ${secretMend}`]);
  });

  it("is warned of from four fifths on", () => {
    expect(accepted(text(39_000)).warnings).toEqual([]);
    expect(accepted(text(40_000)).warnings).toEqual([`inventory: 39 of the 48 KB a secret holds; ${secretMend}`]);
  });
});
