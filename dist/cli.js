#!/usr/bin/env node
/** The entry point of the terminal. It checks the Node version first, because all other modules need Node 24. */
const oldestNode = 24;
const found = process.versions.node;

if (Number.parseInt(found, 10) < oldestNode) {
  process.exitCode = 1;
  process.stderr.write(
    `error: node ${found} is too old: install Node ${oldestNode} or newer ` +
      "(npm ci installs one, unless you use --ignore-scripts or --omit=dev)\n",
  );
} else {
  const { runTerminal } = await import("./load.js");
  await runTerminal(process.argv.slice(2), process.env);
}
