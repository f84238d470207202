/** Where the report of the month still looks for them. */
export { causeWords, type Quote } from "../words/cause.ts";
