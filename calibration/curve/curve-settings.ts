import { z } from 'zod';
import { mapOf } from '../../model/document/check.ts';
import { quantity } from '../../model/document/sourced.ts';

const share = quantity('ratio', { min: 0, max: 1 });
const count = z.int().min(1).max(1000);

/** Rising numbers between two ends. */
const axis = (least: number, greatest: number): z.ZodType<number[]> =>
  z
    .array(z.number().min(least).max(greatest))
    .min(2)
    .refine((values) => values.every((value, index) => index === 0 || value > values[index - 1]), {
      error: 'rising numbers',
    });

/** Shape of what the settings of a calibration say of the native curve of a job mix. */
export const curveSettingsSchema = mapOf({
  experiment: z.string().describe('The experiment whose workload is the job mix.'),
  tests: z.string().describe('How the names of its tests begin, before the load.'),
  'user-work': mapOf({
    path: z.string().describe('Path of the user work of a job.'),
    seconds: axis(1, 1000).describe('User work of a task, in seconds, at which the curve is run.'),
  }).describe('The user work that is looked for.'),
  disk: z
    .array(
      mapOf({
        title: z.string().describe('What the entries are together.'),
        entries: z.array(z.string()).min(1).describe('Entries of the machine that move together.'),
        places: axis(-1, 1).describe(
          'Places at which the curve is run: -1 at the fast ends of the ranges, 0 at the values, 1 at the slow ends.',
        ),
      }),
    )
    .min(1)
    .describe('Entries of the disk that are looked for, within their ranges.'),
  steps: count.describe(
    'Steps of the map between two points that are run; between them times are interpolated.',
  ),
  tasks: count.describe('A load is replicated until at least this number of tasks has run.'),
  'most-replications': count.describe('Replications of a load, at most.'),
  'spread-replications': count.describe(
    'Replications from which the spread of single runs is taken, in the middle of the map.',
  ),
  seed: z.string().describe('Seed of the runs.'),
  digitisation: quantity('duration').describe('Standard deviation of a digitised time.'),
  'model-error': z
    .array(share)
    .min(1)
    .describe('Errors of the model itself that are taken to be equally likely, as a share of a time.'),
  accepted: count.describe('Points that are drawn by their likelihood, to predict with.'),
  'processor-limited-above': share.describe(
    'The processor limits throughput where it is busy for more than this share of the time.',
  ),
}).describe('User work and disk of a job mix, from its native curve.');

/** Choices of method for the native curve of a job mix. */
export type CurveSettings = z.output<typeof curveSettingsSchema>;
