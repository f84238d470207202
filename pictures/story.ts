/**
 * A month of six hosts and the check after it, told by the product itself: its rows, rules, pages and issues, in a repository
 * of its own and with GitHub's API on loopback. Always the same.
 */
import { join } from "node:path";
import { Writable } from "node:stream";
import { row } from "../src/columns.ts";
import { header } from "../src/columns.ts";
