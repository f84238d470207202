import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadKnownHosts } from "../../src/ssh/known-hosts-files.ts";

const line = "web ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n";

describe("loadKnownHosts", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "server-monitor-known-hosts-"));
    writeFileSync(join(folder, "known_hosts"), `${line}nonsense\n`);
    mkdirSync(join(folder, "folder"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("joins the input and the files, and names where each line stands", async () => {
    const path = join(folder, "known_hosts");
    const { entries, warnings } = await loadKnownHosts({
      texts: [{ text: `\n${line}`, path: "known-hosts input" }],
      files: [path],
    });
    expect(entries.map(({ place }) => place)).toEqual(["known-hosts input line 2", `${path} line 1`]);
    expect(warnings).toEqual([expect.stringContaining(`${path} line 2: not a known_hosts line`)]);
  });

  it("says so where the input is a path instead of lines", async () => {
    const { warnings } = await loadKnownHosts({ texts: [{ text: "/home/me/known_hosts", path: "input" }], files: [] });
    expect(warnings).toEqual([expect.stringContaining("looks like a path: give the lines of the file")]);
  });

  it("takes a missing file for an empty one", async () => {
    const files = [join(folder, "missing"), join(folder, "known_hosts", "below-a-file")];
    expect(await loadKnownHosts({ texts: [{ text: "", path: "known-hosts input" }], files })).toEqual({
      entries: [],
      warnings: [],
    });
  });

  it("fails on a file that is there and cannot be read", async () => {
    const path = join(folder, "folder");
    await expect(loadKnownHosts({ texts: [{ text: "", path: "known-hosts input" }], files: [path] })).rejects.toThrow(
      `${path}: known hosts cannot be read (EISDIR)`,
    );
  });
});
