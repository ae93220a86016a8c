import type { SpecDocument } from '../../model/document/document.ts';
import type { SweepFile } from './sweep-schema.ts';

/** Values of a parameter: a list, evenly spaced ones, or machines. */
export type ParameterValues =
  | { kind: 'list'; values: (string | number)[] }
  | {
      kind: 'range';
      from: number;
      to: number;
      unit: string;
      steps: number | undefined;
      scale: 'linear' | 'log';
      whole: boolean;
    }
  | { kind: 'machines'; machines: string[] };

export interface Parameter {
  title: string;
  /** Paths that are set together; of machines none. */
  set: string[];
  values: ParameterValues;
  /** What its numbers count, as written in the file. */
  unit: string;
}

export type Derived = NonNullable<SweepFile['derived']>[string];
export type Chart = NonNullable<SweepFile['charts']>[number];
/** How the points are laid out. */
export type Design = 'grid' | 'one-at-a-time' | { sample: 'latin-hypercube' | 'sobol'; count: number };

export type Sweep = Omit<SweepFile, 'parameters' | 'design' | 'derived' | 'where' | 'charts'> & {
  parameters: Record<string, Parameter>;
  design: Design;
  where: string[];
  derived: Record<string, Derived>;
  charts: Chart[];
};

/** A sweep, and where each of its parts stands. */
export interface LocatedSweep {
  sweep: Sweep;
  document: SpecDocument;
}
