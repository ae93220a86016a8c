import { z } from 'zod';
import { identifier } from '../../model/kernels/language/kernel-file.ts';
import { check, ExtendedDocument, mapOf } from '../../model/spec/check.ts';
import { SpecDocument, type KeyPath, type SourceText } from '../../model/spec/document.ts';
import { SpecError } from '../../model/spec/problem.ts';
import { checkCharts } from './check-charts.ts';
import { checkFormulas } from './check-formulas.ts';
import { numberOf } from './number.ts';

const text = z.string().min(1);
const value = z.union([z.string().min(1), z.number()], { error: 'a value, with its unit where it has one' });
const paths = z.union([text.transform((path) => [path]), z.array(text).min(1)], {
  error: 'the path of a value, or a list of paths that are set together',
});
const count = z.int().min(1).max(10_000_000);

/** What is looked at: a test of a workload. */
const measure = mapOf({
  title: text,
  workload: text,
  test: text,
  /** What to keep beside the value: where the cycles of an operation went. */
  charges: z.boolean().optional(),
});

/** One system as the sweep has it. */
const variant = mapOf({
  title: text,
  system: text,
  machine: text.optional(),
  /** Values of the machine, structure, personality or workload, by path. */
  set: z.record(z.string(), value).optional(),
});

/** A listed or evenly spaced value, or a machine, that moves from point to point. */
const parameter = mapOf({
  title: text,
  set: paths.optional(),
  values: z.array(value).min(1).optional(),
  from: value.optional(),
  to: value.optional(),
  steps: z.int().min(2).max(1_000_000).optional(),
  /** How the steps between the ends are spaced: by equal differences or by equal ratios. */
  scale: z.enum(['linear', 'log']).optional(),
  /** Round to whole numbers of the unit. */
  whole: z.boolean().optional(),
  machines: z.array(text).min(1).optional(),
  /** What a plain number counts, for axes. */
  unit: text.optional(),
});

/** How the points are laid out. */
const design = z.union(
  [
    z.enum(['grid', 'one-at-a-time']),
    mapOf({ 'latin-hypercube': count }).transform(
      (given) => ({ sample: 'latin-hypercube', count: given['latin-hypercube'] }) as const,
    ),
    mapOf({ sobol: count }).transform((given) => ({ sample: 'sobol', count: given.sobol }) as const),
  ],
  { error: 'grid, one-at-a-time, { latin-hypercube: COUNT } or { sobol: COUNT }' },
);

/** A figure that is made of measures. */
const derived = mapOf({
  title: text,
  /** How much more time a measure takes than on the baseline, in the same point. */
  penalty: identifier.optional(),
  /** An expression over measures, `baseline.MEASURE` and parameters. */
  formula: text.optional(),
  unit: text.optional(),
});

/** A picture of the sweep. */
const chart = z.discriminatedUnion(
  'kind',
  [
    mapOf({
      kind: z.literal('heat-map'),
      of: identifier,
      x: identifier,
      y: identifier,
      title: text.optional(),
    }),
    mapOf({
      kind: z.literal('contour'),
      of: identifier,
      x: identifier,
      y: identifier,
      title: text.optional(),
    }),
    mapOf({
      kind: z.literal('lines'),
      of: identifier,
      x: identifier,
      by: identifier.optional(),
      title: text.optional(),
    }),
    mapOf({ kind: z.literal('tornado'), of: identifier, title: text.optional() }),
    mapOf({ kind: z.literal('parallel'), of: identifier, title: text.optional() }),
    /** Which parameters move a figure most, when all of them move. */
    mapOf({ kind: z.literal('effects'), of: identifier, title: text.optional() }),
    /** Where along a parameter a figure passes a value, for each value of another. */
    mapOf({
      kind: z.literal('break-even'),
      of: identifier,
      passes: value,
      along: identifier,
      by: identifier.optional(),
      title: text.optional(),
    }),
  ],
  { error: 'a chart of kind heat-map, contour, lines, tornado, parallel, effects or break-even' },
);

export const sweepSchema = mapOf({
  sweep: identifier,
  title: text,
  text,
  machine: text.optional(),
  /** Runs of each point with page colourings and placements of their own, the same in all points. */
  replications: z.int().min(1).max(1000),
  measures: z.record(identifier, measure),
  baseline: identifier.optional(),
  variants: z.record(identifier, variant),
  parameters: z.record(identifier, parameter),
  design: design.optional(),
  /** Conditions that a point must meet, over the parameters, in base units. */
  where: z.array(text).optional(),
  derived: z.record(identifier, derived).optional(),
  /** What the report draws; without it, what suits the design. */
  charts: z.array(chart).optional(),
});

type Parsed = z.output<typeof sweepSchema>;

/** Values of a parameter: a list, evenly spaced ones, or machines. */
export type ParameterValues =
  | { kind: 'list'; values: (string | number)[] }
  | {
      kind: 'range';
      from: number;
      to: number;
      unit: string;
      steps: number | undefined;
      scale: 'linear' | 'log';
      whole: boolean;
    }
  | { kind: 'machines'; machines: string[] };

export interface Parameter {
  title: string;
  /** Paths that are set together; of machines none. */
  set: string[];
  values: ParameterValues;
  /** What its numbers count, as written in the file. */
  unit: string;
}

