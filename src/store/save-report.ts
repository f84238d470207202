/** The files of a report made safe: written into the results folder and pushed. They can be made again at any time. */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileError, readIfPresent, writeDurably } from "./file.ts";
import { openRepository } from "./git.ts";
import type { SaveSettings } from "./save.ts";

export interface ReportFile {
  /** Below the results folder, `/` between its parts. */
  readonly name: string;
  readonly text: string;
}

export interface NewReport {
  readonly files: readonly ReportFile[];
  readonly subject: string;
}

type ReportSettings = Omit<SaveSettings, "stateHome" | "warn">;

const pushTimeoutMs = 300_000;

/** The commit that holds the files; undefined where they were there already, or nothing is to be pushed. */
export async function saveReport(report: NewReport, settings: ReportSettings): Promise<string | undefined> {
  for (const file of report.files) await keep(file, settings.folder);
  return settings.push ? await publish(report, settings) : undefined;
}

async function keep({ name, text }: ReportFile, folder: string): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
    throw fileError(dirname(path), "cannot be created", cause);
  });
  if ((await readIfPresent(path)) !== text) await writeDurably(path, text);
}

async function publish({ files, subject }: NewReport, settings: ReportSettings): Promise<string | undefined> {
  const repository = await openRepository(settings.folder, settings);
  const changes = files.map(({ name, text }) => ({
    path: join(repository.results, name),
    merge: () => text,
    mayReplace: () => true,
  }));
  const signal = AbortSignal.timeout(pushTimeoutMs);
  const { commit } = await repository.publish({ branch: settings.branch, subject, changes, signal });
  return commit;
}
