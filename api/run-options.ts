import { refuse } from './settings.ts';

/** How random streams are drawn, and how often. */
export interface RunOptions {
  /** Seed of all random streams: page colours, placement of code and data, choices. `'1'` by default, as on the command line. */
  seed?: string;
  /** Runs with page colourings and placements of their own, 1 to 10,000; the value is their mean. 1 by default. */
  replications?: number;
}

const DEFAULT_SEED = '1';
const MOST_REPLICATIONS = 10_000;

/** The options with what holds by default. @throws RangeError */
export function runOptions({ seed = DEFAULT_SEED, replications = 1 }: RunOptions): Required<RunOptions> {
  if (!Number.isInteger(replications) || replications < 1 || replications > MOST_REPLICATIONS)
    refuse('replications', `a whole number from 1 to ${MOST_REPLICATIONS}`, replications);
  return { seed, replications };
}
