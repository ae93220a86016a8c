import { z } from 'zod';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';

const percent = z
  .number()
  .min(0)
  .transform((value) => value / 100);
const number = z.number();

/** A value in the unit of its entry, such as `16 cycles`, or without one. */
const valueWithUnit = z.union([z.string(), z.number()], { error: 'a value, with its unit where it has one' });

/** A value that the fit moved; standard error in the unit of the value, distance from the source in deviations of the prior. */
const parameter = z.object({
  value: valueWithUnit.describe('The fitted value, in the unit of its entry.'),
  source: valueWithUnit.describe('The value from its source.'),
  range: z.tuple([z.number(), z.number()]).describe('The range within which it was moved, in the same unit.'),
  'standard-error': number.describe('Standard error of the fitted value, in the same unit.'),
  distance: number.describe('Distance from the source, in standard deviations of the prior.'),
  bound: z.enum(['low', 'high']).describe('The end of the range at which the fit stopped.').optional(),
});
export type FittedParameter = z.output<typeof parameter>;

/** What later commands need of a calibration file; the rest is for people. */
export const calibrationSchema = z
  .object({
    calibration: z.string().describe('Name of the calibration.'),
    'fitted-machine': z.string().describe('The machine that has the fitted values.'),
    ledger: z
      .object({
        'free-parameters': number.describe('Parameters that the targets determine.'),
        'undetermined-parameters': number.describe('Parameters that kept the value from their source.'),
        'native-constants': number.describe('Constants that were set from native rows.'),
        'calibration-targets': number.describe('Published results that the fit used.'),
      })
      .describe('What was free, and what it was set from.'),
    accuracy: z
      .object({
        'systematic-error-percent': percent.describe('Error of the model itself, in percent.'),
        'interval-percent': percent.describe(
          'Share of results that a prediction interval is to hold, in percent.',
        ),
      })
      .describe('Errors before and after the fit.'),
    parameters: z.record(z.string(), parameter).describe('Values that the fit moved, by path.'),
    undetermined: z
      .record(z.string(), valueWithUnit)
      .describe('Values that the targets do not determine, by path: they are those of their sources.'),
    'native-work': z
      .record(
        z.string(),
        z.object({
          value: valueWithUnit.describe('The value that was set.'),
          unfitted: valueWithUnit.describe('The value before.'),
          target: z.string().describe('The row from which it was set: experiment/test/system.'),
        }),
      )
      .describe('Constants that were set from native rows, by path.'),
    'cross-validation': z
      .record(
        z.string(),
        z.object({
          'coverage-percent': percent.describe(
            'Share of left-out results in their prediction interval, in percent.',
          ),
          left: z
            .record(
              z.string(),
              z.object({
                rows: number.describe('Results that were left out.'),
                'median-percent': percent.describe('Median error, in percent.'),
                'ninetieth-percent': percent.describe('Ninetieth percentile of the error, in percent.'),
                'bias-percent': number.describe('Mean error with its sign, in percent.'),
              }),
            )
            .describe('Errors of what was left out, by its name.'),
        }),
      )
      .describe('Errors of results that the fit did not see.'),
    rows: z
      .record(z.string(), z.tuple([z.number(), z.number(), percent]))
      .describe('Error before, error after, deviation by the parameters, in percent.'),
  })
  .describe('What `ukperf calibrate --write` found; not to be edited.');

export type Calibration = z.output<typeof calibrationSchema>;

/** Reads a calibration file. @throws SpecError */
export function readCalibration(source: SourceText): Calibration {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(calibrationSchema, document.data, document);
}
