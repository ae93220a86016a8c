import type { Expression } from '../../model/kernels/language/expression.ts';
import { evaluate, namesIn } from '../../model/kernels/language/formula.ts';
import { SpecError } from '../../model/document/problem.ts';
import { convert, TIME_UNITS, type Unit } from '../../model/units.ts';
import type { Row } from '../experiments/row.ts';
import type { Claim, ClaimFigure, ClaimRow, Claims } from './claims.ts';

export interface JudgedFigure extends Omit<ClaimFigure, 'formula'> {
  value: number;
  /** The same formula over the rows with sourced mechanisms alone, where that is another. */
  sourced?: number;
  /** The same formula over the published values, where there is one for each row. */
  published?: number;
  holds: boolean;
}

export interface JudgedClaim extends Pick<Claim, 'name' | 'title' | 'states' | 'source'> {
  holds: boolean;
  figures: JudgedFigure[];
}

/** What a claim knows of a row. */
interface Values {
  model: number;
  sourced: number | undefined;
  published: number | undefined;
}

/**
 * Says of each claim whether it is true of the rows of a run: of the model with its inferred mechanisms. The figures of the sourced ones
 * alone stand beside.
 * @param clockOf clock of the machine of an experiment, for rows in another unit of time
 * @throws SpecError for a row that the run does not have
 */
export function judge(
  claims: Claims,
  rows: readonly Row[],
  clockOf: (experiment: string) => number,
): JudgedClaim[] {
  return claims.list.map(({ name, title, states, source, rows: named, figures }) => {
    const values = new Map<string, Values>(
      [...named].map(([alias, wanted]) => {
        const row = rows.find(
          ({ experiment, test, system }) =>
            experiment === wanted.experiment && test === wanted.test && system === wanted.system,
        );
        if (row === undefined)
          throw new SpecError([claims.problem(name, alias, 'a row that the experiments have')]);
        const factor = factorOf(row.unit as Unit, wanted, clockOf);
        if (factor === undefined)
          throw new SpecError([
            claims.problem(name, alias, `a row that is a time, as ${row.unit} is not converted`),
          ]);
        const published = typeof row.published === 'number' ? row.published * factor : undefined;
        const sourced = row.sourced && row.sourced.model * factor;
        return [alias, { model: row.model * factor, sourced, published }] as const;
      }),
    );
    const judged = figures.map(({ formula, ...figure }): JudgedFigure => {
      const value = evaluate(formula, (alias) => values.get(alias)?.model ?? NaN);
      const published = publishedOf(formula, (alias) => values.get(alias)?.published);
      const isOther = namesIn(formula).some((alias) => values.get(alias)?.sourced !== undefined);
      return {
        ...figure,
        value,
        ...(isOther ? { sourced: evaluate(formula, (alias) => sourcedOf(values.get(alias))) } : {}),
        ...(published === undefined ? {} : { published }),
        holds: isInside(value, figure),
      };
    });
    return { name, title, states, source, holds: judged.every(({ holds }) => holds), figures: judged };
  });
}

/** A row that inferences do not reach is the same without them. */
const sourcedOf = (values: Values | undefined): number => values?.sourced ?? values?.model ?? NaN;

function isInside(
  value: number,
  { atLeast = -Infinity, atMost = Infinity, tolerance }: Omit<ClaimFigure, 'formula'>,
): boolean {
  return value >= atLeast - tolerance && value <= atMost + tolerance;
}

function publishedOf(formula: Expression, valueOf: (name: string) => number | undefined): number | undefined {
  if (namesIn(formula).some((name) => valueOf(name) === undefined)) return undefined;
  return evaluate(formula, (name) => valueOf(name) as number);
}

/** By what a value is multiplied to be in the wanted unit; undefined when it is no time. */
function factorOf(
  from: Unit,
  { experiment, unit }: ClaimRow,
  clockOf: (experiment: string) => number,
): number | undefined {
  if (unit === undefined || unit === from) return 1;
  if (!TIME_UNITS.includes(from)) return undefined;
  const clock = clockOf(experiment);
  return convert(1, unit, clock) / convert(1, from, clock);
}
