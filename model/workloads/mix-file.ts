import { z } from 'zod';
import { mapOf } from '../document/check.ts';
import { quantity, sourced } from '../document/sourced.ts';

const name = z.string().min(1);
const whole = (min: number, max: number): z.ZodType<number> => sourced('count', { min, max, integer: true });
const load = z.int().min(1).max(10_000);

/** One access to a file for each block of a loop. */
const access = mapOf({
  run: name.describe('The operation, measured in the detailed engine, that the processor does for it.'),
  on: z
    .enum(['common', 'own'])
    .describe("`common` is the file that all tasks share, `own` the task's temporary file."),
  how: z
    .enum(['read', 'append', 'rewrite', 'through', 'append-through'])
    .describe('`append` makes the next block of the file, `through` waits until the block is on the disk.'),
  order: z
    .enum(['sequential', 'random'])
    .describe('Which block comes next; sequential by default.')
    .optional(),
});

const subtestStep = z.union(
  [
    mapOf({
      run: name.describe('A program of the workload, measured in the detailed engine.'),
      times: z.int().min(1).max(1e6).describe('How often it runs; 1 by default.').optional(),
    }),
    mapOf({
      blocks: z.number().positive().max(4).describe("A loop over so large a part of the load's file size."),
      do: z.array(access).min(1).describe('Accesses to files for each block.'),
    }),
    mapOf({ remove: z.literal('own').describe('The temporary file goes, with its blocks.') }),
  ],
  { error: 'a step { run, times }, { blocks, do } or { remove: own }' },
);

const subtest = mapOf({
  title: z.string().describe('What the subtest is, in one line.').optional(),
  operations: z
    .record(name, z.number().positive().max(1e12))
    .describe('User operations of a run, by kind.')
    .optional(),
  steps: z
    .array(subtestStep)
    .describe('What a run does in turn: { run, times }, { blocks, do } or { remove: own }.')
    .optional(),
});

const mix = mapOf({
  title: z.string().describe('What the mix is, in one line.'),
  'file-size': quantity('size', { min: 1024 }).describe(
    'Size of a file, to which comes its share of the pool.',
  ),
  'pool-size': quantity('size', { min: 0 }).describe('Size that the files of all tasks of a load share.'),
  runs: z.record(name, z.int().min(1).max(1000)).describe('Runs of each subtest by a task.'),
});

/**
 * Shape of the section `job-mix` of a workload: tasks that run subtests in random order and compete for one processor and one disk.
 * What the subtests' system calls cost is measured in the detailed engine; the mix itself is simulated burst by burst.
 */
export const jobMixSchema = mapOf({
  'user-work-per-job': sourced('cycles').describe(
    'User work of a mean job of the mix `scaled-on`; the operations say how subtests share it.',
  ),
  'scaled-on': name.describe('The mix whose mean job has the user work.'),
  operations: z.record(name, sourced('cycles')).describe('Cycles of a user operation of each kind.'),
  'compiler-options': z
    .record(name, z.record(name, sourced('cycles')))
    .describe('Cycles of the kinds that depend on how the suite was compiled, by option of the compiler.')
    .optional(),
  'compiled-with': name.describe('The one of the compiler options that was used.').optional(),
  driver: mapOf({
    'start-delay': sourced('duration').describe('Sleep of each task before its first job.'),
    crossover: sourced('count', { min: 0 }).describe(
      'The driver stops at a load at which each task gets no more jobs a minute than this.',
    ),
    loads: z.array(load).min(1).describe('Numbers of tasks that are run.'),
    'quick-loads': z.array(load).min(1).describe('Numbers of tasks of a quick look.'),
    stepping: mapOf({
      increment: whole(1, 1000).describe('Tasks that the next load has more, at first.'),
      'fixed-points': whole(2, 1000).describe('Loads before the increment may change.'),
      'grow-below': sourced('count', { min: 1 }).describe(
        'The increment grows below this growth of the time.',
      ),
      'shrink-above': sourced('count', { min: 1 }).describe(
        'The increment shrinks above this growth of the time.',
      ),
    }).describe('How the driver itself chooses its loads.'),
    'around-subtest': z
      .record(name, z.int().min(1).max(1000))
      .describe('Operations that the driver adds to each subtest, and how many.'),
  }).describe('The program that starts tasks and counts jobs.'),
  memory: mapOf({
    system: sourced('size').describe('Memory that the system takes.'),
    'each-task': sourced('size').describe('Memory that each task takes.'),
    page: sourced('size', { min: 1024 }).describe('Size of a page.'),
  }).describe('Who takes memory from the buffer cache.'),
  files: mapOf({
    block: sourced('size', { min: 512 }).describe('Size of a block of a file.'),
    'first-block': whole(0, 1e9).describe('Where on the disk the files begin.'),
    'blocks-per-group': whole(1, 1e6).describe(
      'Blocks of a group of cylinders, from which a file takes its own.',
    ),
    'direct-blocks': whole(0, 1024).describe('Blocks of a file that its inode names.'),
    'blocks-per-indirect': whole(1, 65_536).describe('Blocks that an indirect block names.'),
    'read-ahead': whole(0, 1024).describe('Blocks that are read ahead of a sequential reader.'),
    'blocks-per-burst': whole(1, 4096).describe(
      'Blocks of a loop that are taken together, when none of them has to wait.',
    ),
  }).describe('How files lie on the disk.'),
  'write-back': mapOf({
    interval: sourced('duration', { min: 1 }).describe('Time between two rounds of the daemon.'),
    age: sourced('duration').describe('Age at which a dirty block is written.'),
    'metadata-age': sourced('duration').describe(
      'Age at which a changed bitmap, inode or indirect block is written.',
    ),
    'dirty-limit': sourced('ratio', { min: 0, max: 1 }).describe(
      'Share of dirty blocks above which writers wait.',
    ),
    'blocks-per-request': whole(1, 4096).describe('Neighbouring blocks that become one request.'),
    'blocks-per-round': whole(1, 1e6).describe('Blocks of one round, at most.'),
  }).describe('The daemon that writes dirty blocks to the disk.'),
  costs: mapOf({
    'cold-read': name.describe('Test of a read that misses the buffer cache.'),
    'write-back-request': name.describe('Test of a request of the daemon.'),
    'free-block': name.describe('Test of the release of a block.'),
    compute: name.describe('Test of a program that computes alone; clock ticks follow from it.'),
    compete: name.describe('Test of a program that computes against a competitor; switches follow from it.'),
    rounds: whole(1, 1e6).describe('Rounds of those two programs.'),
  }).describe('Operations that the mix itself needs, measured in the detailed engine.'),
  mixes: z
    .record(name, mix)
    .describe('File sizes, and how often a task runs each subtest. The first is the usual one.'),
  subtests: z.record(name, subtest).describe('What a run of each subtest does.'),
});

export type JobMixSpec = z.output<typeof jobMixSchema>;
