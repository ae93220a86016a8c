import { z } from 'zod';
import { check, ExtendedDocument } from '../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../model/spec/document.ts';

const percent = z
  .number()
  .min(0)
  .transform((value) => value / 100);

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
