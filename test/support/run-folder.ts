/**
 * One temporary folder for a whole run. Everything that the tests and the product put into TMPDIR lies in it and goes with
 * it, also what a killed process has left.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function setup(): void {
  const folder = mkdtempSync(join(tmpdir(), "monitor-tests-"));
  // As /tmp is: some tests log in as other users, who read their keys here.
  chmodSync(folder, 0o1777);
  process.env["TMPDIR"] = folder;
  // Not in a teardown, which an interrupted run leaves out.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}
