const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  fileError,
  listFolder,
  mergeRows,
  monthFile,
  readIfPresent,
  readMonthFileName,
  readTable,
  require_promises,
  writeDurably
} from "./chunk-DW3CTYXK.js";
import {
  require_node_path
} from "./chunk-DF2DJ47O.js";
import {
  isoSeconds
} from "./chunk-V4KY5TJ4.js";
import {
  __toESM
} from "./chunk-BR6ED527.js";

// src/store/results-folder.ts
var import_promises = __toESM(require_promises(), 1);
var import_node_path = __toESM(require_node_path(), 1);
async function newestTime(folder, end) {
  const last = end === void 0 ? "9" : isoSeconds(end);
  const files = await monthFiles(folder);
  const months = [...new Set(files.map((file) => file.yearMonth))].sort().reverse();
  for (const month of months) {
    let newest = "";
    for (const { path } of files.filter((file) => file.yearMonth === month))
      for await (const { row } of rawRows(path)) if (row.time > newest && row.time <= last) newest = row.time;
    if (newest !== "") return new Date(newest);
  }
  return void 0;
}
function changesOf(folder, tables) {
  const byFile = Map.groupBy(tables.flatMap(splitByFile), ({ name }) => name);
  return [...byFile].map(([name, parts]) => {
    const path = (0, import_node_path.join)(folder, name);
    return { path, merge: (theirs) => mergeAll(theirs, parts, path) };
  });
}
async function appendToFolder(folder, tables) {
  await (0, import_promises.mkdir)(folder, { recursive: true }).catch((cause) => {
    throw fileError(folder, "cannot be created", cause);
  });
  for (const { path, merge } of changesOf(folder, tables)) {
    const present = await readIfPresent(path);
    const merged = merge(present);
    if (merged !== present) await writeDurably(path, merged);
  }
}
function splitByFile(table) {
  const byFile = Map.groupBy(table.rows, ([time = ""]) => monthFile(table.type, new Date(time)));
  return [...byFile].map(([name, rows]) => ({ name, table: { ...table, rows } }));
}
function mergeAll(theirs, parts, path) {
  return parts.reduce((text, { table }) => mergeRows(text, table, path), theirs) ?? "";
}
async function* rawRows(path) {
  const text = await readIfPresent(path);
  if (text === void 0) return;
  const { header, rows } = readTable(text, path);
  for (const row of rows) yield { row, header };
}
async function monthFiles(folder) {
  return (await listFolder(folder)).flatMap((name) => {
    const file = readMonthFileName(name);
    return file === void 0 ? [] : [{ path: (0, import_node_path.join)(folder, name), type: file.type, yearMonth: file.yearMonth }];
  });
}

export {
  newestTime,
  changesOf,
  appendToFolder
};
