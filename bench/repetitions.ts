/** How often each contestant runs; the median counts. */
export const REPETITIONS = 7;

export interface Contestant<Sample> {
  name: string;
  run(): Sample | Promise<Sample>;
}

/**
 * Runs the contestants in turn (A B C A B C ...), so that a change in the machine's speed falls on all of them;
 * a first round, not recorded, warms up. Gives the samples of each contestant by its name.
 */
export async function interleave<Sample>(
  repetitions: number,
  contestants: readonly Contestant<Sample>[],
): Promise<Map<string, Sample[]>> {
  const samples = new Map(contestants.map(({ name }): [string, Sample[]] => [name, []]));
  for (let repetition = -1; repetition < repetitions; repetition++) {
    for (const contestant of contestants) {
      const sample = await contestant.run();
      if (repetition >= 0) samples.get(contestant.name)?.push(sample);
    }
  }
  return samples;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('No median of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
