import { confidenceInterval } from '../../model/confidence.ts';
import { parseExpression } from '../../model/kernels/language/expression.ts';
import { evaluate } from '../../model/kernels/language/formula.ts';
import { baseUnitOf, parseQuantity } from '../../model/document/quantity.ts';
import { isRate } from '../../model/units.ts';
import { numberOf } from '../file/number.ts';
import type { Derived, ParameterValues, Sweep } from '../file/sweep.ts';
import type { RunResult } from '../execution/run-result.ts';
import type { Plan } from '../plan/plan.ts';
import { baseValueOf } from '../space/levels.ts';

/** What a column is about. */
export interface ColumnMeaning {
  role:
    | 'identity'
    | 'parameter'
    | 'measure'
    | 'derived'
    | 'low'
    | 'high'
    | 'cycles'
    | 'charge'
    | 'fingerprint'
    | 'error';
  /** Of a parameter, measure or derived figure: its name in the sweep's file. */
  of?: string;
  title?: string;
  unit?: string;
  /** Of a charge. */
  place?: string;
  cause?: string;
}

export interface Column {
  name: string;
  type: 'STRING' | 'DOUBLE' | 'INT32';
  meaning: ColumnMeaning;
  data: (string | number | null)[];
}

/** The rows of a sweep by column: one row for each point and variant, points in order. */
export interface SweepTable {
  rows: number;
  columns: Column[];
}

/** A figure by replication: what intervals come from. */
type Values = readonly number[];

const PERCENT = 100;

/**
 * Sets the results of all runs into rows.
 * @param results by number of the run
 */
export function tableOf(sweep: Sweep, plan: Plan, results: readonly RunResult[]): SweepTable {
  return new TableBuilder(sweep, plan, results).build();
}

class TableBuilder {
  private readonly columns = new Map<string, Column>();
  private row = 0;
  private readonly formulas: ReadonlyMap<string, (valueOf: (name: string) => number) => number>;
  private readonly sweep: Sweep;
  private readonly plan: Plan;
  private readonly results: readonly RunResult[];

  constructor(sweep: Sweep, plan: Plan, results: readonly RunResult[]) {
    this.sweep = sweep;
    this.plan = plan;
    this.results = results;
    this.formulas = new Map(
      Object.entries(sweep.derived).flatMap(([name, { formula }]) => {
        if (formula === undefined) return [];
        const parsed = parseExpression(formula);
        return [[name, (valueOf: (name: string) => number) => evaluate(parsed, valueOf)] as const];
      }),
    );
    this.declare();
  }

  build(): SweepTable {
    const { plan, sweep } = this;
    for (let point = 0; point < plan.space.size; point++)
      for (const variant of Object.keys(sweep.variants)) {
        this.addRow(point, variant);
        this.row++;
      }
    const columns = [...this.columns.values()];
    // A column that comes up late, such as a rare charge, has no value in the rows before and after.
    for (const { data } of columns) for (let row = 0; row < this.row; row++) data[row] ??= null;
    return { rows: this.row, columns };
  }

  private declare(): void {
    const { parameters, measures, derived } = this.sweep;
    this.column('point', 'INT32', { role: 'identity' });
    for (const name of ['variant', 'system', 'machine']) this.column(name, 'STRING', { role: 'identity' });
    for (const [name, { title, unit, values }] of Object.entries(parameters)) {
      const numeric =
        values.kind === 'range' ||
        (values.kind === 'list' && values.values.every((one) => baseValueOf(one) !== undefined));
      this.column(name, numeric ? 'DOUBLE' : 'STRING', {
        role: 'parameter',
        of: name,
        title,
        unit: unit || baseUnit(values),
      });
    }
    for (const [name, { title }] of Object.entries(measures)) {
      this.column(name, 'DOUBLE', { role: 'measure', of: name, title });
      this.interval(name);
      this.column(`${name}_cycles`, 'DOUBLE', { role: 'cycles', of: name, unit: 'cycles' });
      this.column(`${name}_fingerprint`, 'STRING', { role: 'fingerprint', of: name });
    }
    for (const [name, { title, unit, penalty }] of Object.entries(derived)) {
      this.column(name, 'DOUBLE', {
        role: 'derived',
        of: name,
        title,
        unit: penalty === undefined ? (unit ?? '') : '%',
      });
      this.interval(name);
    }
    this.column('error', 'STRING', { role: 'error' });
  }

  private interval(of: string): void {
    this.column(`${of}_low`, 'DOUBLE', { role: 'low', of });
    this.column(`${of}_high`, 'DOUBLE', { role: 'high', of });
  }

