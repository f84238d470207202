/**
 * Becomes dist/load.js: loads app.cjs, and the libraries beside it when they are needed. Where Node has a compile cache, the
 * compiled code is kept in its folder. Node's own cache is written when a module is loaded, so it lacks what is compiled later:
 * every function that is compiled when it is first called.
 */
import type vm from "node:vm";

// An `import` would also load what these modules merely point to.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = process.getBuiltinModule("node:fs");
const { createRequire, getCompileCacheDir } = process.getBuiltinModule("node:module");
const { basename, dirname, join } = process.getBuiltinModule("node:path");
const { Script } = process.getBuiltinModule("node:vm");
const { crc32 } = process.getBuiltinModule("node:zlib");

const nodeRequire = createRequire(import.meta.url);
const loaded = new Map<string, { exports: unknown }>();
/** What has no usable code from an earlier run, by the file to write. */
const missing = new Map<string, { script: vm.Script; source: Buffer }>();

function load(path: string): unknown {
  if (!path.startsWith("./")) return nodeRequire(path);
  const known = loaded.get(path);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  loaded.set(path, module);
  const file = join(import.meta.dirname, path);
  compile(file).runInThisContext()(module.exports, load, module, file, dirname(file));
  return module.exports;
}

function compile(file: string): vm.Script {
  const source = readFileSync(file);
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const folder = getCompileCacheDir();
  if (folder === undefined) return new Script(wrapped, { filename: file });
  const codeFile = join(folder, `${basename(file)}.code`);
  const cachedData = readCode(codeFile, source);
  const script = new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) });
  if (cachedData === undefined || script.cachedDataRejected) missing.set(codeFile, { script, source });
  return script;
}

/** undefined if there is none, or of another source, or damaged, which would crash V8. */
function readCode(file: string, source: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(checkBytes);
    return bytes.readUInt32BE() === checkOf(code, source) ? code : undefined;
  } catch {
    return undefined;
  }
}

const checkBytes = 4;

function checkOf(code: Buffer, source: Buffer): number {
  return crc32(code, crc32(source));
}

/** Without the folder, the next run compiles again. */
process.on("exit", () => {
  for (const [file, { script, source }] of missing) {
    try {
      writeCode(file, script.createCachedData(), source);
    } catch {}
  }
});

/** Another run may read or write the same file. */
function writeCode(file: string, code: Buffer, source: Buffer): void {
  const check = Buffer.alloc(checkBytes);
  check.writeUInt32BE(checkOf(code, source));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, Buffer.concat([check, code]));
  renameSync(`${file}.${process.pid}`, file);
}

export const { runAction, runTerminal } = load("./app.cjs") as typeof import("../src/app.ts");
