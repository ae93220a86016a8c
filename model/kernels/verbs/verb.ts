import type { z } from 'zod';
import type { KeyPath } from '../../document/document.ts';
import type { PathAssembler } from '../assembler/path-assembler.ts';
import type { Block, BlockSchema } from '../language/block.ts';

/** A verb of the path language: how a step with it is written, what it means, and what it becomes. */
export interface Verb<Schema extends z.ZodObject = z.ZodObject> {
  /** The step as it stands in a file; what its keys mean stands in their descriptions. A verb that holds steps is given their schema. */
  schema: Schema | ((block: BlockSchema) => Schema);
  /** Emits the step's operations, and reports what is wrong with it. */
  assemble(path: PathAssembler, step: z.output<Schema>, at: KeyPath): void;
  /** The lists of steps that run as part of the step. */
  blocks?(step: z.output<Schema>): Block[];
  /** What the step is about, for those who look at it as it runs; the value of the verb by default. */
  about?(step: z.output<Schema>): string;
}

/** Infers the type of a verb's steps from its schema. */
export function verb<Schema extends z.ZodObject>(definition: Verb<Schema>): Verb<Schema> {
  return definition;
}
