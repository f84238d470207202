import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  appendDurably,
  readEnds,
  readIfPresent,
  readPieces,
  removeLeftovers,
  writeDurably,
} from "../../src/store/file.ts";
import { allOf } from "../support/all-of.ts";
import { temporaryFolder } from "../support/folder.ts";
import { describeWith, tool } from "../support/tools.ts";

const source = join(import.meta.dirname, "../../src/store/file.ts");

/** Shell words that let a process of its own write `bytes` bytes to a file. */
function writer(path: string, bytes: number, write = "writeDurably"): string {
  const script = `import { ${write} } from ${JSON.stringify(source)};
    await ${write}(${JSON.stringify(path)}, "x".repeat(${bytes})).catch((error) => { console.log(error.message); process.exit(3); });`;
  return `'${process.execPath}' --input-type=module -e '${script}'`;
}

describe("readIfPresent", () => {
  it("tells a file that is not there from an empty one", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "empty"), "");
    expect(await readIfPresent(join(folder, "none"))).toBeUndefined();
    expect(await readIfPresent(join(folder, "empty"))).toBe("");
  });

  it("takes no other trouble for absence", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "latin1"), Buffer.from([0xe9]));
    await expect(readIfPresent(folder)).rejects.toThrow(`${folder}: cannot be read (EISDIR)`);
    await expect(readIfPresent(join(folder, "latin1", "x"))).rejects.toThrow("ENOTDIR");
    await expect(readIfPresent(join(folder, "latin1"))).rejects.toThrow("is not UTF-8 text; restore it from git");
  });
});

describe("removeLeftovers", () => {
  it("removes temporary files of processes that are no more, and of earlier ones that had our number", async () => {
    const folder = temporaryFolder();
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    const stale = [`.node_2611.csv.${dead}.tmp`, `.node_2611.csv.${process.pid}.tmp`].sort();
    const others = [`.x.${process.ppid}.tmp`, `.x.0${dead}.tmp`, `x.${dead}.tmp`, "node_2611.csv", ".x.tmp"].sort();
    for (const name of [...stale, ...others]) writeFileSync(join(folder, name), "");
    await removeLeftovers(folder, new Date(Date.now() - 60_000));
    expect(readdirSync(folder).sort()).toEqual([...stale, ...others].sort());
    await removeLeftovers(folder, new Date(Date.now() + 60_000));
    expect(readdirSync(folder).sort()).toEqual(others);
  });

  it("takes the word of a running process for an hour", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, `.x.${process.ppid}.tmp`), "");
    await removeLeftovers(folder, new Date(Date.now() + 3_540_000));
    expect(readdirSync(folder)).toHaveLength(1);
    await removeLeftovers(folder, new Date(Date.now() + 3_660_000));
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves a folder alone that cannot be listed", async () => {
    await expect(removeLeftovers(join(temporaryFolder(), "none"), new Date())).resolves.toBeUndefined();
  });
});

describe("readPieces", () => {
  async function piecesOfFile(content: string | Buffer): Promise<string[]> {
    const path = join(temporaryFolder(), "f");
    writeFileSync(path, content);
    return allOf(readPieces(path));
  }

  it("reads a file in pieces that end with a line, whatever is not ASCII in it", async () => {
    const text = Array.from({ length: 40_000 }, (_, index) => `${index},Größe ${index}\n`).join("");
    const pieces = await piecesOfFile(`${text}torn`);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.slice(0, -1).filter((piece) => !piece.endsWith("\n"))).toEqual([]);
    expect(pieces.join("")).toBe(`${text}torn`);
  });

  it("cuts neither within quotes nor within a line, however long", async () => {
    const quoted = `"${"x\n".repeat(200_000)}"\n`;
    expect(await piecesOfFile(`a\n${quoted}b\n`)).toEqual([`a\n${quoted}b\n`]);
    expect(await piecesOfFile("x".repeat(700_000))).toEqual(["x".repeat(700_000)]);
  });

  it("has one empty piece of an empty file, and none of no file", async () => {
    expect(await piecesOfFile("")).toEqual([""]);
    expect(await allOf(readPieces(join(temporaryFolder(), "none")))).toEqual([]);
  });

  it("refuses what is no text, and a folder", async () => {
    await expect(piecesOfFile(Buffer.from([0xff, 10]))).rejects.toThrow("is not UTF-8 text; restore it from git");
    await expect(allOf(readPieces(temporaryFolder()))).rejects.toThrow("cannot be read (EISDIR)");
  });
});

describe("readEnds", () => {
  it("reads the first line and the last ones of a large file", async () => {
    const path = join(temporaryFolder(), "f");
    const lines = Array.from({ length: 60_000 }, (_, index) => `line ${index}\n`);
    writeFileSync(path, `header\n${lines.join("")}`);
    const { bytes, text } = (await readEnds(path)) ?? { bytes: 0, text: "" };
    expect(bytes).toBe(statSync(path).size);
    expect(text.startsWith("header\nline ")).toBe(true);
    expect(lines.join("").endsWith(text.slice("header\n".length))).toBe(true);
  });

  it("leaves alone what is small, no text, or one line", async () => {
    const path = join(temporaryFolder(), "f");
    expect(await readEnds(path)).toBeUndefined();
    for (const content of ["small\n", "x".repeat(600_000), Buffer.alloc(600_000, "\xff\n", "latin1")]) {
      writeFileSync(path, content);
      expect(await readEnds(path)).toBeUndefined();
    }
  });
});

