import { z } from 'zod';
import { check, ExtendedDocument, mapOf } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { quantity } from '../../model/document/sourced.ts';
import { curveSettingsSchema } from '../curve/curve-settings.ts';

const share = quantity('ratio', { min: 0, max: 1 });
const count = z.int().min(1).max(1000);

/** Shape of the settings of a calibration (`calibration/settings/*.yaml`). */
export const settingsSchema = mapOf({
  calibration: z.string().describe('Name of the calibration.'),
  machine: z.string().describe('The machine with values from sources.'),
  'fitted-machine': z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*$/, 'a name of small letters, digits, dots and hyphens')
    .describe('Name of the machine that the fit makes of it.'),
  'fitted-title': z.string().describe('Title of that machine.'),
  experiments: z.array(z.string()).min(1).describe('Shipped experiments whose calibration targets count.'),
  parameters: z
    .array(z.string())
    .describe('Only these of the entries that are marked `fit: true`.')
    .optional(),
  'systematic-error': share.describe(
    'Error of the model itself, beside the standard deviation of each target, as a share of it.',
  ),
  'prior-deviation': share.describe(
    'Standard deviation of a value before the fit, as a share of the logarithm of its range.',
  ),
  'undetermined-above': share.describe(
    'A parameter whose deviation stays above this share of the prior is not determined by the targets.',
  ),
  'correlated-above': share.describe('Pairs of parameters with more correlation than this are listed.'),
  'most-parameters': count.describe('Free parameters, at most.'),
  'most-parameters-share': share.describe('Free parameters at most, as a share of the targets.'),
  seed: z.string().describe('Seed of all random streams of the runs.'),
  replications: count.describe('Replications of each run of the fit.'),
  'jacobian-replications': count.describe('Replications of the runs for derivatives.'),
  'difference-step': z
    .number()
    .positive()
    .max(2)
    .describe('Half the distance of the two points of a difference, in standard deviations of the prior.'),
  starts: count.describe('Starting points of the fit.'),
  'most-evaluations': count.describe('Evaluations from each starting point, at most.'),
  tolerance: share.describe('The fit ends when a step improves the objective by less than this share.'),
  interval: share.describe('Share of results that a prediction interval is to hold.'),
  'native-work': z
    .array(
      z.array(
        mapOf({
          experiment: z.string().describe('The experiment of the target.'),
          test: z.string().describe('The test of the target.'),
          path: z.string().describe('Path of the constant, such as constants.link-work.'),
          unit: z.string().describe('Unit of the constant, where it has one.').optional(),
          replications: count.describe('Replications of each run.'),
        }),
      ),
    )
    .describe('Constants that are set from native rows: rounds of constants that are set at the same time.'),
  'native-curve': curveSettingsSchema.optional(),
  'native-system': z.string().describe('The system of the native rows.'),
  'native-seed': z.string().describe('Seed of the runs for them.'),
  'native-tolerance': share.describe('How close to the target a constant brings its row.'),
}).describe('Settings of `ukperf calibrate`: choices of method, made before the fit.');

/** Choices of method of a calibration. */
export type Settings = z.output<typeof settingsSchema>;

/** Reads the settings of a calibration. @throws SpecError */
export function readSettings(source: SourceText): Settings {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(settingsSchema, document.data, document);
}
