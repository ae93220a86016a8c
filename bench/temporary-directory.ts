import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs something that needs a directory of its own, which is gone afterwards. */
export async function inTemporaryDirectory<Result>(
  run: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'ukperf-bench-'));
  try {
    return await run(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
