import type { Published } from '../../calibration/experiments/published.ts';
import type { Tolerance } from './tolerance.ts';

/** The version of the form of lock files. */
export const LOCK_VERSION = 1;

/** What is run. Files are named from the directory of the lock file. */
export interface LockRequest {
  /** Files of experiments; `shipped` stands for those of the package. */
  experiments: string[];
  targets?: string[] | undefined;
  /** Names of experiments; all when absent. */
  only?: string[] | undefined;
  /** Absent: the machine that the first list of experiments names. */
  machine?: string | undefined;
  seed: string;
  replications: number;
  /** Half the width of the interval of a whole workload, as a share of its value. */
  precision?: number | undefined;
  quick: boolean;
  /** Values by their paths. */
  set?: Record<string, string> | undefined;
}

export interface LockedRow {
  test: string;
  system: string;
  model: number;
  unit: string;
  published?: Published | undefined;
  /** A person's, as is the note: they outlive an update. */
  tolerance?: Tolerance | undefined;
  note?: string | undefined;
}

export interface LockedExperiment {
  fingerprint: string;
  tolerance?: Tolerance | undefined;
  note?: string | undefined;
  rows: LockedRow[];
}

/** What a run is made from, as hashes. */
export interface LockedInputs {
  engine: string;
  /** By file. */
  files: Record<string, string>;
}

/** The figures of a run, and what they were made from. */
export interface Lock {
  /** Version of ukperf that wrote it. */
  ukperf: string;
  request: LockRequest;
  /** Of rows that have none of their own, nor their experiment. */
  tolerance: Tolerance;
  fingerprint: string;
  inputs: LockedInputs;
  experiments: Record<string, LockedExperiment>;
}

/** Identifies a row within its experiment. */
export const rowKey = ({ test, system }: { test: string; system: string }): string => `${test} ${system}`;
