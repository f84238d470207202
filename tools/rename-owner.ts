/**
 * Whoever publishes this repository under another account fills in its name: `npm run rename-owner NAME`. Pages, workflows
 * and units say OWNER/server-monitor until then.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const placeholder = /\bOWNER(?=\/server-monitor\b)/g;

/** Files that people read and copy. */
export function filesWithOwner(root: string): string[] {
  const patterns = ["*.md", "{docs,bin,systemd,src}/**", ".github/**", "action.yml", "package.json"];
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }));
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => readFileSync(path, "utf8").match(placeholder) !== null).sort();
}

/** The changed files. */
export function renameOwner(root: string, name: string): string[] {
  if (!/^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}$/.test(name))
    throw new Error(`rename-owner: expected the name of a GitHub account, got ${JSON.stringify(name)}`);
  const files = filesWithOwner(root);
  for (const path of files) writeFileSync(path, readFileSync(path, "utf8").replace(placeholder, name));
  return files;
}

if (import.meta.main)
  for (const path of renameOwner(join(import.meta.dirname, ".."), process.argv[2] ?? "")) console.log(path);
