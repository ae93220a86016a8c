import { z } from 'zod';
import { mapOf } from '../../document/check.ts';
import { sourceText, status } from '../../document/sourced.ts';
import { identifier } from '../language/names.ts';
import { structureSchema } from './structure-file.ts';

/** What an inference may be about: structures over one µ-kernel, or programs, which all systems share. */
export const FAMILIES = ['l4', 'mach', 'programs'] as const;
/** One of {@link FAMILIES}. */
export type Family = (typeof FAMILIES)[number];

const quantity = z.union([z.number(), z.string()], { error: 'a value, with its unit where it has one' });

/** Shape of an inference (`model/kernels/inferred/*.yaml`, and candidates in `calibration/inference/candidates`). */
export const inferenceSchema = mapOf({
  inference: identifier.describe('Name of the inference.'),
  title: z.string().min(1).describe('What is inferred, in one line.'),
  family: z
    .enum(FAMILIES)
    .describe('What it is about: structures over L4 or over Mach, or programs, which all systems share.'),
  reading: z
    .string()
    .min(1)
    .describe('What it would be physically: what the machine does, and why it might.'),
  evidence: z
    .string()
    .min(1)
    .describe('What speaks for it and against it, besides the rows it is judged by.')
    .optional(),
  group: identifier
    .describe('Of the inferences of a group only one can hold: they are readings of one mechanism.')
    .optional(),
  structures: z
    .array(identifier)
    .min(1)
    .describe('The structures that have it, and all that extend them; all structures by default.')
    .optional(),
  adds: structureSchema
    .pick({ functions: true, paths: true, regions: true, constants: true, costs: true })
    .describe('What is added to a structure: a path or function of the same name takes the place of its own.')
    .optional(),
  sets: z
    .record(
      z.string(),
      mapOf({
        value: quantity.describe('The value.'),
        source: sourceText,
        status,
        range: z.tuple([quantity, quantity]).describe('[low, high]: what one may believe.').optional(),
        fit: z.boolean().describe('`ukperf infer` sets it on calibration rows, within its range.').optional(),
      }),
    )
    .describe('Values by path, such as constants.more-link-calls, of structure, personality or workload.')
    .optional(),
}).describe(
  'An inference: a mechanism without a source, its physical reading, and what it adds to the model.',
);

/** A mechanism that no source gives, as it is added to the model. */
export type Inference = z.output<typeof inferenceSchema>;
