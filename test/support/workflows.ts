/** GitHub's own language service, offline. */
import "./json-imports.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const { validate } = await import("@actions/languageservice");
const { FeatureFlags } = await import("@actions/expressions");
const { TextDocument } = await import("vscode-languageserver-textdocument");

const root = join(import.meta.dirname, "..", "..");

let texts = 0;

/** What is wrong with a workflow or an action.yml, each with its line. */
export async function lint(path: string, text = readFileSync(join(root, path), "utf8")): Promise<string[]> {
  const language = path.includes("workflows/") ? "github-actions-workflow" : "yaml";
  // The service remembers a text by its address.
  texts += 1;
  const found = await validate(TextDocument.create(`file:///${texts}/${path}`, language, 0, text), {
    actionsMetadataProvider: { fetchActionMetadata: async (reference) => metadata(reference) },
    featureFlags: new FeatureFlags({ all: true }),
  });
  return found.map(({ range, message }) => `${path}:${range.start.line + 1}: ${message}`);
}

/** The inputs of an action that a workflow uses: ours, or one whose action.yml lies in test/fixtures/actions. */
export function metadata({ owner, name }: { owner?: string; name?: string }) {
  const local = owner === undefined || owner === ".";
  const path = local ? "action.yml" : `test/fixtures/actions/${owner}_${name}.yml`;
  return parse(readFileSync(join(root, path), "utf8"));
}
