/** A column that is not ours: numbers, as long as no cell says anything else. Pure. */
import { numberType } from "../../row/values.ts";
import { Constancy } from "./constancy.ts";

const { decode } = numberType(String);

export class ForeignColumn {
  readonly name: string;
  readonly values: number[] = [];
  readonly constancy = new Constancy();
  /** Whether a cell has said what is no number. */
  isText = false;

  constructor(name: string) {
    this.name = name;
  }

  add(cell: string): void {
    if (cell === "") return;
    this.constancy.add(cell, String);
    const value = decode(cell);
    if (value !== undefined) this.values.push(value);
    else if (cell !== "None") this.isText = true;
  }
}
