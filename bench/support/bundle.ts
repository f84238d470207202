/** A part of the product as one file, to be measured in a process of its own without Node's stripping of types. */
import { basename, join } from "node:path";
import { build } from "rolldown";

export async function bundle(source: string, folder: string): Promise<string> {
  const file = join(folder, `${basename(source, ".ts")}.mjs`);
  await build({
    ...{ input: join(import.meta.dirname, source), platform: "node", external: ["cpu-features", /\.node$/] },
    output: { file, format: "esm", codeSplitting: false, banner: "const __dirname = import.meta.dirname;" },
    logLevel: "warn",
  });
  return file;
}
