import type { Level } from './levels.ts';

/** The points of a sweep, in a fixed order. */
export interface Space {
  size: number;
  /** The value of each parameter, in the order of the file. */
  at(index: number): readonly Level[];
}
