import { RandomStreams } from '../../model/core/random.ts';
import type { Parameter } from '../file/sweep.ts';
import { levelAt } from './levels.ts';
import type { Space } from './space.ts';

/**
 * A Latin hypercube (McKay, Beckman and Conover 1979): the range of each parameter is cut into as many equal parts as there are points, and
 * each part holds one point, at a random place in it.
 */
export function latinHypercube(
  parameters: Readonly<Record<string, Parameter>>,
  count: number,
  seed: string,
): Space {
  const streams = new RandomStreams(`${seed}/latin-hypercube`);
  const columns = Object.entries(parameters).map(([name, parameter]) => {
    const stream = streams.stream(name);
    const parts = Uint32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const other = stream.below(last + 1);
      [parts[last], parts[other]] = [parts[other], parts[last]];
    }
    const shares = Float64Array.from(parts, (part) => (part + stream.uniform()) / count);
    return (index: number) => levelAt(parameter, shares[index]);
  });
  return { size: count, at: (index) => columns.map((column) => column(index)) };
}
