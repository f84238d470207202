const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  columnTable
} from "./chunk-PKOFM26T.js";

// src/row/words.ts
function valueWords(key, row) {
  const { value: type, words } = columnTable[key];
  const value = row[key];
  if (value === void 0) return "";
  if (typeof value === "number") return words(value);
  if (type.kind === "numbers" && Array.isArray(value))
    return value.map((figure) => typeof figure === "number" ? words(figure) : "no answer").join(", ");
  return type.encode(value).replaceAll("+", ", ");
}

export {
  valueWords
};
