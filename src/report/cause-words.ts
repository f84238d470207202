/** Where the report of the month still looks for them. */
export { causeWords, type Quote, telling } from "../words/cause.ts";
