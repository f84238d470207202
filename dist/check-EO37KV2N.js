import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url); const __dirname = import.meta.dirname;
import {
  check
} from "./chunk-JAKIEFGA.js";
import "./chunk-MIJ6EACF.js";
import "./chunk-TPE7XRXS.js";
import "./chunk-SSSF3I66.js";
import "./chunk-Q36TMAXM.js";
import "./chunk-47E6GXZ3.js";
import "./chunk-BJZS2I76.js";
import "./chunk-SPMCDJCB.js";
import "./chunk-ZZJSGI6R.js";
import "./chunk-IAKUP7UD.js";
import "./chunk-POYYXJBZ.js";
export {
  check
};