describe("appendDurably", () => {
  it("adds to a file, keeps its mode, and leaves nothing beside it", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "f");
    writeFileSync(path, "old\n", { mode: 0o640 });
    await appendDurably(path, "ü\n");
    expect(readFileSync(path, "utf8")).toBe("old\nü\n");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["f"]);
  });

  it("does not follow a link", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "target"), "precious");
    symlinkSync("target", join(folder, "link"));
    await expect(appendDurably(join(folder, "link"), "x")).rejects.toThrow(/link: is a symbolic link/);
    expect(readFileSync(join(folder, "target"), "utf8")).toBe("precious");
  });
});

describe("writeDurably", () => {
  it("creates and replaces a file, and leaves nothing beside it", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "node_2611.csv");
    await writeDurably(path, "old\n");
    await writeDurably(path, "new ü\n");
    expect(readFileSync(path, "utf8")).toBe("new ü\n");
    expect(readdirSync(folder)).toEqual(["node_2611.csv"]);
  });

  it("keeps the mode of a file, and gives a new one the mode asked for", async () => {
    const path = join(temporaryFolder(), "run.json");
    await writeDurably(path, "1", 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o640);
    await writeDurably(path, "2", 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it("does not follow a link, nor write over a folder", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "target"), "precious");
    symlinkSync("target", join(folder, "link"));
    mkdirSync(join(folder, "sub"));
    await expect(writeDurably(join(folder, "link"), "x")).rejects.toThrow(/link: is a symbolic link/);
    await expect(writeDurably(join(folder, "sub"), "x")).rejects.toThrow(/sub: is not a regular file/);
    expect(readFileSync(join(folder, "target"), "utf8")).toBe("precious");
  });

  it("replaces a temporary file that a killed process left, even if it is a link", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "target"), "precious");
    symlinkSync("target", join(folder, `.f.${process.pid}.tmp`));
    await writeDurably(join(folder, "f"), "new");
    expect(readFileSync(join(folder, "f"), "utf8")).toBe("new");
    expect(readFileSync(join(folder, "target"), "utf8")).toBe("precious");
  });

  it("says what to do when the folder is missing", async () => {
    const path = join(temporaryFolder(), "none", "f");
    await expect(writeDurably(path, "x")).rejects.toThrow(`${path}: cannot be written (ENOENT): its folder is missing`);
  });

  it("leaves the old file when a limit cuts the write short", () => {
    const folder = temporaryFolder();
    const path = join(folder, "f");
    writeFileSync(path, "old");
    const { status, stdout } = spawnSync("bash", ["-c", `ulimit -f 1; ${writer(path, 5000)}`], { encoding: "utf8" });
    expect({ status, stdout: stdout.trim() }).toEqual({
      status: 3,
      stdout: `${path}: cannot be written (EFBIG): the limit on file sizes is too low; raise it (ulimit -f)`,
    });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["f"]);
  });
});

describeWith(["strace"], "a write that is killed or fails in the middle", () => {
  it.each([
    ["writeDurably", "fsync:signal=SIGKILL:when=1", "SIGKILL", ""],
    ["writeDurably", "fsync:error=EIO:when=1", 3, "(EIO): the disk reports an error"],
    ["writeDurably", "rename:error=EROFS", 3, "(EROFS): the file system is read-only"],
    ["appendDurably", "fsync:signal=SIGKILL:when=1", "SIGKILL", ""],
    ["appendDurably", "fsync:error=EIO:when=1", 3, "(EIO): the disk reports an error"],
  ])("leaves the old file in %s with %s", (write, injection, end, said) => {
    const path = join(temporaryFolder(), "f");
    writeFileSync(path, "old");
    const command = `exec strace -f -o /dev/null -e inject=${injection} ${writer(path, 5000, write)}`;
    const { status, signal, stdout } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
    expect(status ?? signal).toBe(end);
    expect(stdout).toContain(said);
    expect(readFileSync(path, "utf8")).toBe("old");
  });
});

describeWith(["root", "mount", "umount"], "writeDurably, on a small or read-only disk", () => {
  it("leaves the old file when the disk is full, and says so", async (test) => {
    const folder = temporaryFolder();
    const mounted = spawnSync(tool("mount"), ["-t", "tmpfs", "-o", "size=16k", "none", folder]).status === 0;
    test.skip(!mounted, "this machine does not let root mount");
    onTestFinished(() => void execFileSync(tool("umount"), [folder]));
    const path = join(folder, "f");
    await writeDurably(path, "old");
    await expect(writeDurably(path, "x".repeat(20_000))).rejects.toThrow("(ENOSPC): the disk is full; free some space");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["f"]);
    execFileSync(tool("mount"), ["-o", "remount,ro", folder]);
    await expect(writeDurably(path, "new")).rejects.toThrow("(EROFS): the file system is read-only");
    expect(readFileSync(path, "utf8")).toBe("old");
  });
});
