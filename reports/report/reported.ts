import type { Calibration } from '../../calibration/fit/calibration.ts';
import type { Experiments } from '../../calibration/experiments/experiments.ts';
import type { Ledger } from '../../calibration/ledger/ledger.ts';
import type { OperationCharges } from '../../calibration/experiments/operation-charges.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import type { Entry } from '../provenance.ts';
import type { KnownMiss } from './known-misses.ts';

/** What a report is made from. */
export interface Reported {
  /** Lists of experiments; accuracy is that of the first, the paper's. */
  lists: readonly Experiments[];
  rows: readonly Row[];
  operations: readonly OperationCharges[];
  /** Of the machine that the rows are from, when it was fitted and nothing was changed since. */
  calibration?: Calibration | undefined;
  /** Accuracy of earlier versions, likewise. */
  ledger?: Ledger | undefined;
  misses: readonly KnownMiss[];
  provenance: readonly Entry[];
  run: RunInfo;
}

/** How to get the same again. */
export interface RunInfo {
  version: string;
  node: string;
  revision?: string | undefined;
  machine: string;
  seed: string;
  fingerprint: string;
  /** As it was typed. */
  command: string;
}

/** Rows of the experiments of a list. */
export const rowsOf = (rows: readonly Row[], { list }: Experiments): Row[] =>
  rows.filter(({ experiment }) => Object.hasOwn(list, experiment));
