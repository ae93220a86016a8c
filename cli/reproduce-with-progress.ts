import { reproduce, type ReproduceOptions, type Reproduction } from '../calibration/experiments/reproduce.ts';
import { Progress } from './output.ts';
import { onWorkers } from '../sweeps/execution/on-threads.ts';

/** Runs a reproduction, on threads when there is more than one worker, and shows how far it is. */
export async function reproduceWithProgress(
  options: Omit<ReproduceOptions, 'execute' | 'onProgress'>,
  workers: number,
): Promise<Reproduction> {
  const progress = new Progress();
  try {
    return await reproduce({
      ...options,
      ...(workers > 1 ? { execute: onWorkers(workers) } : {}),
      onProgress: (done, total) => {
        progress.update(done, total);
      },
    });
  } finally {
    progress.stop();
  }
}
