import { z } from 'zod';
import { check, ExtendedDocument } from '../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';

const percent = z
  .number()
  .min(0)
  .transform((value) => value / 100);

/** A value in the unit of its entry, such as `16 cycles`, or without one. */
const valueWithUnit = z.union([z.string(), z.number()]);

/** A value that the fit moved; standard error in the unit of the value, distance from the source in deviations of the prior. */
const parameter = z.object({
  value: valueWithUnit,
  source: valueWithUnit,
  range: z.tuple([z.number(), z.number()]),
  'standard-error': z.number(),
  distance: z.number(),
  bound: z.enum(['low', 'high']).optional(),
});
export type FittedParameter = z.output<typeof parameter>;

/** What later commands need of a calibration file; the rest is for people. */
const calibrationSchema = z.object({
  calibration: z.string(),
  'fitted-machine': z.string(),
  ledger: z.object({
    'free-parameters': z.number(),
    'undetermined-parameters': z.number(),
    'native-constants': z.number(),
    'calibration-targets': z.number(),
  }),
  accuracy: z.object({ 'systematic-error-percent': percent, 'interval-percent': percent }),
  parameters: z.record(z.string(), parameter),
  undetermined: z.record(z.string(), valueWithUnit),
  'native-work': z.record(
    z.string(),
    z.object({ value: valueWithUnit, unfitted: valueWithUnit, target: z.string() }),
  ),
  'cross-validation': z.record(
    z.string(),
    z.object({
      'coverage-percent': percent,
      left: z.record(
        z.string(),
        z.object({
          rows: z.number(),
          'median-percent': percent,
          'ninetieth-percent': percent,
          'bias-percent': z.number(),
        }),
      ),
    }),
  ),
  /** Error before, error after, deviation by the parameters, in percent. */
  rows: z.record(z.string(), z.tuple([z.number(), z.number(), percent])),
});

export type Calibration = z.output<typeof calibrationSchema>;

/** Reads a calibration file. @throws SpecError */
export function readCalibration(source: SourceText): Calibration {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(calibrationSchema, document.data, document);
}
