import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Seconds that a command took, of CPU with all its threads, and by the clock. */
export interface Cost {
  cpu: number;
  wall: number;
}

/** This build's command line. */
const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));

/** Runs a command of ukperf in a fresh process. */
export async function costOf(words: readonly string[], main = MAIN): Promise<Cost> {
  const start = performance.now();
  const { stderr } = await execute(
    process.execPath,
    ['--import', new URL('./cpu-time.js', import.meta.url).href, main, ...words],
    { maxBuffer: 2 ** 26 },
  );
  const wall = (performance.now() - start) / 1e3;
  return { cpu: Number(stderr.trim().split('\n').at(-1)), wall };
}
