const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  check,
  prepare
} from "./chunk-WL72B4AN.js";
import "./chunk-5NIME6VD.js";
import "./chunk-GGIYJPNK.js";
import "./chunk-EJL6VX4C.js";
import "./chunk-KC65QT6A.js";
import "./chunk-LMI6F3NF.js";
import "./chunk-J2PM5DPM.js";
import "./chunk-S6WBXIOX.js";
import "./chunk-DF2DJ47O.js";
import "./chunk-X772634R.js";
import "./chunk-VMXCKCGH.js";
import "./chunk-IGDBPSKK.js";
import "./chunk-J26OB2QN.js";
import "./chunk-PKOFM26T.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-C3YEWPXT.js";
import "./chunk-IUBTW42K.js";
import "./chunk-LFO2QM2K.js";
import "./chunk-5HKXV3WF.js";
import "./chunk-6ZGBHYEO.js";
import "./chunk-4HM2XZ56.js";
import "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import "./chunk-EZ7I46YA.js";
import "./chunk-BR6ED527.js";
export {
  check,
  prepare
};
