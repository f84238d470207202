import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  check
} from "./chunk-AGDPMPT2.js";
import "./chunk-XIJ3QTF5.js";
import "./chunk-OTTYQIO4.js";
import "./chunk-CTR3RXLI.js";
export {
  check
};
