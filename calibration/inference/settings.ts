import { z } from 'zod';
import { check, ExtendedDocument, mapOf } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { quantity } from '../../model/document/sourced.ts';

const share = quantity('ratio', { min: 0, max: 1 });
const count = z.int().min(1).max(1000);

/** Shape of the settings of an inference (`calibration/inference/*.yaml`). */
export const inferSettingsSchema = mapOf({
  infer: z.string().describe('Name of the settings.'),
  machine: z.string().describe('The machine with values from sources.'),
  experiments: z.array(z.string()).min(1).describe('Shipped experiments whose calibration targets judge.'),
  results: z
    .array(z.string())
    .describe('Shipped experiments that are reproduced once more with each inference of the model removed.'),
  candidates: z
    .array(z.string())
    .min(1)
    .describe('The candidates, by name; by default all that are shipped.')
    .optional(),
  'systematic-error': share.describe(
    'Error of the model itself, beside the standard deviation of each target, as a share of it.',
  ),
  'prior-deviation': quantity('ratio', { min: 0.01, max: 1 }).describe(
    'Standard deviation of a cost of the machine, as a share of the logarithm of its range.',
  ),
  'difference-step': z
    .number()
    .positive()
    .max(2)
    .describe('Half the distance of the two points of a difference, in standard deviations of a cost.'),
  'least-gain': share.describe(
    'An inference stays when the error of rows that were left out falls by at least this share of itself.',
  ),
  'least-move': share.describe(
    'A candidate moves a row when its time changes by more than this share of itself.',
  ),
  most: mapOf({
    l4: count.describe('Inferences for structures over L4.'),
    mach: count.describe('Inferences for structures over Mach.'),
    programs: count.describe('Numbers that are inferred about programs.'),
  }).describe('How many inferences the model may have, at most.'),
  sizes: z.int().min(2).max(50).describe('Sizes at which the model is run for a value that is to be set.'),
  seed: z.string().describe('Seed of all random streams of the runs.'),
  replications: count.describe('Replications of each run.'),
  'native-system': z.string().describe('The system whose rows set the user work of programs.'),
}).describe('Settings of `ukperf infer`: choices of method.');

/** Choices of method of an inference. */
export type InferSettings = z.output<typeof inferSettingsSchema>;

/** Reads the settings of an inference. @throws SpecError */
export function readInferSettings(source: SourceText): InferSettings {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(inferSettingsSchema, document.data, document);
}
