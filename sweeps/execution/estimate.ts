import { JobRunner } from '../../model/run/runner.ts';
import type { Library } from '../../model/index.ts';
import type { Plan } from '../plan/plan.ts';
import { doRun } from './run-result.ts';

/** What a sweep is expected to take on one core. */
export interface Estimate {
  seconds: number;
  /** Of the average run. */
  secondsPerRun: number;
  sampled: number;
}

/** A variant and a measure are tried for so long, in ms, the first run left out. */
const TRIED_FOR = 250;
/** A run of this many ms is sampled once: what it loads and compiles is nothing beside it. */
const LONG = 4096;
/** Runs that are tried of a variant and a measure, at most. */
const MAX_TRIED = 16;

/**
 * Times a sample of the runs: of each variant and measure some that stand together, since runs that follow one another share work.
 * The first of several is left out: it also loads and compiles what the others share.
 */
export function estimate(plan: Plan, library: Library): Estimate {
  const runner = new JobRunner(library);
  let seconds = 0;
  let sampled = 0;
  for (const { first, end } of plan.stretches()) {
    const times: number[] = [];
    const from = first + Math.floor((end - first) / 2);
    for (let run = from; run < Math.min(end, from + MAX_TRIED); run++) {
      const started = performance.now();
      doRun(runner, { run, key: '', job: plan.jobOf(run), charges: false });
      times.push(performance.now() - started);
      if (times[0] > LONG || sum(times.slice(1)) > TRIED_FOR) break;
    }
    sampled += times.length;
    const lasting = times.length > 1 ? times.slice(1) : times;
    seconds += ((end - first) * sum(lasting)) / lasting.length / MS_PER_S;
  }
  return { seconds, secondsPerRun: seconds / Math.max(1, plan.runs), sampled };
}

const MS_PER_S = 1000;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Chunks take about so long, in seconds: a crash loses no more than that of each worker. */
const CHUNK_TIME = 1;
const MAX_CHUNK = 1000;

/** How many runs to do and write together. */
export function chunkOf({ secondsPerRun }: Estimate, runs: number, workers: number): number {
  const wanted = Math.floor(CHUNK_TIME / Math.max(secondsPerRun, CHUNK_TIME / MAX_CHUNK));
  // Each worker gets something to do, also of a small sweep.
  return Math.max(1, Math.min(wanted, MAX_CHUNK, Math.ceil(runs / workers)));
}
