import type { z } from 'zod';

/** A checked step: a map with one verb, and the verb's modifiers beside it. What it means, its verb knows. */
export type Step = Readonly<Record<string, unknown>>;

/** A list of steps. */
export type Block = readonly Step[];

/** Schema of a list of steps: verbs that hold steps are given it, since steps hold steps. */
export type BlockSchema = z.ZodType<Block>;