export type Measure = Parsed['measures'][string];
export type Variant = Parsed['variants'][string];
export type Derived = NonNullable<Parsed['derived']>[string];
export type Chart = z.output<typeof chart>;
export type Design = z.output<typeof design>;

export type Sweep = Omit<Parsed, 'parameters' | 'design' | 'derived' | 'where' | 'charts'> & {
  parameters: Record<string, Parameter>;
  design: Design;
  where: string[];
  derived: Record<string, Derived>;
  charts: Chart[];
};

/** A sweep, and where each of its parts stands. */
export interface LocatedSweep {
  sweep: Sweep;
  document: SpecDocument;
}

/** Reads a sweep; names within it are checked, what they name outside is not. @throws SpecError */
export function readSweep(source: SourceText): LocatedSweep {
  const document = new SpecDocument(source);
  const parsed = check(sweepSchema, document.data, new ExtendedDocument([document]));
  const fail = (path: KeyPath, expected: string, found?: string, at?: 'key'): never => {
    throw new SpecError([document.problem(path, expected, found, at)]);
  };
  const needOne = (kind: 'variants' | 'measures' | 'parameters'): void => {
    if (Object.keys(parsed[kind]).length === 0) fail([kind], `at least one of the ${kind}`);
  };
  for (const kind of ['variants', 'measures', 'parameters'] as const) needOne(kind);
  const { baseline, variants } = parsed;
  if (baseline !== undefined && !Object.hasOwn(variants, baseline))
    fail(['baseline'], `one of the variants ${Object.keys(variants).join(', ')}`);
  const design = parsed.design ?? 'grid';
  const sampled = typeof design === 'object';
  const parameters = Object.fromEntries(
    Object.entries(parsed.parameters).map(([name, given]) => [
      name,
      parameterOf(given, sampled, (key, expected, found) =>
        fail(['parameters', name, ...key], expected, found),
      ),
    ]),
  );
  const sweep: Sweep = {
    ...parsed,
    parameters,
    design,
    where: parsed.where ?? [],
    derived: parsed.derived ?? {},
    charts: parsed.charts ?? [],
  };
  checkNames(sweep, fail);
  checkFormulas(sweep, fail);
  checkCharts(sweep, fail);
  return { sweep, document };
}

type Fail = (path: KeyPath, expected: string, found?: string, at?: 'key') => never;

/** One name means one thing: columns of the result are called by them. */
function checkNames({ measures, parameters, derived }: Sweep, fail: Fail): void {
  const taken = new Map<string, string>(RESERVED.map((name) => [name, 'a column of every result']));
  for (const [kind, table] of Object.entries({ parameters, measures, derived }))
    for (const name of Object.keys(table)) {
      const other = taken.get(name);
      if (other !== undefined) fail([kind, name], `a name that is not ${other}`, JSON.stringify(name), 'key');
      taken.set(name, `one of the ${kind}`);
    }
}

const RESERVED = ['point', 'variant', 'system', 'machine', 'error', 'baseline'];

/** The kind of a parameter's values, from the keys that are there. */
function parameterOf(
  given: Parsed['parameters'][string],
  sampled: boolean,
  fail: (key: string[], expected: string, found?: string) => never,
): Parameter {
  const { title, machines, set, values, from, to, steps, scale, whole } = given;
  const kinds = [machines !== undefined, values !== undefined, from !== undefined || to !== undefined];
  if (kinds.filter(Boolean).length !== 1) fail([], 'one of machines, values, or from and to');
  for (const key of ['steps', 'scale', 'whole'] as const)
    if (given[key] !== undefined && from === undefined) fail([key], 'from and to beside it');
  if (machines !== undefined) {
    if (set !== undefined) fail(['set'], 'no path beside machines');
    return { title, set: [], values: { kind: 'machines', machines }, unit: given.unit ?? '' };
  }
  if (set === undefined) return fail([], 'set, the path of a value');
  if (values !== undefined)
    return { title, set, values: { kind: 'list', values }, unit: given.unit ?? unitOfList(values) };
  if (from === undefined) return fail(['to'], 'from beside it');
  if (to === undefined) return fail(['from'], 'to beside it');
  if (!sampled && steps === undefined) fail([], 'steps, how many values there are from one end to the other');
  const low = numberOf(from) ?? fail(['from'], 'a number with its unit');
  const high = numberOf(to) ?? fail(['to'], 'a number with its unit');
  if (low.unit !== high.unit)
    fail(['to'], `a number in the unit of the other end, ${low.unit || 'a plain number'}`);
  if (high.value <= low.value) fail(['to'], 'more than from');
  if (scale === 'log' && low.value <= 0) fail(['from'], 'more than 0 for a log scale');
  return {
    title,
    set,
    values: {
      kind: 'range',
      ...{ from: low.value, to: high.value, unit: low.unit },
      ...{ steps, scale: scale ?? 'linear', whole: whole ?? false },
    },
    unit: given.unit ?? low.unit,
  };
}

/** The unit of listed values when they share one. */
function unitOfList(values: readonly (string | number)[]): string {
  const units = new Set(values.map((one) => numberOf(one)?.unit));
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? unit : '';
}
