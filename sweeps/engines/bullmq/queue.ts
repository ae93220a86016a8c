import type { JobsOptions } from 'bullmq';
import type { Chunk } from '../../store/chunks.ts';

/** What a job in the queue carries: the runs of a chunk. */
export interface ChunkJob {
  /** Of the sweep; its texts stand in the server under this name. */
  identity: string;
  /** {@link pack}ed tasks. */
  tasks: string;
}

/** All keys begin so. */
export const PREFIX = 'ukperf';

/** Results may differ between engines, so each has a queue of its own: a worker never gets a job that it has to refuse. */
export const queueOf = (name: string, engine: string): string => `${name}-${engine}`;

/** Asked for twice, a chunk is one job. */
export const jobIdOf = (identity: string, { first, end }: Chunk): string => `${identity}-${first}-${end}`;

/** Where the texts of a sweep's inputs stand, packed. */
export const textsKeyOf = (identity: string): string => `${PREFIX}:texts:${identity}`;

/** The engines for which a queue of this name was ever asked something, by hash with the version of ukperf. */
export const enginesKeyOf = (name: string): string => `${PREFIX}:engines:${name}`;

/** What nobody has fetched goes away after so long, in s. */
export const EXPIRY = 7 * 24 * 60 * 60;

/** A job that throws is tried again; one whose worker has died is found by the others. */
export const JOB_OPTIONS: JobsOptions = {
  attempts: 3,
  backoff: { type: 'fixed', delay: 1000 },
  removeOnComplete: { age: EXPIRY },
  removeOnFail: { age: EXPIRY },
};

/** Events carry the results, too: nobody reads them from there, so few are kept. */
export const STREAMS = { events: { maxLen: 10 } };
