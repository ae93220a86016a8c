import { z } from 'zod';
import { identifier } from '../../model/kernels/language/names.ts';
import { mapOf } from '../../model/document/check.ts';

const text = z.string().min(1);
const value = z.union([z.string().min(1), z.number()], { error: 'a value, with its unit where it has one' });
const paths = z.union([text, z.array(text).min(1)], {
  error: 'the path of a value, or a list of paths that are set together',
});
const count = z.int().min(1).max(10_000_000);
const title = text.describe('What it is, in one line.');
const set = z
  .record(z.string(), value)
  .describe('Values of the machine, structure, personality or workload, by path.');

/** What is looked at: a test of a workload. */
const measure = mapOf({
  title,
  workload: text.describe('A workload: a shipped name or a YAML file.'),
  test: text.describe('A test of the workload.'),
  charges: z
    .boolean()
    .describe('Keep also where the cycles of an operation went, by place and cause.')
    .optional(),
});

/** One system as the sweep has it. */
const variant = mapOf({
  title,
  system: text.describe('A structure: a shipped name or a YAML file.'),
  machine: text.describe('The machine of this variant, whatever the others run on.').optional(),
  set: set.optional(),
});

/** A listed or evenly spaced value, or a machine, that moves from point to point. */
const parameter = mapOf({
  title,
  set: paths.describe('The path of the value that moves, or several that move together.').optional(),
  values: z.array(value).min(1).describe('The values, one by one.').optional(),
  from: value.describe('The least value, with its unit.').optional(),
  to: value.describe('The greatest value, in the same unit.').optional(),
  steps: z
    .int()
    .min(2)
    .max(1_000_000)
    .describe('How many values there are from one end to the other.')
    .optional(),
  scale: z
    .enum(['linear', 'log'])
    .describe('How the values between the ends are spaced: by equal differences or by equal ratios.')
    .optional(),
  whole: z.boolean().describe('Round to whole numbers of the unit.').optional(),
  machines: z
    .array(text)
    .min(1)
    .describe('Machines instead of values: shipped names or YAML files.')
    .optional(),
  unit: text.describe('What a plain number counts, for axes.').optional(),
});

/** How the points are laid out. */
const design = z.union(
  [
    z.enum(['grid', 'one-at-a-time']),
    mapOf({ 'latin-hypercube': count.describe('Points of a Latin hypercube.') }),
    mapOf({ sobol: count.describe('Points of a Sobol sequence.') }),
  ],
  { error: 'grid, one-at-a-time, { latin-hypercube: COUNT } or { sobol: COUNT }' },
);

/** A figure that is made of measures. */
const derived = mapOf({
  title,
  penalty: identifier
    .describe('A measure: how much more time it takes than on the baseline in the same point, in percent.')
    .optional(),
  formula: text.describe('An expression over measures, `baseline.MEASURE` and parameters.').optional(),
  unit: text.describe('The unit of the formula.').optional(),
});

const of = identifier.describe('A measure, or a derived figure.');
const along = identifier.describe('A parameter.');
const heading = { title: text.describe('What stands above the chart.').optional() };

/** A picture of the sweep. */
const chart = z.discriminatedUnion(
  'kind',
  [
    mapOf({
      kind: z.literal('heat-map').describe('Colours over two parameters.'),
      of,
      x: along,
      y: along,
      ...heading,
    }),
    mapOf({
      kind: z.literal('contour').describe('Lines of equal figures over two parameters.'),
      ...{ of, x: along, y: along },
      ...heading,
    }),
    mapOf({
      kind: z.literal('lines').describe('A line with its interval, for each value of another parameter.'),
      ...{ of, x: along, by: along.optional() },
      ...heading,
    }),
    mapOf({
      kind: z.literal('tornado').describe('How far each parameter alone moves a figure.'),
      of,
      ...heading,
    }),
    mapOf({
      kind: z.literal('parallel').describe('A line through all parameters for each point.'),
      of,
      ...heading,
    }),
    mapOf({
      kind: z.literal('effects').describe('Which parameters move a figure most, when all of them move.'),
      of,
      ...heading,
    }),
    mapOf({
      kind: z.literal('break-even').describe('Where along a parameter a figure passes a value.'),
      of,
      passes: value.describe('The value, in the unit of the figure.'),
      along,
      by: along.describe('A parameter for each of whose values that is asked.').optional(),
      ...heading,
    }),
  ],
  { error: 'a chart of kind heat-map, contour, lines, tornado, parallel, effects or break-even' },
);

/** A sweep's file. */
export const sweepSchema = mapOf({
  sweep: identifier.describe('Name of the sweep.'),
  title: text.describe('The question, in one line.'),
  text: text.describe('A few sentences on what is asked.'),
  machine: text.describe('The machine of all variants that name none; --machine is stronger.').optional(),
  replications: z
    .int()
    .min(1)
    .max(1000)
    .describe('Runs of each point with page colourings and placements of their own, the same in all points.'),
  measures: z.record(identifier, measure).describe('What is looked at: tests of workloads, by name.'),
  baseline: identifier.describe('The variant beside which penalties set the others.').optional(),
  variants: z.record(identifier, variant).describe('Systems that run in every point, by name.'),
  set: set.describe('Values of all variants, by path; those of a variant are stronger.').optional(),
  parameters: z.record(identifier, parameter).describe('What moves from point to point, by name.'),
  design: design.describe('How the points are laid out; every combination by default.').optional(),
  where: z
    .array(text)
    .describe('Conditions over the parameters, in base units (bytes, cycles, Hz), that a point must meet.')
    .optional(),
  derived: z.record(identifier, derived).describe('Figures that are made of measures, by name.').optional(),
  charts: z.array(chart).describe('What the report draws; without it, what suits the design.').optional(),
});

export type SweepFile = z.output<typeof sweepSchema>;
