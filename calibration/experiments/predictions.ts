import { z } from 'zod';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';

/** The first prediction of each validation experiment, as it was recorded before it was compared with anything. */
const predictionsSchema = z.strictObject({
  predictions: z.string(),
  experiments: z.record(
    z.string(),
    z.strictObject({
      recorded: z.string(),
      fingerprint: z.string(),
      /** Test, then system. */
      rows: z.record(z.string(), z.record(z.string(), z.number())),
    }),
  ),
});
export type Predictions = z.output<typeof predictionsSchema>;

/** Reads recorded predictions. @throws SpecError */
export function readPredictions(source: SourceText): Predictions {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(predictionsSchema, document.data, document);
}

export function firstPrediction(
  predictions: Predictions | undefined,
  experiment: string,
  test: string,
  system: string,
): number | undefined {
  return predictions?.experiments[experiment]?.rows[test]?.[system];
}
