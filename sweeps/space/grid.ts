import type { Parameter } from '../file/sweep.ts';
import { levelsOf } from './levels.ts';
import type { Space } from './space.ts';

/** Every combination of the values; the last parameter moves fastest. */
export function grid(parameters: readonly Parameter[]): Space {
  const levels = parameters.map(levelsOf);
  const size = levels.reduce((product, { length }) => product * length, 1);
  return {
    size,
    at(index) {
      const point = new Array<(typeof levels)[number][number]>(levels.length);
      let rest = index;
      for (let place = levels.length - 1; place >= 0; place--) {
        const { length } = levels[place];
        point[place] = levels[place][rest % length];
        rest = Math.floor(rest / length);
      }
      return point;
    },
  };
}
