/**
 * Writes dist/, the same on every machine, and so that a reviewer can read a change of it: `node tools/build.ts`
 *
 *     index.js, cli.js    the entry points of the action and of the terminal
 *     load.js             loads the others, with compiled code of an earlier run
 *     app.cjs             src/, and the small libraries that every check needs
 *     LIBRARY.cjs         a library that only some runs need, loaded when it is first used
 *     probe.sh            the script that hosts run, with its digest beside it
 *     licenses.txt        the licences of all that is bundled
 */
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { build, type Plugin, type RolldownOptions, type RolldownOutput } from "rolldown";
import { fullProbeScript } from "../src/facts/index.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const require = createRequire(import.meta.url);

/**
 * Modules in whose place something smaller is bundled, by the path that is imported. Left out: ssh2's native parts (it falls
 * back to JavaScript, as it does where they are not built), its SFTP and agents, which nobody here uses, and the HTTP client
 * that @actions/core needs for OpenID Connect only. bcrypt-pbkdf, for encrypted keys, needs one hash of tweetnacl's. asn1 needs
 * two functions of `assert` and Buffer alone; Node's own `assert` and safer-buffer make Node load eight more modules.
 */
const standIns: readonly [path: RegExp, text: string][] = [
  [/^cpu-features$|\.node$/, 'throw new Error("not part of the bundle");'],
  [/^@actions\/http-client/, "export class HttpClient {} export class BearerCredentialHandler {}"],
  [/\/SFTP\.js$/, "exports.SFTP = class SFTP {};"],
  [/\/agent\.js$/, "exports.AgentContext = class AgentContext {}; exports.isAgent = () => false;"],
  [/^safer-buffer$/, "exports.Buffer = Buffer;"],
  [
    /^assert$/,
    'exports.ok = (value) => { if (!value) throw new Error("assertion failed"); }; exports.equal = (one, other) => exports.ok(one === other);',
  ],
  [
    /^tweetnacl$/,
    'const { hash } = require("node:crypto"); exports.lowlevel = { crypto_hash: (out, bytes, length) => out.set(hash("sha512", bytes.subarray(0, length), "buffer")) };',
  ],
];

const bundleStandIns: Plugin = {
  name: "stand-ins",
  resolveId: (path) => {
    const standIn = standIns.find(([pattern]) => pattern.test(path));
    return standIn && { id: `\0stand-in:${path}` };
  },
  load: (id) => standIns.find(([pattern]) => id.startsWith("\0stand-in:") && pattern.test(id.slice(10)))?.[1],
};

/** The file in dist/ that holds a package; undefined for those that are part of app.cjs. */
function libraryOf(specifier: string): string | undefined {
  const [, scope, name = ""] = /^(?:@([^/]+)\/)?([^/]+)/.exec(specifier) ?? [];
  if (scope === "actions" || ["valibot", "d3-array", "internmap"].includes(name)) return undefined;
  return scope ?? name.replace(/^csv-.*/, "csv");
}

/** What src/ imports of each library: file name → module names. */
const libraries = new Map<string, Set<string>>();

/**
 * Libraries and Node's own modules are loaded by the first module that needs them, by `require`: an `import` would load them
 * all at every start, and of Node's also what they merely point to, such as `fetch` or worker threads.
 */
const loadLate: Plugin = {
  name: "load-late",
  resolveId: (path, importer = "") => {
    if (path === "late:load") return path;
    if (!/^[^./]/.test(path) || !/[\\/](src|@actions)[\\/]/.test(importer)) return undefined;
    const library = libraryOf(path);
    if (isBuiltin(path)) return { id: `late:${path}`, moduleSideEffects: false };
    if (library === undefined) return undefined;
    libraries.set(library, (libraries.get(library) ?? new Set()).add(path));
    return { id: `late:${path}`, moduleSideEffects: false };
  },
  load: (id) => {
    if (!id.startsWith("late:")) return undefined;
    const path = id.slice("late:".length);
    if (path === "load") return loadText;
    return isBuiltin(path) ? builtinText(path) : libraryText(path);
  },
};

const loadText = 'export const load = (library, path) => require("./" + library + ".cjs")[path];';

