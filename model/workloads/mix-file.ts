import { z } from 'zod';
import { mapOf } from '../spec/check.ts';
import { quantity, sourced } from '../spec/sourced.ts';

const name = z.string().min(1);
const whole = (min: number, max: number): z.ZodType<number> => sourced('count', { min, max, integer: true });
const load = z.int().min(1).max(10_000);

/** One access to a file for each block of a loop. */
const access = mapOf({
  /** The operation, measured in the detailed engine, that the processor does for it. */
  run: name,
  /** `common` is the file that all tasks share, `own` the task's temporary file. */
  on: z.enum(['common', 'own']),
  /** `append` makes the next block of the file, `through` waits until the block is on the disk. */
  how: z.enum(['read', 'append', 'rewrite', 'through', 'append-through']),
  order: z.enum(['sequential', 'random']).optional(),
});

const subtestStep = z.union(
  [
    mapOf({ run: name, times: z.int().min(1).max(1e6).optional() }),
    /** A loop over so large a part of the load's file size. */
    mapOf({ blocks: z.number().positive().max(4), do: z.array(access).min(1) }),
    /** The temporary file goes, with its blocks. */
    mapOf({ remove: z.literal('own') }),
  ],
  { error: 'a step { run, times }, { blocks, do } or { remove: own }' },
);

const subtest = mapOf({
  title: z.string().optional(),
  /** User operations of a run, by kind. */
  operations: z.record(name, z.number().positive().max(1e12)).optional(),
  steps: z.array(subtestStep).optional(),
});

const mix = mapOf({
  title: z.string(),
  'file-size': quantity('size', { min: 1024 }),
  'pool-size': quantity('size', { min: 0 }),
  /** Runs of each subtest by a task. */
  runs: z.record(name, z.int().min(1).max(1000)),
});

/**
 * Shape of the section `job-mix` of a workload: tasks that run subtests in random order and compete for one processor and one disk.
 * What the subtests' system calls cost is measured in the detailed engine; the mix itself is simulated burst by burst.
 */
export const jobMixSchema = mapOf({
  /** User work of a mean job of the mix `scaled-on`; the operations say how subtests share it. */
  'user-work-per-job': sourced('cycles'),
  'scaled-on': name,
  /** Cycles of a user operation of each kind. */
  operations: z.record(name, sourced('cycles')),
  driver: mapOf({
    'start-delay': sourced('duration'),
    /** The driver stops at a load at which each task gets no more jobs a minute than this. */
    crossover: sourced('count', { min: 0 }),
    loads: z.array(load).min(1),
    'quick-loads': z.array(load).min(1),
    /** How the driver itself chooses its loads. */
    stepping: mapOf({
      increment: whole(1, 1000),
      'fixed-points': whole(2, 1000),
      'grow-below': sourced('count', { min: 1 }),
      'shrink-above': sourced('count', { min: 1 }),
    }),
    /** Operations that the driver adds to each subtest. */
    'around-subtest': z.record(name, z.int().min(1).max(1000)),
  }),
  memory: mapOf({
    system: sourced('size'),
    'each-task': sourced('size'),
    page: sourced('size', { min: 1024 }),
  }),
  files: mapOf({
    block: sourced('size', { min: 512 }),
    'first-block': whole(0, 1e9),
    'blocks-per-group': whole(1, 1e6),
    'read-ahead': whole(0, 1024),
    /** Blocks of a loop that are taken together, when none of them has to wait. */
    'blocks-per-burst': whole(1, 4096),
  }),
  'write-back': mapOf({
    interval: sourced('duration', { min: 1 }),
    age: sourced('duration'),
    'dirty-limit': sourced('ratio', { min: 0, max: 1 }),
    'blocks-per-request': whole(1, 4096),
    'blocks-per-round': whole(1, 1e6),
  }),
  /** Operations that the mix itself needs. */
  costs: mapOf({
    'cold-read': name,
    'write-back-request': name,
    'free-block': name,
    /** Programs that compute alone and against a competitor; clock ticks and switches follow from them. */
    compute: name,
    compete: name,
    rounds: whole(1, 1e6),
  }),
  mixes: z.record(name, mix),
  subtests: z.record(name, subtest),
});

export type JobMixSpec = z.output<typeof jobMixSchema>;
export type MixSpec = JobMixSpec['mixes'][string];
