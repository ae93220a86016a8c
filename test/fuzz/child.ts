import { rmSync } from 'node:fs';
import type { Sample } from './corpus.ts';
import { attempt, ATTEMPTS_DIRECTORY, type Verdict } from './attempt.ts';

/** What a child says of an input: a verdict, or the fault that it met; and the most memory that it ever took, in KiB. */
export interface Answer {
  verdict?: Verdict;
  fault?: string;
  memory: number;
}

process.on('exit', () => {
  rmSync(ATTEMPTS_DIRECTORY, { recursive: true, force: true });
});
process.on('disconnect', () => process.exit());

process.on('message', (sample: Sample) => {
  const answer = ((): Omit<Answer, 'memory'> => {
    try {
      return { verdict: attempt(sample) };
    } catch (error) {
      return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  })();
  process.send?.({ ...answer, memory: process.resourceUsage().maxRSS });
});
process.send?.('ready');
