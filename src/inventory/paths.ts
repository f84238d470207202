/** Paths as people write them. */
import { join } from "node:path";

/** `~` and `~/…` are the home folder, as in a shell. */
export function expandHome(path: string, home: string): string {
  return path === "~" || path.startsWith("~/") ? join(home, path.slice(1)) : path;
}
