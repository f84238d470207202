/** A part of the product as one file, to be measured in a process of its own without Node's stripping of types. */
import { basename, join } from "node:path";
import { build } from "esbuild";

export async function bundle(source: string, folder: string): Promise<string> {
  const outfile = join(folder, `${basename(source, ".ts")}.mjs`);
  await build({
    ...{ entryPoints: [join(import.meta.dirname, source)], outfile, bundle: true, platform: "node", target: "node24" },
    ...{ format: "esm", external: ["cpu-features", "*.node"], logLevel: "warning" },
    banner: {
      js: 'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;',
    },
  });
  return outfile;
}
