/** Which files a run of the bundle reads as code. */

/** An `--import` for Node that writes the paths of all modules loaded from `folder`, one per line, at the end. */
export function loadWriter(folder: string, path: string): string {
  const code = `
    import { writeFileSync } from "node:fs";
    import { registerHooks } from "node:module";
    const seen = new Set();
    registerHooks({ load(url, context, next) { if (url.startsWith(${JSON.stringify(`file://${folder}`)})) seen.add(url.slice(7)); return next(url, context); } });
    process.on("exit", () => writeFileSync(${JSON.stringify(path)}, [...seen].join("\\n")));`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
