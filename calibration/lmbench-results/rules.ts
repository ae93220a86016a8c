import { z } from 'zod';
import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { unit } from '../../model/units.ts';

const positive = z.number().gt(0);
const target = { experiment: z.string(), test: z.string(), unit };

const rulesSchema = z.strictObject({
  rules: z.string(),
  'latency-curve': z.strictObject({
    stride: positive,
    'least-stride': positive,
    'most-stride': positive,
    'same-level': z.number().min(1),
    'least-points': z.int().min(1),
  }),
  'bandwidth-share-of-level': positive,
  'page-walk-levels': z.int().min(1),
  'page-stride': positive,
  'beyond-reach': z.number().min(1),
  nearest: z.array(z.string()).min(1),
  'other-architectures': z.record(z.string(), z.string()),
  rows: z.array(
    z.union([
      z.strictObject({ line: z.string(), ...target }),
      z.strictObject({ block: z.string(), at: z.union([z.number(), z.literal('last')]), ...target }),
    ]),
  ),
});

/** How result files are read; see the comments of `rules.yaml`. */
export type Rules = z.output<typeof rulesSchema>;
export type CurveRules = Rules['latency-curve'];

/** Reads the rules. @throws SpecError */
export function readRules(source: SourceText): Rules {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(rulesSchema, document.data, document);
}
