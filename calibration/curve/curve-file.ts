import { Document, isMap, visit } from 'yaml';
import { z } from 'zod';
import type { Override } from '../../model/index.ts';
import { check, ExtendedDocument, mapOf } from '../../model/document/check.ts';
import { parseQuantity } from '../../model/document/quantity.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';

const set = z.record(z.string(), z.string());
const known = mapOf({
  unit: z.string().describe('Unit of the figures.'),
  best: z.number().describe('At the most likely place.'),
  used: z.number().describe('At the place that is used.'),
  mean: z.number().describe('Mean over all places, by their likelihood.'),
  'standard-deviation': z.number().describe('Standard deviation over all places.'),
  'interval-90': z.tuple([z.number(), z.number()]).describe('The middle 90 %.'),
});

/** Shape of what the native curve of a job mix gave (`calibration/native-curve.yaml`). */
export const curveFileSchema = mapOf({
  'native-curve': z.string().describe('Name of the calibration whose settings were used.'),
  machine: z.string().describe('The machine that the curve was run on.'),
  experiment: z.string().describe('The experiment whose native times were fitted.'),
  loads: z.int().describe('Loads of the published curve.'),
  'rms-percent': z
    .number()
    .describe('Root mean square of relative errors at the place that is used, in percent.'),
  values: set.describe(
    'Values of the mean place, by path; what the curve does not tell is that of the sources.',
  ),
  'user-work': known.describe('User work of a task.'),
  service: known.describe('Overhead, half a turn and an average seek of a request to the disk.'),
  'processor-limits-percent': z
    .number()
    .describe('Probability that the processor limits the greatest throughput, not the disk, in percent.'),
  accepted: z
    .array(
      mapOf({
        weight: z.number().describe('Share of all places that this one stands for.'),
        set: set.describe('Its values, by path.'),
      }),
    )
    .min(1)
    .describe(
      'Places drawn by their likelihood: predictions over them show what the curve leaves uncertain.',
    ),
  rows: z
    .record(z.string(), z.tuple([z.number(), z.number().min(0)]))
    .describe('Rows over the accepted places: mean and standard deviation, in the unit of the row.')
    .optional(),
}).describe(
  'What the native curve of a job mix says of user work and disk; written by a script, not to be edited.',
);

/** What the native curve gave, as later steps need it. */
export type CurveFile = z.output<typeof curveFileSchema>;

/** Reads what the native curve gave. @throws SpecError */
export function readCurveFile(source: SourceText): CurveFile {
  const document = new ExtendedDocument([new SpecDocument(source)]);
  return check(curveFileSchema, document.data, document);
}

/** Values by path. */
export function setOf(overrides: readonly Override[]): Record<string, string> {
  return Object.fromEntries(overrides.map(({ path, value }) => [path, value]));
}

/** The values that are used by path, with the least and the greatest of the accepted places as ranges. */
export function valuesOf({
  values,
  accepted,
}: CurveFile): Record<string, { value: string; range: [string, string] }> {
  const numberOf = (text: string): number => parseQuantity(text)?.value ?? NaN;
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => {
      const all = [value, ...accepted.map(({ set: places }) => places[path])];
      all.sort((left, right) => numberOf(left) - numberOf(right));
      return [path, { value, range: [all[0], all[all.length - 1]] }];
    }),
  );
}

const HEADING = ` yaml-language-server: $schema=../schemas/native-curve.schema.json
 Written by \`node dist/scripts/fit-native-curve.js\`: user work of AIM VII and the disk, set from the whole native curve within the ranges
 of their sources.`;

/** The text of the file, short maps on one line each. */
export function curveFileText(content: CurveFile): string {
  const document = new Document(content);
  visit(document, {
    Map: (key, node) => {
      node.flow = key !== null && !node.items.some(({ value }) => isMap(value));
    },
    Seq: (_, node) => {
      node.flow = !node.items.some(isMap);
    },
  });
  document.commentBefore = HEADING;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
