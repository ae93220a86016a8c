import { z } from 'zod';
import { mapOf } from '../../document/check.ts';
import { boundary, sections } from './sections.ts';

/** Shape of a personality (`model/kernels/personalities/*`). */
export const personalitySchema = mapOf({
  personality: z.string().describe('Name of the personality.'),
  boundary: boundary.describe('Paths that a structure must provide, with their parameters.').optional(),
  ...sections,
}).describe('A personality: an operating system over boundary operations that a structure provides.');

export type Personality = z.output<typeof personalitySchema>;
