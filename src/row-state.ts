/** What a row says of its host. Pure, and quick: a month has a hundred thousand rows. */
import { type ErrorCode, errorCodes } from "./outcome.ts";

/** trouble: something of the host answers, and something is wrong. */
export type HostState = "up" | "trouble" | "down";

export interface Columns {
  readonly index: ReadonlyMap<string, number>;
  readonly errors: number;
  readonly httpCode: number;
  readonly ping: number;
  readonly disk: number;
  /** Cells that only a host that answers has. */
  readonly answers: readonly number[];
}

const answerColumns = ["ping_ms", "http_code", "mem_avail_mib", "disk_avail_mib", "last_boot", "gpu_temp_c"];

export function columnsOf(header: readonly string[]): Columns {
  return {
    index: new Map(header.map((name, index) => [name, index])),
    errors: header.indexOf("errors"),
    httpCode: header.indexOf("http_code"),
    ping: header.indexOf("ping_ms"),
    disk: header.indexOf("disk_avail_mib"),
    answers: answerColumns.map((name) => header.indexOf(name)).filter((index) => index >= 0),
  };
}

/** undefined: the row says nothing of the host. */
export function stateOfRow(cells: readonly string[], columns: Columns): HostState | undefined {
  const answers = () => columns.answers.some((index) => cells[index] !== "");
  return stateOf(cells[columns.errors] ?? "", cells[columns.httpCode] ?? "", answers);
}

/** The same for a row whose cells are asked for by name. */
export function stateOfCells(cell: (column: string) => string): HostState | undefined {
  return stateOf(cell("errors"), cell("http_code"), () => answerColumns.some((column) => cell(column) !== ""));
}

function stateOf(errors: string, httpCode: string, answers: () => boolean): HostState | undefined {
  if (errors === "") return isFailedPage(httpCode) ? "trouble" : "up";
  const codes = errors.split("+");
  if (codes.includes("monitor:offline")) return undefined;
  return answers() || errorCodes.some((code) => isAnswer(code) && codes.includes(code)) ? "trouble" : "down";
}

/** `404`, `503` */
export function isFailedPage(status: string): boolean {
  return /^[4-9]\d\d$/.test(status);
}

/** Troubles that only a living host can cause. */
const answers: readonly ErrorCode[] = [
  "ping:implausible",
  "ssh:auth",
  "ssh:host-key-unknown",
  "ssh:host-key-changed",
  "ssh:algorithms",
  "ssh:protocol",
  "probe:incomplete",
  "probe:oversize",
];

function isAnswer(code: ErrorCode): boolean {
  return answers.includes(code);
}
