/** Servers → the text of an inventory, with comments. Whatever a source says stays in its comment or its value. */
import { isCollection, isScalar, type Node, parseDocument, visit } from "yaml";
import { terminalText } from "../safe-text.ts";
import { count } from "../words/count.ts";
import type { Server, Servers } from "./servers.ts";

export function inventoryText({ servers, leftOut, known }: Servers, source: string, existing: string): string {
  const nothing = existing === "" ? "# No host found." : `# Nothing to add: ${existing} has all of them.`;
  const more =
    existing === "" ? [] : [`${count(known, "host")} of it ${known === 1 ? "is" : "are"} in ${existing} already.`];
  const head = [
    `${count(servers.length, "host")} from ${source}, by server-monitor init.`,
    ...more,
    ...(servers.length > 0 ? advice : []),
  ];
  const lines = [
    ...head.map(comment),
    ...leftOut.map(comment),
    ...(servers.length > 0 ? ["servers:", ...servers.flatMap(linesOf)] : [nothing]),
  ];
  return `${lines.join("\n")}\n`;
}

const advice = [
  "Not known from there: known_ports and ssh_peers. The first checks name what is missing, as lines to copy.",
  "Next: read it, keep it outside the repository, and run: server-monitor validate --inventory FILE",
];

function linesOf({ keys, comments }: Server): string[] {
  const [first = "", ...rest] = yamlOf(keys).trimEnd().split("\n");
  return [`  - ${first}`, ...[...rest, ...comments.map(comment)].map((line) => `    ${line}`)];
}

/** One key a line; what is inside of a value is written in brackets. */
function yamlOf(keys: Server["keys"]): string {
  // A class would be loaded at the start of every command, with the whole library.
  const document = parseDocument<Node>("");
  document.contents = document.createNode(keys);
  visit(document, {
    Collection: (key, node) => {
      if (key !== null && isCollection(node)) node.flow = true;
    },
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === "string" && /[\u0085\u2028\u2029\ufeff]/.test(node.value))
        node.type = "QUOTE_DOUBLE";
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function comment(text: string): string {
  return `# ${terminalText(text)}`;
}
