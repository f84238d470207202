import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

it("keeps the files of a run in a folder of this user alone, until the process ends", () => {
  const source = join(import.meta.dirname, "../../src/store/scratch.ts");
  const script = `import { scratchFile } from ${JSON.stringify(source)};
    import { statSync, writeFileSync } from "node:fs";
    import { dirname } from "node:path";
    const path = scratchFile("blob");
    writeFileSync(path, "rows");
    console.log(JSON.stringify({ path, mode: statSync(dirname(path)).mode & 0o777 }));
    process.exit();`;
  const { path, mode } = JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
  );
  expect(mode).toBe(0o700);
  expect(existsSync(join(path, ".."))).toBe(false);
});