  private column(name: string, type: Column['type'], meaning: ColumnMeaning): Column {
    let column = this.columns.get(name);
    if (column === undefined) this.columns.set(name, (column = { name, type, meaning, data: [] }));
    return column;
  }

  private set(name: string, value: string | number | null): void {
    (this.columns.get(name) as Column).data[this.row] =
      typeof value === 'number' && !Number.isFinite(value) ? null : value;
  }

  private addRow(point: number, variant: string): void {
    const { plan, sweep } = this;
    const levels = plan.space.at(point);
    const measures = Object.keys(sweep.measures);
    const runs = new Map(measures.map((measure) => [measure, plan.runOf(point, variant, measure)]));
    const { system, machine } = plan.placeOf(point, variant);
    this.set('point', point);
    this.set('variant', variant);
    this.set('system', system);
    this.set('machine', machine);
    const parameters = new Map(Object.keys(sweep.parameters).map((name, place) => [name, levels[place]]));
    for (const [name, level] of parameters) {
      const numeric = this.columns.get(name)?.type === 'DOUBLE';
      this.set(name, level === null ? null : numeric ? this.inUnit(name, level) : String(level));
    }
    const errors: string[] = [];
    for (const [measure, run] of runs) {
      const result = this.results[run];
      if (result.error !== undefined) errors.push(`${measure}: ${result.error}`);
      else this.setMeasure(measure, result);
    }
    for (const [name, one] of Object.entries(sweep.derived))
      this.setFigure(name, this.derivedValues(name, one, point, variant, parameters));
    this.set('error', errors.length === 0 ? null : errors.join('; '));
  }

  /** A level in the unit that the parameter's column has: the one of the file, or the base unit where a list mixes several. */
  private inUnit(name: string, level: string | number): number {
    const written = numberOf(level);
    return written?.unit === this.sweep.parameters[name].unit
      ? written.value
      : (baseValueOf(level) as number);
  }

  private setMeasure(measure: string, { values, unit, cycles, charges = [], fingerprint }: RunResult): void {
    (this.columns.get(measure) as Column).meaning.unit = unit;
    this.setFigure(measure, values);
    this.set(`${measure}_fingerprint`, fingerprint);
    this.set(`${measure}_cycles`, cycles ?? null);
    for (const { place, cause, cycles: spent } of charges) {
      const name = `${measure}:${place}/${cause}`;
      this.column(name, 'DOUBLE', { role: 'charge', of: measure, unit: 'cycles', place, cause });
      this.set(name, spent);
    }
  }

  private setFigure(name: string, values: Values): void {
    if (values.length === 0) return;
    this.set(name, values.reduce((sum, value) => sum + value, 0) / values.length);
    if (values.length === 1) return;
    const [low, high] = confidenceInterval(values);
    this.set(`${name}_low`, low);
    this.set(`${name}_high`, high);
  }

  private derivedValues(
    name: string,
    { penalty }: Derived,
    point: number,
    variant: string,
    parameters: ReadonlyMap<string, string | number | null>,
  ): Values {
    const { baseline, measures } = this.sweep;
    const of = (measure: string, from: string): RunResult =>
      this.results[this.plan.runOf(point, from, measure)];
    if (penalty !== undefined) {
      if (baseline === undefined || variant === baseline) return [];
      const [own, base] = [of(penalty, variant), of(penalty, baseline)];
      const rate = isRate(own.unit);
      return own.values.slice(0, base.values.length).map((value, replication) => {
        const ratio = value / base.values[replication];
        return PERCENT * ((rate ? 1 / ratio : ratio) - 1);
      });
    }
    const formula = this.formulas.get(name) as (valueOf: (name: string) => number) => number;
    const tables = new Map<string, Values>();
    for (const measure of Object.keys(measures)) {
      tables.set(measure, of(measure, variant).values);
      if (baseline !== undefined) tables.set(`baseline.${measure}`, of(measure, baseline).values);
    }
    const replications = Math.min(...[...tables.values()].map(({ length }) => length));
    return Array.from({ length: replications }, (_, replication) =>
      formula(
        (wanted) => tables.get(wanted)?.[replication] ?? baseValueOf(parameters.get(wanted) ?? null) ?? NaN,
      ),
    );
  }
}

/** The unit of a list of quantities that are written in several units. */
function baseUnit(values: ParameterValues): string {
  const quantity = values.kind === 'list' ? parseQuantity(values.values[0]) : undefined;
  return quantity === undefined ? '' : baseUnitOf(quantity.dimension);
}
