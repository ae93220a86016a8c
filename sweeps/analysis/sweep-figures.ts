import type { Sweep } from '../file/sweep.ts';
import type { Column, SweepTable } from '../store/table.ts';
import { scaleOfValues, type Scale } from './scale.ts';

/** The value of a parameter in a row: a number in the parameter's unit or a name; null where nothing is set. */
export type Level = string | number | null;

/** A figure with its 95 % interval, where it has one. */
export interface Figure {
  value: number;
  low?: number;
  high?: number;
}

/** A figure of a variant in a point, beside the level of each parameter in the order of the file. */
export interface PointFigure extends Figure {
  levels: readonly Level[];
}

/** A parameter by its column. */
export interface ParameterInfo {
  name: string;
  title: string;
  unit: string;
  numeric: boolean;
  scale: Scale;
  /** The levels that the rows have: numbers from the least up, names in the order of the rows. */
  levels: readonly (string | number)[];
}

/** A measure or a derived figure by its column. */
export interface FigureInfo {
  name: string;
  title: string;
  unit: string;
}

export interface VariantInfo {
  name: string;
  title: string;
  system: string;
}

/** The rows of a sweep by variant and figure. */
export class SweepFigures {
  readonly parameters: readonly ParameterInfo[];
  /** Measures, then derived figures. */
  readonly figures: readonly FigureInfo[];
  readonly variants: readonly VariantInfo[];
  /** Rows that lack a figure because a run failed, and what the first of them says. */
  readonly failed: { rows: number; first: string };
  private readonly columns: ReadonlyMap<string, Column>;
  private readonly rows: number;

  /** @param sweep titles of variants and scales of parameters, which the rows don't have */
  constructor(sweep: Sweep, { columns, rows }: SweepTable) {
    this.columns = new Map(columns.map((column) => [column.name, column]));
    this.rows = rows;
    this.parameters = columns
      .filter(({ meaning }) => meaning.role === 'parameter')
      .map((column) => parameterOf(column, sweep));
    this.figures = columns
      .filter(({ meaning: { role } }) => role === 'measure' || role === 'derived')
      .map(({ name, meaning: { title = name, unit = '' } }) => ({ name, title, unit }));
    const systems = new Map(
      this.data('variant').map((variant, row) => [String(variant), String(this.data('system')[row])]),
    );
    this.variants = [...systems].map(([name, system]) => ({
      ...{ name, system },
      title: sweep.variants[name]?.title ?? name,
    }));
    const errors = this.data('error').filter((error) => error !== null);
    this.failed = { rows: errors.length, first: String(errors[0] ?? '') };
  }

  parameter(name: string): ParameterInfo {
    return this.parameters.find((one) => one.name === name) as ParameterInfo;
  }

  figure(name: string): FigureInfo {
    return this.figures.find((one) => one.name === name) as FigureInfo;
  }

  /** Where a parameter stands among the levels of a point. */
  placeOf(parameter: string): number {
    return this.parameters.findIndex(({ name }) => name === parameter);
  }

  /** Variants that have a figure, in the order of the file: a penalty is one of all but the baseline. */
  variantsWith(figure: string): VariantInfo[] {
    const values = this.data(figure);
    const names = new Set(this.data('variant').filter((_, row) => values[row] !== null));
    return this.variants.filter(({ name }) => names.has(name));
  }

  /** A figure of a variant in all points that have it. */
  points(variant: string, figure: string): PointFigure[] {
    const [variants, values] = [this.data('variant'), this.data(figure)];
    const [lows, highs] = [`${figure}_low`, `${figure}_high`].map((name) => this.data(name));
    const levels = this.parameters.map(({ name }) => this.data(name));
    const points: PointFigure[] = [];
    for (let row = 0; row < this.rows; row++) {
      const value = values[row];
      if (variants[row] !== variant || value === null) continue;
      const [low, high] = [lows[row] ?? null, highs[row] ?? null];
      points.push({
        levels: levels.map((column) => column[row]),
        value: Number(value),
        ...(low === null || high === null ? {} : { low: Number(low), high: Number(high) }),
      });
    }
    return points;
  }

  private data(name: string): Column['data'] {
    return this.columns.get(name)?.data ?? [];
  }
}

function parameterOf({ name, type, data, meaning }: Column, sweep: Sweep): ParameterInfo {
  const { title = name, unit = '' } = meaning;
  const found = [...new Set(data.filter((level) => level !== null))];
  const values = sweep.parameters[name]?.values;
  const numbers = found.filter((level) => typeof level === 'number');
  const numeric = type !== 'STRING';
  return {
    ...{ name, title, unit, numeric },
    scale: values?.kind === 'range' ? values.scale : scaleOfValues(numbers),
    levels: numeric ? numbers.sort((left, right) => left - right) : found,
  };
}
