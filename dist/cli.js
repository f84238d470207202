#!/usr/bin/env node
/** The entry point of the terminal. The runner brings its own Node; a terminal has what there is, and all else is written for Node 24. */
const oldestNode = 24;
const found = process.versions.node;

if (Number.parseInt(found, 10) < oldestNode) {
  process.exitCode = 1;
  process.stderr.write(
    `error: node ${found} is too old: install Node ${oldestNode} or newer ` +
      "(npm ci brings one, unless it is told --ignore-scripts or --omit=dev)\n",
  );
} else {
  const { runTerminal } = await import("./app.js");
  await runTerminal(process.argv.slice(2), process.env);
}
