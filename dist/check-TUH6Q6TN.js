import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  check
} from "./chunk-3FXOKAVT.js";
import "./chunk-WC46TZSH.js";
import "./chunk-D5APSMTH.js";
import "./chunk-7JS64ZGL.js";
import "./chunk-FDEWNKUW.js";
import "./chunk-IAKUP7UD.js";
import "./chunk-POYYXJBZ.js";
export {
  check
};
