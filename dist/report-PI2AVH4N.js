const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); const __dirname = import.meta.dirname;
import {
  report
} from "./chunk-MTGRQS2N.js";
import "./chunk-B5LYXZNM.js";
import "./chunk-GGIYJPNK.js";
import "./chunk-4IMEFZR7.js";
import "./chunk-KC65QT6A.js";
import "./chunk-DW3CTYXK.js";
import "./chunk-J2PM5DPM.js";
import "./chunk-HKREXPDG.js";
import "./chunk-Q37FXCTJ.js";
import "./chunk-DF2DJ47O.js";
import "./chunk-J26OB2QN.js";
import "./chunk-7NTXYRBY.js";
import "./chunk-C3YEWPXT.js";
import "./chunk-IUBTW42K.js";
import "./chunk-LFO2QM2K.js";
import "./chunk-HCHC7FZ4.js";
import "./chunk-LOZTQLEE.js";
import "./chunk-V4KY5TJ4.js";
import "./chunk-5ONKPWTS.js";
import "./chunk-2QMTXIVR.js";
import "./chunk-P6WS3LZM.js";
import "./chunk-EZ7I46YA.js";
import "./chunk-BR6ED527.js";
export {
  report
};
