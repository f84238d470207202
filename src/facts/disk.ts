/** Space left on `/`, as `df` counts "avail", and the size of it. undefined: `/` is an image, and nothing is written to. */
import type { Answer } from "./answer.ts";
import type { Fact } from "./fact.ts";
import { askFileSystems, type FileSystemFigures, figuresOf, rootMount } from "./mounted.ts";

const question: Omit<Fact<number | undefined>, "parse"> = {
  types: ["node", "miner"],
  ask: askFileSystems,
  mayHang: true,
};

export const disk: Fact<number | undefined> = { ...question, parse: (answer) => root(answer)?.availMib };

/** What an alert measures the space left by. */
export const diskSize: Fact<number | undefined> = {
  ...question,
  parse: (answer) => root(answer)?.sizeMib,
};

function root(answer: Answer): FileSystemFigures | undefined {
  const mount = rootMount(answer);
  return mount === undefined ? undefined : figuresOf(mount, answer);
}
