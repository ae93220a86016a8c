import { z } from 'zod';
import { mapOf } from '../../document/check.ts';
import { quantity, sourced } from '../../document/sourced.ts';
import { LINES_PER_PAGE } from '../../hardware/layout.ts';
import { unit } from '../../units.ts';
import { jobMixSchema } from '../../workloads/mix-file.ts';
import { identifier } from '../language/names.ts';
import { steps } from '../verbs/index.ts';
import { boundary, provenance, sections, table, timer } from './sections.ts';

const test = mapOf({
  title: z.string().describe('What the test measures, in one line.'),
  unit: unit.describe('Unit of the result; the letter u stands for micro.'),
  program: identifier.describe('The program that the first process runs.'),
  total: z
    .record(identifier, z.number().positive())
    .describe('Adds up measures, each as often as it says: a whole of which parts were run.')
    .optional(),
  bytes: z.number().positive().describe('Bytes moved by one operation, for bandwidths.').optional(),
  truncate: z
    .boolean()
    .describe("Reports whole units, as the benchmark's integer arithmetic does.")
    .optional(),
  statistic: z
    .enum(['mean', 'minimum', 'trimmed-mean', 'maximum'])
    .describe(
      'How repeated values become one: of the executions within a run (minimum), or of the replications (trimmed-mean, and maximum: the worst of all page colourings, placements and phases). Charges are those of what is taken; of several that are equal, the first.',
    )
    .optional(),
  executions: mapOf({
    of: identifier.describe('The measure.'),
    percentiles: z.array(z.number().gt(0).lt(100)).describe('Percentiles of their times.').optional(),
    deadline: quantity('duration', { min: 1 })
      .describe('How many take longer than this, such as 6 ms.')
      .optional(),
  })
    .describe(
      'Tells of a measure how the times of its single executions are distributed, and how many end after a deadline.',
    )
    .optional(),
  replications: z
    .int()
    .min(1)
    .max(1000)
    .describe('Least number of replications, where best and worst over page colours are the result.')
    .optional(),
  subtract: identifier.describe('A measure to subtract, as lat_ctx subtracts its overhead.').optional(),
  part: identifier.describe('The time of this part of the measured block, instead of the whole.').optional(),
  parts: z.boolean().describe('Reports each part of the measured block as well.').optional(),
  ...provenance,
});

/** How user code wanders over one segment: at home in a few pages at a time. */
const wander = {
  'near-pages': sourced('count', { min: 1, max: 1024, integer: true }).describe(
    'Pages that it visits at a time, all alike.',
  ),
  turnover: sourced('ratio', { min: 0, max: 1 }).describe(
    'Share of the visits before which one of these pages is given up for another of the working set.',
  ),
  'page-skew': sourced('count', { min: 1, max: 32, integer: true }).describe(
    'How much some pages come oftener than others; 1: all alike.',
  ),
  'used-lines': sourced('count', { min: 1, max: LINES_PER_PAGE, integer: true }).describe(
    'Lines of a page that it visits, all alike.',
  ),
};

/** How user code wanders over its working set; see working-set.ts. */
const locality = mapOf({
  code: mapOf({
    lines: sourced('count', { min: 1, max: 64, integer: true }).describe(
      'Lines that run one after the other before the next visit.',
    ),
    'instructions-per-line': sourced('count', { min: 1, max: 64 }).describe(
      'Instructions that run of each line until then, loops over the same lines included.',
    ),
    ...wander,
  }).describe('Visits of code.'),
  data: mapOf({
    lines: sourced('count', { min: 0, max: 64, integer: true }).describe(
      'Lines that are visited for each run of code, those left out that have just been used.',
    ),
    ...wander,
    'written-share': sourced('ratio', { min: 0, max: 1 }).describe(
      'Share of the lines that is written; segments of shared files are only read.',
    ),
    'words-per-written-line': sourced('count', { min: 1, max: 8, integer: true }).describe(
      'Words that are written of such a line.',
    ),
    'fill-share': sourced('ratio', { min: 0, max: 1 }).describe(
      'Share of the written lines that lie anywhere in their pages, as memory does that is filled; the others are lines that are read too.',
    ),
  }).describe('Visits of data.'),
  window: sourced('count', { min: 2, max: 1e9, integer: true }).describe(
    'Instructions after each entry of user code that are simulated line by line.',
  ),
});

/** Shape of a workload (`model/workloads/*.yaml`). */
export const workloadSchema = mapOf({
  workload: identifier.describe('Name of the workload.'),
  personality: z
    .string()
    .describe(
      'The operating system that its programs call; only structures with this personality run them. A file that others include has none.',
    )
    .optional(),
  programs: table(
    mapOf({
      image: identifier.describe('The image that the program runs, one of `images`.'),
      params: table(identifier)
        .describe('Parameters by type: `number`, `address` or a type of object.')
        .optional(),
      steps: steps.describe('What the program does, in turn.'),
      ...provenance,
    }),
  )
    .describe('Programs, by name: an image and steps.')
    .optional(),
  tests: table(test).describe('Tests, by name: a program, and how its measure becomes the value.').optional(),
  localities: table(locality).describe('How `work` steps wander over a working set, by name.').optional(),
  boundary: boundary
    .describe("What a structure must provide beyond the personality's boundary, to run this workload.")
    .optional(),
  timers: table(timer).describe('Timers that a step starts.').optional(),
  quick: z
    .record(
      z.string(),
      z.union([z.string(), z.number()], { error: 'a value, with its unit where it has one' }),
    )
    .describe('What a quick look sets, by path, such as a smaller window of a locality.')
    .optional(),
  'most-work': z
    .int()
    .min(1)
    .max(1e15)
    .describe(
      'Steps of paths, elements of walks and visits of working sets that a run may take, at most; 1,000,000,000 by default. What takes more is taken not to end.',
    )
    .optional(),
  'job-mix': jobMixSchema
    .describe('Tasks that run subtests in random order and compete for one processor and one disk.')
    .optional(),
  ...sections,
}).describe('A workload: files, program images, programs and tests.');

export type Locality = z.output<typeof locality>;
export type WorkloadTest = z.output<typeof test>;
export type Workload = z.output<typeof workloadSchema>;
