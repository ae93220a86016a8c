import type { Run } from '../../engine/tasks.ts';
import { INITIAL } from '../../state/explorer-state.ts';

/** The systems of the paper, the native one first. */
export const NATIVE = 'linux';
export const SYSTEMS = [
  NATIVE,
  'l4linux',
  'l4linux-trampoline',
  'mklinux-in-kernel',
  'mklinux-user',
] as const;

/** As many as `ukperf reproduce` takes. */
export const REPLICATIONS = 5;

/** A run on the machine of the paper, with the seed that `ukperf reproduce` gives it. */
export function runOf(
  system: string,
  workload: string,
  test: string,
  { overrides = [], replications = REPLICATIONS }: Partial<Pick<Run, 'overrides' | 'replications'>> = {},
): Run {
  const { machine, seed } = INITIAL;
  return { machine, seed, replications, system, workload, test, overrides };
}
