/** The columns of one host over a month: their statistics, what never changed, what was seen. Pure. */
import { mean } from "d3-array";
import { type Column, type ColumnKey, columnTable } from "../../row/columns.ts";
import { columnKeys } from "../../row/row.ts";
import type { Figures } from "./figures.ts";
import type { HostTally } from "./host-tally.ts";
import type { ColumnMonth, Constant, Sighting } from "./month-model.ts";
import { seriesOf, statisticsOf } from "./statistics.ts";

const table: Readonly<Record<ColumnKey, Column>> = columnTable;

interface NamedFigures {
  readonly name: string;
  readonly key: ColumnKey;
  readonly index: number | undefined;
  readonly figures: Figures;
}

/** In the order of the files. */
function* figuresOf({ figures, lists }: HostTally): Generator<NamedFigures> {
  const { keys } = figures;
  for (const key of columnKeys) {
    const { name } = table[key];
    if (keys.has(key)) yield { name, key, index: undefined, figures: figures.of(key) };
    for (const [index, place] of lists.get(key)?.places.entries() ?? [])
      yield { name: `${name}.${index}`, key, index, figures: place };
  }
}

export interface HostColumns {
  readonly columns: readonly ColumnMonth[];
  readonly constants: readonly Constant[];
}

/** `foreign`: the columns that are not ours and have statistics; `spans`: of what is drawn. */
export function hostColumns(tally: HostTally, foreign: ReadonlySet<string>, spans: number): HostColumns {
  const rows = tally.log.size;
  const ours = Array.from(figuresOf(tally), (named) => columnMonth(named, rows, spans));
  const theirs = [...tally.foreign.values()].filter(({ name }) => foreign.has(name));
  const columns: ColumnMonth[] = theirs.map(({ name, values }) => ({
    ...{ name, key: undefined, index: undefined, statistics: statisticsOf(values, rows), series: undefined },
  }));
  return { columns: [...ours, ...columns], constants: constantsOf(tally, ours) };
}

function columnMonth({ figures, ...named }: NamedFigures, rows: number, spans: number): ColumnMonth {
  const isDrawn = table[named.key].charted && figures.values.length > 0;
  return {
    ...named,
    statistics: statisticsOf(figures.values, rows),
    series: isDrawn ? seriesOf(figures, spans) : undefined,
  };
}

/** By the names of columns. */
export function meansOf(tally: HostTally): Map<string, number> {
  const means = Array.from(figuresOf(tally), ({ name, figures }) => [name, mean(figures.values)] as const);
  return new Map(means.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function constantsOf({ constancies, sightings, log, foreign }: HostTally, columns: readonly ColumnMonth[]): Constant[] {
  const ours = columnKeys.flatMap((key): Constant[] => {
    const figure = columns.find((column) => column.key === key && column.index === undefined);
    const constant =
      constancies.get(key)?.constant ??
      (figure && constantFigure(figure)) ??
      constantNames(sightings.get(key)?.all(new Date(0)) ?? [], log.size);
    // An empty list is nothing to tell.
    return constant === undefined || constant.text === "" ? [] : [{ name: table[key].name, key, ...constant }];
  });
  const theirs = [...foreign.values()].flatMap(({ name, constancy: { constant } }) =>
    constant === undefined ? [] : [{ name, key: undefined, ...constant }],
  );
  return [...ours, ...theirs];
}

type Same = Pick<Constant, "text" | "rows">;

function constantFigure({ key, statistics: { n, min, max } }: ColumnMonth): Same | undefined {
  if (key === undefined || min === undefined || min !== max) return undefined;
  return { text: table[key].value.encode(min), rows: n };
}

/** In a list an empty cell says that there was nothing: only what every row names has never changed. */
function constantNames(seen: readonly Sighting[], rows: number): Same | undefined {
  const isEverywhere = seen.length > 0 && seen.every((sighting) => sighting.rows === rows);
  return isEverywhere ? { text: seen.map(({ what }) => what).join("+"), rows } : undefined;
}
