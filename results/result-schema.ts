import { z } from 'zod';
import { experimentsSchema } from '../calibration/experiments/experiments.ts';
import { inputFile } from './inputs.ts';
import { RESULT_SCHEMA, type Result } from './result.ts';

const name = z.string().max(1000);
const numberOfRuns = z.int().min(1).max(10_000);

const override = z.looseObject({
  path: name,
  value: name,
  provenance: z.looseObject({ source: z.string(), status: z.string() }).optional(),
});

const request = z.looseObject({
  command: z.enum(['reproduce', 'run']),
  line: z.array(z.string()),
  machine: name,
  seed: name,
  replications: numberOfRuns,
  precision: z
    .looseObject({ halfWidth: z.number().positive(), least: numberOfRuns, most: numberOfRuns })
    .optional(),
  quick: z.boolean(),
  overrides: z.array(override),
  experiments: experimentsSchema.shape.list.optional(),
  system: name.optional(),
  workload: name.optional(),
  tests: z.array(name).optional(),
  mixes: z.array(name).optional(),
  driverLoads: z.boolean().optional(),
});

const row = z.looseObject({
  experiment: name,
  test: name,
  system: name,
  unit: name,
  model: z.number(),
  interval: z.tuple([z.number(), z.number()]).optional(),
});

/** What is looked at again of a saved result; the rest is taken as it stands. */
export const resultSchema = z.looseObject({
  schema: z.literal(RESULT_SCHEMA),
  version: name,
  node: name,
  revision: name.optional(),
  request,
  fingerprint: name,
  rows: z.array(row),
  files: z.array(inputFile),
  parameters: z.record(
    name,
    z.record(name, z.union([name, z.number(), z.boolean()], { error: 'a single value' })),
  ),
}) as unknown as z.ZodType<Result>;
