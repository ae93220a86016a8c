import type { Library } from '../../model/index.ts';
import { WITHOUT_INFERENCES } from '../../model/inference.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { loadKernelFiles, loadSources } from '../../model/library.ts';
import type { ExtendedDocument } from '../../model/document/check.ts';
import { testsOf } from '../../model/run/selection.ts';
import type { Job } from '../../model/run/job.ts';
import type { Row } from './row.ts';

/** Boots with sourced mechanisms alone, at most: they are shown beside the others, without their interval. */
const SOURCED_BOOTS = 3;

/**
 * The jobs that have to run once more, with sourced mechanisms alone: whole workloads on the systems that inferences reach. On the others
 * the result is the same.
 */
export function sourcedJobs(library: Library, jobs: ReadonlyMap<string, Job>): Map<string, Job> {
  const found = new Map<string, Job>();
  for (const [key, job] of jobs) {
    const { precision, ...rest } = job;
    const alone = {
      ...rest,
      replications: precision ? SOURCED_BOOTS : Math.min(SOURCED_BOOTS, job.replications),
      overrides: [...job.overrides, WITHOUT_INFERENCES],
    };
    if (isWhole(library, job) && differ(library, job, alone)) found.set(key, alone);
  }
  return found;
}

/** Whether a job runs a job mix, or tests whose measured parts are added up. */
function isWhole(library: Library, { workload, tests }: Job): boolean {
  const files = loadKernelFiles(library, 'workload', workload, workloadSchema);
  const wanted = testsOf(files).filter(([name]) => tests?.includes(name) ?? true);
  return files[0].spec['job-mix'] !== undefined || wanted.some(([, { total }]) => total !== undefined);
}

/** Whether two jobs read other content from a file. */
function differ(library: Library, job: Job, other: Job): boolean {
  const [left, right] = [job, other].map(({ system, workload, overrides }) => {
    const { structure, personality, workload: own } = loadSources(library, system, workload, overrides);
    return [...structure, ...personality, ...own].map(({ locator }) => (locator as ExtendedDocument).data);
  });
  return left.length !== right.length || left.some((data, index) => data !== right[index]);
}

/** Sets beside rows what the same rows are with sourced mechanisms alone. */
export function withSourced(rows: readonly Row[], sourced: readonly Row[]): Row[] {
  const found = new Map(sourced.map((row) => [keyOf(row), row]));
  return rows.map((row) => {
    const other = found.get(keyOf(row));
    if (other === undefined) return row;
    const { model, interval, penalty, relativeError } = other;
    return {
      ...row,
      sourced: {
        model,
        ...(interval ? { interval } : {}),
        ...(penalty ? { penalty } : {}),
        ...(relativeError === undefined ? {} : { relativeError }),
      },
    };
  });
}

const keyOf = ({ experiment, test, system }: Row): string => `${experiment} ${test} ${system}`;
