import { readFileSync } from 'node:fs';
import type { Reproduction } from '../../calibration/experiments/reproduce.ts';
import { loadMachine, type Override } from '../../model/index.ts';
import { documentsOf } from '../../model/library.ts';
import { sha256 } from '../../results/inputs.ts';
import type { Lock, LockedRow, LockRequest } from '../../results/lock/lock.ts';
import { RecordingLibrary } from '../../results/recording-library.ts';
import { DiskLibrary } from '../../api/disk-library.ts';
import { programHash } from '../provenance/engine-hash.ts';
import { chosenOf, listsOf, runsOf, SHIPPED } from '../experiment-lists.ts';
import { checkOverrides, precisionOf } from '../options.ts';
import { version } from '../output.ts';
import { EXPERIMENTS, MODERN_EXPERIMENTS, MODERN_TARGETS, TARGETS, textOf } from '../shipped.ts';
import { reproduceWithProgress } from '../reproduce-with-progress.ts';

/** A run of a request, from the files as they are. */
export interface Ran {
  request: LockRequest;
  reproduction: Reproduction;
  /** Texts that it was made from, by file. */
  texts: ReadonlyMap<string, string>;
  /** Clock of the machine of an experiment, in cycles a second. */
  clockOf: (experiment: string) => number;
}

/**
 * Runs a request; it names its files from the working directory.
 * @param sourced runs whole workloads with sourced mechanisms alone too
 * @throws SpecError and UsageError for wrong files
 */
export async function runRequest(request: LockRequest, workers: number, sourced = false): Promise<Ran> {
  const { seed, replications, precision, quick, set = {}, only = [], targets: targetFiles = [] } = request;
  const { experiments, targets } = listsOf(request.experiments, targetFiles);
  const machine = request.machine ?? experiments.machine;
  const overrides = Object.entries(set).map(([path, value]): Override => ({ path, value }));
  const library = new RecordingLibrary(new DiskLibrary());
  const runs = runsOf(chosenOf(experiments, only), machine);
  checkOverrides(library, overrides, runs);
  const reproduction = await reproduceWithProgress(
    {
      ...{ library, experiments, targets, machine, seed, replications, quick, overrides, names: only },
      sourced,
      ...(precision === undefined ? {} : { precision: precisionOf(precision) }),
    },
    workers,
  );
  // The workers read most files, each for itself.
  for (const { machine, system, workload } of runs) documentsOf(library, machine, system, workload);
  return {
    request,
    reproduction,
    texts: new Map([...library.texts, ...listTexts([...request.experiments, ...targetFiles])]),
    clockOf: (experiment) =>
      loadMachine(library, experiments.list[experiment].machine ?? machine, overrides).machine.processor
        .clock,
  };
}

/** Texts of lists of experiments and of published results. */
function listTexts(files: readonly string[]): [string, string][] {
  return files.flatMap((file): [string, string][] =>
    file === SHIPPED
      ? [EXPERIMENTS, MODERN_EXPERIMENTS, TARGETS, MODERN_TARGETS].map((one) => [one, textOf(one).text])
      : [[file, readFileSync(file, 'utf8')]],
  );
}

/** Programs that figures depend on. */
const ENGINE = ['dist/model', 'dist/calibration'];
const HASH_DIGITS = 16;

/** What a lock file says of a run; nothing may move, until a person allows it to. */
export function lockOf({ request, reproduction, texts }: Ran): Lock {
  const { fingerprint, fingerprints, rows } = reproduction;
  return {
    ukperf: version(),
    request,
    tolerance: { amount: 0, unit: '%' },
    fingerprint,
    inputs: {
      engine: programHash(ENGINE),
      files: Object.fromEntries([...texts].map(([file, text]) => [file, sha256(text).slice(0, HASH_DIGITS)])),
    },
    experiments: Object.fromEntries(
      Object.entries(fingerprints).map(([name, fingerprint]) => [
        name,
        {
          fingerprint,
          rows: rows
            .filter(({ experiment }) => experiment === name)
            .map(({ test, system, model, unit, published }): LockedRow => {
              return { test, system, model, unit, ...(published === undefined ? {} : { published }) };
            }),
        },
      ]),
    ),
  };
}
