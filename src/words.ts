/** Where the report of the month still looks for them. */
export { count } from "./words/count.ts";
export { binarySize } from "./words/size.ts";
