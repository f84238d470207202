// tools/load.ts
const { mkdirSync, readFileSync, renameSync, writeFileSync } = process.getBuiltinModule("node:fs");
const { createRequire, getCompileCacheDir } = process.getBuiltinModule("node:module");
const { basename, dirname, join } = process.getBuiltinModule("node:path");
const { Script } = process.getBuiltinModule("node:vm");
const { crc32 } = process.getBuiltinModule("node:zlib");
const nodeRequire = createRequire(import.meta.url);
const loaded = /* @__PURE__ */ new Map();
/** What has no usable code from an earlier run, by the file to write. */
const missing = /* @__PURE__ */ new Map();
function load(path) {
	if (!path.startsWith("./")) return nodeRequire(path);
	const known = loaded.get(path);
	if (known !== void 0) return known.exports;
	const module = { exports: {} };
	loaded.set(path, module);
	const file = join(import.meta.dirname, path);
	compile(file).runInThisContext()(module.exports, load, module, file, dirname(file));
	return module.exports;
}
function compile(file) {
	const source = readFileSync(file);
	const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
	const folder = getCompileCacheDir();
	if (folder === void 0) return new Script(wrapped, { filename: file });
	const codeFile = join(folder, `${basename(file)}.code`);
	const cachedData = readCode(codeFile, source);
	const script = new Script(wrapped, {
		filename: file,
		...cachedData && { cachedData }
	});
	if (cachedData === void 0 || script.cachedDataRejected) missing.set(codeFile, {
		script,
		source
	});
	return script;
}
/** undefined if there is none, or of another source, or damaged, which would crash V8. */
function readCode(file, source) {
	try {
		const bytes = readFileSync(file);
		const code = bytes.subarray(checkBytes);
		return bytes.readUInt32BE() === checkOf(code, source) ? code : void 0;
	} catch {
		return;
	}
}
const checkBytes = 4;
function checkOf(code, source) {
	return crc32(code, crc32(source));
}
/** Without the folder, the next run compiles again. */
process.on("exit", () => {
	for (const [file, { script, source }] of missing) try {
		writeCode(file, script.createCachedData(), source);
	} catch {}
});
/** Another run may read or write the same file. */
function writeCode(file, code, source) {
	const check = Buffer.alloc(checkBytes);
	check.writeUInt32BE(checkOf(code, source));
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(`${file}.${process.pid}`, Buffer.concat([check, code]));
	renameSync(`${file}.${process.pid}`, file);
}
const { runAction, runTerminal } = load("./app.cjs");

export { runAction, runTerminal };