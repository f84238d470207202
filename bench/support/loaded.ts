/** Which files a run of the bundle reads as code. */

/** An `--import` for Node that writes the paths of all JavaScript files read from `folder`, one per line, at the end. */
export function loadWriter(folder: string, path: string): string {
  const code = `
    import fs from "node:fs";
    import { registerHooks, syncBuiltinESMExports } from "node:module";
    const seen = new Set();
    const note = (file) => { if (file.startsWith(${JSON.stringify(folder)}) && /js$/.test(file)) seen.add(file); };
    registerHooks({ load(url, context, next) { note(url.replace("file://", "")); return next(url, context); } });
    const read = fs.readFileSync;
    fs.readFileSync = (file, ...options) => { note(String(file)); return read(file, ...options); };
    syncBuiltinESMExports();
    process.on("exit", () => fs.writeFileSync(${JSON.stringify(path)}, [...seen].join("\\n")));`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
