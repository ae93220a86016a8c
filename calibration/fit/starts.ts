import { RandomStream } from '../../model/core/random.ts';
import type { Prior } from './prior.ts';
import type { Settings } from './settings.ts';

/** The sourced values first, then points drawn from the prior. */
export function startsOf(settings: Settings, { lower, upper }: Prior): number[][] {
  const normal = normalSource(`${settings.seed}/starts`);
  return Array.from({ length: settings.starts }, (_, start) =>
    lower.map((low, index) => (start === 0 ? 0 : Math.min(Math.max(normal(), low), upper[index]))),
  );
}

/** Standard normal numbers (Box and Muller). */
function normalSource(seed: string): () => number {
  const stream = new RandomStream(seed);
  return () => Math.sqrt(-2 * Math.log(1 - stream.uniform())) * Math.cos(2 * Math.PI * stream.uniform());
}
