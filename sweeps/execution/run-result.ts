import { z } from 'zod';
import { ModelError, SpecError } from '../../model/index.ts';
import { CAUSES } from '../../model/core/charges.ts';
import { unit } from '../../model/units.ts';
import type { Job } from '../../model/run/job.ts';
import type { JobRunner } from '../../model/run/runner.ts';

/** A run to do: plain data, so that a worker on any machine can be sent it. */
export interface Task {
  run: number;
  key: string;
  job: Job;
  /** Keep where the cycles went. */
  charges: boolean;
}

const charge = z.object({ place: z.string(), cause: z.enum(CAUSES), cycles: z.number() });

/** What a run found. */
export const runResultSchema = z.object({
  run: z.int().min(0),
  /** The hash of all that it depends on. */
  key: z.string(),
  /** The value by replication, in the unit of the test. */
  values: z.array(z.number()),
  unit: z.union([unit, z.literal('')]),
  fingerprint: z.string(),
  /** Cycles of one operation. */
  cycles: z.number().exactOptional(),
  charges: z.array(charge).exactOptional(),
  /** Why there are no values. */
  error: z.string().exactOptional(),
});
export type RunResult = z.output<typeof runResultSchema>;

/** Runs that failed. */
export interface Failures {
  failed: number;
  /** The first of them, and why. */
  failure?: string;
}

export function failuresOf(results: readonly (RunResult | undefined)[]): Failures {
  const failures = results.flatMap((result) =>
    result?.error === undefined ? [] : [`run ${result.run}: ${result.error}`],
  );
  return { failed: failures.length, ...(failures.length > 0 ? { failure: failures[0] } : {}) };
}

/** Does a run; what the model refuses becomes the result's error. */
export function doRun(runner: JobRunner, { run, key, job, charges }: Task): RunResult {
  try {
    const [test] = job.tests ?? [];
    const { measured: all, fingerprint } = runner.run(job);
    const measured = all.find((one) => one.test === test);
    if (measured === undefined) throw new ModelError(`workload ${job.workload} has no result ${test}`);
    const { values, unit, cyclesPerOperation, operationCharges } = measured;
    return {
      ...{ run, key, values, unit, fingerprint },
      ...(cyclesPerOperation === 0 ? {} : { cycles: cyclesPerOperation }),
      ...(charges ? { charges: operationCharges } : {}),
    };
  } catch (error) {
    return { ...{ run, key, values: [], unit: '', fingerprint: '' }, error: refusalOf(error) };
  }
}

/** Why the model refuses a job: as a text, since an error keeps its class within one thread only. @throws any other error */
export function refusalOf(error: unknown): string {
  if (error instanceof SpecError || error instanceof ModelError) return error.message;
  throw error;
}
