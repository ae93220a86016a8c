import { z } from 'zod';
import type { Expression } from '../../model/kernels/language/expression.ts';
import { FormulaError, parseFormula } from '../../model/kernels/language/formula.ts';
import { check, ExtendedDocument, mapOf } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { Findings } from '../../model/document/findings.ts';
import type { Problem } from '../../model/document/problem.ts';
import { shaped } from '../../model/document/shape.ts';
import { TIME_UNITS, unit, type Unit } from '../../model/units.ts';

/** Experiment, test and system; a system may be a path. */
const ROW_ID = /^([^/]+)\/([^/]+)\/(.+)$/;

const rowId = z.string().regex(ROW_ID, { error: 'a row: experiment/test/system' });
const timeUnit = shaped(
  unit.refine((name) => TIME_UNITS.includes(name), { error: 'a unit of a time' }),
  { schema: { type: 'string', enum: ['us', ...TIME_UNITS] } },
);
const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*$/, { error: 'a name of letters, digits and hyphens' });

const figureSchema = mapOf({
  title: z.string().describe('What the figure is.'),
  formula: z.string().describe('Over the names of the rows: numbers, + - * / %, min, max, abs, log2.'),
  unit: unit.describe('Unit of the figure, its bounds and its tolerance.'),
  'at-least': z.number().describe('The least that it may be.').optional(),
  'at-most': z.number().describe('The most that it may be.').optional(),
  tolerance: z.number().min(0).describe('How far beyond a bound still counts as within.').default(0),
});

/** Shape of a file of claims (`calibration/claims/*.yaml`). */
export const claimsSchema = mapOf({
  claims: z.string().describe('Name of the file.'),
  title: z.string().describe('What the claims are, in one line.'),
  list: z
    .record(
      z.string(),
      mapOf({
        title: z.string().describe('The claim in one line.'),
        states: z.string().describe('What is claimed.'),
        source: z.string().describe('Where it is claimed.'),
        rows: z
          .record(
            name,
            z.union(
              [
                rowId,
                mapOf({
                  row: rowId.describe('experiment/test/system'),
                  unit: timeUnit.describe('Unit in which its time is taken.'),
                }),
              ],
              { error: 'experiment/test/system, or { row, unit }' },
            ),
          )
          .describe('Rows that the claim speaks of, by the names that formulas use: experiment/test/system.'),
        figures: z
          .record(z.string(), figureSchema)
          .describe('Figures, by name. The claim is true when all of them are within their bounds.'),
      }),
    )
    .describe('Claims, by name.'),
}).describe('Statements about rows for `ukperf check --claims`.');

/** A row that a claim calls by a name; a time perhaps in another unit. */
export interface ClaimRow {
  experiment: string;
  test: string;
  system: string;
  unit?: Unit;
}

/** A figure of a claim: a formula over its rows, and the bounds in which the claim holds. */
export interface ClaimFigure {
  name: string;
  title: string;
  formula: Expression;
  unit: Unit;
  atLeast?: number;
  atMost?: number;
  /** How far outside of the bounds a figure still counts as inside, in its unit. */
  tolerance: number;
}

/** A statement about rows: true when all its figures are within their bounds. */
export interface Claim {
  name: string;
  title: string;
  states: string;
  source: string;
  rows: ReadonlyMap<string, ClaimRow>;
  figures: ClaimFigure[];
}

export interface Claims {
  title: string;
  list: Claim[];
  /** A problem of a row of a claim, with its place in the file. */
  problem: (claim: string, row: string, expected: string) => Problem;
  /** Line of a claim in the file. */
  lineOf: (claim: string) => number;
}

/** Reads a file of claims. @throws SpecError */
export function readClaims(source: SourceText): Claims {
  const text = new SpecDocument(source);
  const document = new ExtendedDocument([text]);
  const { title, list } = check(claimsSchema, document.data, document);
  const findings = new Findings(document);
  const claims = Object.entries(list).map(([name, { rows, figures, ...said }]): Claim => {
    return {
      name,
      ...said,
      rows: new Map(Object.entries(rows).map(([row, entry]) => [row, rowOf(entry)])),
      figures: Object.entries(figures).flatMap(([figure, { formula, ...bounds }]): ClaimFigure[] => {
        const path = ['list', name, 'figures', figure];
        const { 'at-least': atLeast, 'at-most': atMost, ...rest } = bounds;
        if (atLeast === undefined && atMost === undefined)
          findings.report(path, 'a bound: at-least, at-most or both');
        try {
          return [
            {
              name: figure,
              ...rest,
              formula: parseFormula(formula, Object.keys(rows)),
              ...(atLeast === undefined ? {} : { atLeast }),
              ...(atMost === undefined ? {} : { atMost }),
            },
          ];
        } catch (error) {
          if (!(error instanceof FormulaError)) throw error;
          findings.report([...path, 'formula'], error.expected, error.found);
          return [];
        }
      }),
    };
  });
  findings.end();
  return {
    title,
    list: claims,
    problem: (claim, row, expected) => document.problem(['list', claim, 'rows', row], expected),
    lineOf: (claim) => text.locate(['list', claim], 'key').line,
  };
}

function rowOf(entry: string | { row: string; unit: Unit }): ClaimRow {
  const { row, unit } = typeof entry === 'string' ? { row: entry } : entry;
  const [, experiment, test, system] = ROW_ID.exec(row) as RegExpExecArray;
  return { experiment, test, system, ...(unit === undefined ? {} : { unit }) };
}
