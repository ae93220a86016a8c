import { z } from 'zod';
import { check, ExtendedDocument, mapOf } from '../../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../../model/spec/document.ts';
import { quantity } from '../../model/spec/sourced.ts';

const share = quantity('ratio', { min: 0, max: 1 });
const count = z.int().min(1).max(1000);

const settingsSchema = mapOf({
  calibration: z.string(),
  machine: z.string(),
  'fitted-machine': z.string(),
  'fitted-title': z.string(),
  experiments: z.array(z.string()).min(1),
  /** Only these of the entries that are marked. */
  parameters: z.array(z.string()).optional(),
  'systematic-error': share,
  'prior-deviation': share,
  'undetermined-above': share,
  'correlated-above': share,
  'most-parameters': count,
  'most-parameters-share': share,
  seed: z.string(),
  replications: count,
  'jacobian-replications': count,
  'difference-step': z.number().positive().max(2),
  starts: count,
  'most-evaluations': count,
  tolerance: share,
  interval: share,
  /** Rounds of constants that are set at the same time. */
  'native-work': z.array(
    z.array(
      mapOf({
        experiment: z.string(),
        test: z.string(),
        path: z.string(),
        unit: z.string().optional(),
        replications: count,
      }),
    ),
  ),
  'native-system': z.string(),
  'native-seed': z.string(),
  'native-tolerance': share,
});

/** Choices of method of a calibration. */
export type Settings = z.output<typeof settingsSchema>;

/** Reads the settings of a calibration. @throws SpecError */
export function readSettings(source: SourceText): Settings {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(settingsSchema, document.data, document);
}
