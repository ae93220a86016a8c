import type { Override } from '../documents.ts';
import type { Precision } from './measure.ts';

/** One workload on one system: plain data, so that a worker can be sent it. The same job gives the same result whoever asks. */
export interface Job {
  /** A machine profile: a shipped name, or a path. */
  machine: string;
  /** A structure: a shipped name, or a path. */
  system: string;
  /** A workload: a shipped name, or a path. */
  workload: string;
  /**
   * Names of its tests, of its job mixes, or of results of its first job mix. By default the first job mix; all tests where there is none.
   */
  tests?: readonly string[];
  /** Of all random streams. */
  seed: string;
  /** Runs with page colourings and placements of their own. */
  replications: number;
  /** For whole workloads, in place of `replications`. */
  precision?: Precision;
  /** Fewer loads of a job mix, and what else the workload sets for a quick look. */
  quick?: boolean;
  /** A job mix at the loads that the benchmark's driver would choose. */
  driverLoads?: boolean;
  /** False to run every iteration, even of loops that repeat themselves: the result is the same. */
  fastForward?: boolean;
  /** Values to set. */
  overrides: readonly Override[];
}
