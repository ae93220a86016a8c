import { compileTraceable } from '../model/kernels/compile/compile.ts';
import type { Library } from '../model/library.ts';
import { callTreeOf, type CallTree } from '../model/trace/call-tree.ts';
import { traceTest } from '../model/trace/trace-test.ts';
import { runOptions } from './run-options.ts';
import { refuse } from './settings.ts';
import { testOf } from '../model/run/selection.ts';
import { loadSystem, type SystemOptions } from './system.ts';

/** What {@link callTree} looks at. */
export interface CallTreeOptions extends SystemOptions {
  /** The test of the workload; the only one by default. */
  test?: string;
  /** Seed of all random streams, `'1'` by default. */
  seed?: string;
  /** How many operations to look at, 1 to 10,000: the last that were measured, when caches have settled. 1 by default. */
  operations?: number;
}

const MOST_OPERATIONS = 10_000;

/**
 * What one operation of a test is made of: the paths that ran, nested as they called each other, with the cycles and causes of each step.
 *
 * **When to use.** To see why an operation takes as long as it does, step by step; `operationCharges` of {@link simulate} say it by place
 * and cause. The command line draws the same as a flame chart: `ukperf explain --method flame`.
 *
 * **Details.** The run is the first replication of {@link simulate} with the same seed, step by step. Nodes of the same name below the
 * same nodes are one; a step knows the file and line that it comes from. More `operations` than one give the mean of one.
 *
 * Of a test that reports a part of what runs, only the time of that part is in the tree; of one that reports the fastest execution, only
 * this one. What a test subtracts is in the tree.
 *
 * **Gotchas.** Nothing is fast-forwarded: whole workloads take minutes.
 *
 * @param library - where the files come from
 * @param options - what to look at
 * @throws `SpecError`, `ModelError` as {@link simulate} does
 * @throws `RangeError` when `set` names no key, or `operations` is no whole number from 1 to 10,000
 *
 * @example
 * ```ts
 * import { callTree, type CallNode } from 'ukperf';
 * import { shipped } from 'ukperf/data';
 *
 * const { roots } = callTree(shipped, { machine: 'pentium-133', system: 'l4linux', workload: 'getpid' });
 * const print = ({ kind, name, cycles, children }: CallNode, depth = 0): void => {
 *   console.log(`${'  '.repeat(depth)}${kind} ${name}: ${cycles}`);
 *   for (const child of children) print(child, depth + 1);
 * };
 * for (const root of roots) print(root);
 * ```
 */
export function callTree(library: Library, options: CallTreeOptions): CallTree {
  const { operations = 1 } = options;
  if (!Number.isInteger(operations) || operations < 1 || operations > MOST_OPERATIONS)
    refuse('operations', `a whole number from 1 to ${MOST_OPERATIONS}`, operations);
  const { seed } = runOptions(options);
  const loaded = loadSystem(library, options);
  const [name, test] = testOf(loaded.sources.workload, options.test);
  const traceable = compileTraceable(loaded.sources);
  return callTreeOf(traceTest(traceable, loaded.machine.values, name, test, { seed, operations }));
}
