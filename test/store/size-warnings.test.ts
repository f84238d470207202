import { expect, it } from "vitest";
import { watchSizes } from "../../src/store/size-warnings.ts";

it("warns of a file long before GitHub does, once, and of no other", () => {
  const warnings: string[] = [];
  const grown = (name: string, megabytes: number) => ({ name, merge: () => "x".repeat(megabytes * 2 ** 20) });
  const changes = watchSizes([grown("node_2611.csv", 26), grown("ping_2611.csv", 24)], (text) => warnings.push(text));
  // A push that lost a race is made again.
  for (const { name, merge } of [...changes, ...changes]) merge(undefined, `results/${name}`);
  expect(warnings).toEqual([
    "results/node_2611.csv: 26 MB, and GitHub refuses files of 100 MB; check less often, or give some hosts of this type a results folder of their own",
  ]);
});
