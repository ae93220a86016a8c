import { fileURLToPath } from 'node:url';
import type { Followed, Following } from '../../sweeps/engines/engine.ts';
import { openQueue } from '../../sweeps/engines/bullmq/coordinate.ts';
import { serverOf } from '../../sweeps/engines/bullmq/connection.ts';
import { followOnSlurm } from '../../sweeps/engines/slurm/follow.ts';
import { shellWords } from '../../sweeps/engines/slurm/shell-words.ts';
import { mostTasks } from '../../sweeps/engines/slurm/slurm.ts';
import type { Shard } from '../../sweeps/execution/shard.ts';
import { engineHash } from '../provenance/engine-hash.ts';
import { UsageError } from '../output.ts';
import { startWorkers } from './worker.ts';

/** What runs a sweep. */
export const ENGINES = ['local', 'slurm', 'bullmq'] as const;
export type Engine = (typeof ENGINES)[number];

export interface EngineOptions {
  engine: Engine;
  tasks?: number;
  slurmOptions?: string;
  queue: string;
  /** Worker threads of this program itself; undefined for none. */
  ownWorkers: number | undefined;
  shard?: Shard;
  failFast?: boolean;
}

/** Has what is missing of a sweep done elsewhere. */
export type RunElsewhere = (following: Following) => Promise<Followed>;

/** The command line's own program, as other machines with the same disk start it. */
const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** Options of sbatch that are this program's to set. */
const OWN_OPTIONS = /^(-a|--array|-J|--job-name)(=|$)/;

/**
 * Looks whether what runs a sweep elsewhere is there.
 * @returns what has a sweep done there, or undefined for this machine
 * @throws EngineError, UsageError
 */
export async function openEngine(options: EngineOptions): Promise<RunElsewhere | undefined> {
  const { engine, tasks, slurmOptions, shard, failFast } = options;
  const misplaced =
    (engine !== 'slurm' &&
      ((tasks !== undefined && '--tasks') || (slurmOptions !== undefined && '--slurm-options'))) ||
    (engine !== 'local' && ((shard !== undefined && '--shard') || (failFast && '--fail-fast')));
  if (misplaced)
    throw new UsageError(`--engine ${engine}: expected no ${misplaced}, which means nothing to it`);
  if (options.engine === 'slurm') return openSlurm(options);
  if (options.engine === 'bullmq') return openBullmq(options);
  return undefined;
}

async function openSlurm({ tasks, slurmOptions = '' }: EngineOptions): Promise<RunElsewhere> {
  const options = shellWords(slurmOptions);
  const own = options.find((word) => OWN_OPTIONS.test(word));
  if (own !== undefined)
    throw new UsageError(
      `--slurm-options: expected options other than the array (see --tasks) and the job's name, found ${own}`,
    );
  await mostTasks();
  return (following) => followOnSlurm(following, { tasks, options, command: [process.execPath, MAIN] });
}

async function openBullmq({ queue, ownWorkers }: EngineOptions): Promise<RunElsewhere> {
  const server = serverOf(process.env);
  const follow = await openQueue({ server, queue }, engineHash());
  return async (following) => {
    if (ownWorkers === undefined) return follow(following);
    const end = startWorkers({ server, queue, threads: ownWorkers, say: following.say });
    try {
      return await follow(following);
    } finally {
      await end();
    }
  };
}