function builtinText(path: string): string {
  const module = path.replace(/^(?:node:)?/, "node_").replace(/\W/g, "_");
  return [
    `const ${module} = process.getBuiltinModule(${JSON.stringify(path)});`,
    `export default ${module};`,
    ...namesOf(path).map((name) => `export const ${name} = ${module}.${name};`),
  ].join("\n");
}

/** A plain function, such as the YAML parser, loads its library when it is called. */
function libraryText(path: string): string {
  const module = `/* @__PURE__ */ load(${JSON.stringify(libraryOf(path))}, ${JSON.stringify(path)})`;
  const exported = require(path);
  const named = namesOf(path).map((name) =>
    isPlainFunction(exported[name])
      ? `export const ${name} = (...given) => ${module}.${name}(...given);`
      : `export const ${name} = ${module}.${name};`,
  );
  return ['import { load } from "late:load";', `export default ${module};`, ...named].join("\n");
}

function namesOf(path: string): string[] {
  const names = Object.keys(require(path)).filter((name) => /^(?!default$)[a-zA-Z]\w*$/.test(name));
  return names.sort();
}

function isPlainFunction(value: unknown): boolean {
  return typeof value === "function" && !/^class\b/.test(String(value));
}

const common = {
  cwd: root,
  platform: "node",
  transform: { target: "node24" },
  treeshake: { propertyReadSideEffects: false },
  logLevel: "warn",
} as const satisfies RolldownOptions;

const written = { minify: false, codeSplitting: false } as const;

/** src/main.ts and src/cli.ts hold no types, and stay as they are. */
function copyEntry(source: string, name: string): void {
  const text = readFileSync(join(root, source), "utf8");
  writeFileSync(join(dist, name), text.replaceAll('"./app.ts"', '"./load.js"'));
}

function buildApp(): Promise<RolldownOutput> {
  return build({
    ...common,
    input: "src/app.ts",
    plugins: [loadLate, bundleStandIns],
    output: { ...written, file: join(dist, "app.cjs"), format: "cjs", strict: true },
  });
}

function buildLoader(): Promise<RolldownOutput> {
  return build({
    ...common,
    input: "tools/load.ts",
    output: { ...written, file: join(dist, "load.js"), format: "esm" },
  });
}

function buildLibrary(name: string, modules: readonly string[]): Promise<RolldownOutput> {
  const getters = modules
    .map((path) => JSON.stringify(path))
    .map((path) => `get ${path}() { return require(${path}); }`);
  const id = join(root, `${name}.cjs`);
  const entry: Plugin = {
    name: "library",
    resolveId: (path) => (path === id ? id : undefined),
    load: (path) => (path === id ? `module.exports = { ${getters.join(", ")} };` : undefined),
  };
  return build({
    ...common,
    input: id,
    plugins: [entry, bundleStandIns],
    output: {
      ...written,
      file: join(dist, `${name}.cjs`),
      format: "cjs",
      comments: { legal: true, annotation: false, jsdoc: false },
    },
  });
}

/** Name, version and licence text of every package of which something is in the bundle. */
function licencesOf(outputs: readonly RolldownOutput[]): string {
  const paths = outputs.flatMap(({ output: [chunk] }) => chunk.moduleIds);
  const folders = paths.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined).sort();
  return packages.map(licenceOf).join(`\n${"-".repeat(80)}\n\n`);
}

function licenceOf(folder: string): string {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${folder}: no licence file, which the bundle has to carry`);
  return `${name} ${version} (${license ?? licenses[0].type})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

rmSync(dist, { recursive: true, force: true });
await buildLoader();
const app = await buildApp();
const parts = await Promise.all([...libraries].map(([name, modules]) => buildLibrary(name, [...modules].sort())));
copyEntry("src/main.ts", "index.js");
copyEntry("src/cli.ts", "cli.js");
chmodSync(join(dist, "cli.js"), 0o755);
writeFileSync(join(dist, "licenses.txt"), licencesOf([app, ...parts]));
writeFileSync(join(dist, "probe.sh"), fullProbeScript());
const digest = createHash("sha256").update(fullProbeScript()).digest("hex");
writeFileSync(join(dist, "probe.sh.sha256"), `${digest}  probe.sh\n`);
