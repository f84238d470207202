/**
 * Bundles src/main.ts and src/cli.ts into dist/, readable and the same on every machine, and puts beside them the licences
 * of what is bundled and the probe script with its digest. `node build.ts`
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { fullProbeScript } from "./src/facts/index.ts";

/**
 * Modules that are left out: ssh2's native parts (it falls back to JavaScript, as it does where they are not built), and the
 * HTTP client that @actions/core needs for OpenID Connect only, which nobody here uses and which costs 100 ms of start-up.
 */
const leftOut = /cpu-features|\.node$|^@actions\/http-client/;

const leaveOut: Plugin = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: leftOut }, ({ path }) => ({ path, namespace: "left-out" }));
    onLoad({ filter: /./, namespace: "left-out" }, ({ path }) => ({
      contents: path.startsWith("@actions")
        ? "export class HttpClient {} export class BearerCredentialHandler {}"
        : `throw new Error(${JSON.stringify(`${path} is not part of the bundle`)});`,
    }));
  },
};

await rm("dist", { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: { index: "src/main.ts", cli: "src/cli.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node24",
  format: "esm",
  chunkNames: "[name]-[hash]",
  legalComments: "inline",
  banner: {
    js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;',
  },
  plugins: [leaveOut],
  logLevel: "warning",
  metafile: true,
});
await writeFile("dist/licenses.txt", licencesOf(metafile));
await writeFile("dist/probe.sh", fullProbeScript());
const digest = createHash("sha256").update(fullProbeScript()).digest("hex");
await writeFile("dist/probe.sh.sha256", `${digest}  probe.sh\n`);

/** Name, version and licence text of every package of which something is in the bundle. */
function licencesOf({ inputs }: Metafile): string {
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
