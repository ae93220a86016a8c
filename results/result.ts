import type { Experiment } from '../calibration/experiments/experiments.ts';
import type { Row } from '../calibration/experiments/row.ts';
import type { InputFile } from './inputs.ts';
import type { Charge, Override, Precision } from '../model/index.ts';

/** What was asked for: all that is needed to ask again. */
export interface Request {
  command: 'reproduce' | 'run';
  /** Words of the command line, for people. */
  line: string[];
  machine: string;
  seed: string;
  replications: number;
  precision?: Precision;
  quick: boolean;
  overrides: Override[];
  /** Of `reproduce`. */
  experiments?: Record<string, Experiment>;
  /** Of `run`. */
  system?: string;
  workload?: string;
  tests?: string[];
  /** Of `run`, instead of tests: job mixes, at the driver's own loads where they were asked for. */
  mixes?: string[];
  driverLoads?: boolean;
}

/** A figure of a result; those of a reproduction have published ones beside them. */
export type ResultRow = Pick<Row, 'experiment' | 'test' | 'system' | 'unit' | 'model'> & Partial<Row>;

/** A resolved parameter: its text in a file, by path. */
export type Parameters = Record<string, Record<string, string | number | boolean>>;

/** A result with everything that it depends on. */
export interface Result {
  schema: typeof RESULT_SCHEMA;
  /** Of ukperf. */
  version: string;
  /** Of Node. */
  node: string;
  /** Of the working copy, when it is one: the commit, with `+` for changes that are not committed. */
  revision?: string;
  request: Request;
  fingerprint: string;
  rows: ResultRow[];
  charges: Charge[];
  elapsedCycles: number;
  /** Texts that were read, with their hashes; their copies lie beside the result. */
  files: InputFile[];
  /** Resolved values, by kind and name, then by path. */
  parameters: Parameters;
}

/** What came out. */
export type Found = Pick<Result, 'fingerprint' | 'rows' | 'charges' | 'elapsedCycles'>;

export const RESULT_SCHEMA = 'ukperf/result/1';
