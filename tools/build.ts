/**
 * Bundles src/main.ts and src/cli.ts into dist/, readable and the same on every machine, and puts beside them the licences
 * of what is bundled and the probe script with its digest. `node tools/build.ts`
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { fullProbeScript } from "../src/facts/index.ts";

/**
 * Modules in whose place something smaller is bundled, by the path that is imported. Left out: ssh2's native parts (it falls
 * back to JavaScript, as it does where they are not built), its SFTP and agents, which nobody here uses, and the HTTP client
 * that @actions/core needs for OpenID Connect only. bcrypt-pbkdf, for encrypted keys, needs one hash of tweetnacl's.
 */
const standIns: readonly [path: RegExp, text: string][] = [
  [/^cpu-features$|\.node$/, 'throw new Error("not part of the bundle");'],
  [/^@actions\/http-client/, "export class HttpClient {} export class BearerCredentialHandler {}"],
  [/\/SFTP\.js$/, "export class SFTP {}"],
  [
    /\/agent\.js$/,
    "export class AgentContext {} export const isAgent = () => false; export const createAgent = undefined;",
  ],
  [
    /^tweetnacl$/,
    'import { hash } from "node:crypto"; export const lowlevel = { crypto_hash: (out, bytes, length) => out.set(hash("sha512", bytes.subarray(0, length), "buffer")) };',
  ],
];

const bundleStandIns: Plugin = {
  name: "stand-ins",
  setup({ onResolve, onLoad }) {
    for (const [filter, text] of standIns) {
      onResolve({ filter }, ({ path }) => ({ path, namespace: "stand-in", pluginData: text }));
    }
    onLoad({ filter: /./, namespace: "stand-in" }, ({ pluginData }) => ({ contents: pluginData }));
  },
};

/** Libraries that only some runs need: each a file of its own, read when it is first used. */
const lateLibraries = ["yaml", "csv-parse/sync"];

/**
 * The same for Node's own modules: an `import` of one also loads whatever it merely points to, such as `fetch` or worker
 * threads, which costs tens of milliseconds at every start.
 */
const loadAtFirstUse: Plugin = {
  name: "at-first-use",
  setup({ onResolve, onLoad }) {
    const isLate = (path: string) => isBuiltin(path) || lateLibraries.includes(path);
    onResolve({ filter: /./ }, ({ path, kind, importer }) =>
      kind === "import-statement" && isLate(path) && /[\\/](src|@actions)[\\/]/.test(importer)
        ? { path, namespace: "at-first-use" }
        : undefined,
    );
    onLoad({ filter: /./, namespace: "at-first-use" }, async ({ path }) => ({
      contents: lateModule(
        lateLibraries.includes(path) ? `./${fileOf(path)}.cjs` : path,
        Object.keys(await import(path)),
      ),
    }));
    onResolve({ filter: /\.cjs$/, namespace: "at-first-use" }, () => ({ external: true }));
  },
};

/** Esbuild reads the names of such a module one by one, each at its use. */
function lateModule(path: string, names: readonly string[]): string {
  const list = JSON.stringify(names.filter((name) => /^(?!default$)\w+$/.test(name)).sort());
  return `
    let loaded;
    const load = () => (loaded ??= require(${JSON.stringify(path)}));
    for (const name of ${list}) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
  `;
}

function fileOf(library: string): string {
  return library.replace(/\W/g, "-");
}

await rm("dist", { recursive: true, force: true });
const common = {
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node24",
  legalComments: "inline",
  logLevel: "warning",
  metafile: true,
} as const satisfies BuildOptions;
const libraries = await build({
  ...common,
  entryPoints: Object.fromEntries(lateLibraries.map((library) => [fileOf(library), library])),
  format: "cjs",
  outExtension: { ".js": ".cjs" },
});
const main = await build({
  ...common,
  entryPoints: { index: "src/main.ts", cli: "src/cli.ts" },
  splitting: true,
  format: "esm",
  chunkNames: "[name]-[hash]",
  banner: {
    js: 'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;',
  },
  plugins: [loadAtFirstUse, bundleStandIns],
});
await writeFile("dist/licenses.txt", licencesOf({ ...main.metafile.inputs, ...libraries.metafile.inputs }));
await writeFile("dist/probe.sh", fullProbeScript());
const digest = createHash("sha256").update(fullProbeScript()).digest("hex");
await writeFile("dist/probe.sh.sha256", `${digest}  probe.sh\n`);

/** Name, version and licence text of every package of which something is in the bundle. */
function licencesOf(inputs: Metafile["inputs"]): string {
  const folders = Object.keys(inputs).map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined).sort();
  return packages.map(licenceOf).join(`\n${"-".repeat(80)}\n\n`);
}

function licenceOf(folder: string): string {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${folder}: no licence file, which the bundle has to carry`);
  return `${name} ${version} (${license ?? licenses[0].type})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
