import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CalibrationTargets } from '../../calibration/fit/calibration-targets.ts';
import { fittableParameters } from '../../calibration/fit/parameters.ts';
import { wholeUnitsOf } from '../../calibration/fit/whole-units.ts';
import { readCandidate, type Candidate } from '../../calibration/inference/candidate.ts';
import { infer, type Inferred } from '../../calibration/inference/infer.ts';
import type { InferSettings } from '../../calibration/inference/settings.ts';
import type { Library } from '../../model/index.ts';
import { DiskLibrary, PACKAGE } from '../../api/disk-library.ts';
import { onThreads } from '../../sweeps/execution/on-threads.ts';
import { ThreadPool } from '../../sweeps/execution/thread-pool.ts';
import { jsonOption, workersOption } from '../options.ts';
import { expectOneOf } from '../expect-one-of.ts';
import { print, printJson, Progress, UsageError } from '../output.ts';
import { CANDIDATES, readInferSettingsFile, readShippedExperiments, readShippedTargets } from '../shipped.ts';
import { reproduceWithProgress } from '../reproduce-with-progress.ts';
import { removedTable, removeEach, type Removed } from './removed.ts';
import { inferTables } from './tables.ts';
import { writeSizes } from './write-sizes.ts';

interface Options {
  settings?: string;
  json?: boolean;
  write?: boolean;
  workers: number;
}

/** Adds `ukperf infer`: judges mechanisms without a source by cross-validation on calibration rows. */
export function inferCommand(command: Command): void {
  command
    .argument('[candidate...]', 'names of candidates, or files of your own; all shipped ones by default')
    .option('--settings <file>', 'choices of method (default: the shipped ones)')
    .option('--write', 'write the sizes that were found into the files of the shipped inferences')
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf infer\n  $ ukperf infer second-copy my-mechanism.yaml\n  $ ukperf infer --json',
    )
    .action(run);
}

async function run(names: string[], options: Options): Promise<void> {
  const library = new DiskLibrary();
  const settings = readInferSettingsFile(options.settings);
  const experiments = readShippedExperiments();
  for (const name of [...settings.experiments, ...settings.results])
    expectOneOf(name, Object.keys(experiments.list), 'infer: expected experiments');
  const system = settings['native-system'];
  expectOneOf(system, library.names('structure'), 'infer: expected a native-system');
  const candidates = candidatesOf(library, names.length > 0 ? names : (settings.candidates ?? []));
  if (options.write && (names.length > 0 || options.settings !== undefined))
    throw new UsageError(
      `infer: expected --write with all candidates and the shipped settings, found ${names.length > 0 ? 'names of some' : '--settings'}`,
    );
  const targets = CalibrationTargets.of(readShippedTargets(), settings.experiments);
  if (targets.fit.length === 0)
    throw new UsageError(
      `infer: expected experiments with targets of role calibration, found ${settings.experiments.join(', ')}`,
    );
  const parameters = fittableParameters(library, settings.machine, systemsOf(targets));
  const expected = JOBS_EACH * (settingsOf(candidates, settings.sizes) + 2 * parameters.length);
  const pool = await ThreadPool.start(options.workers);
  const progress = new Progress();
  let done = 0;
  let inferred: Inferred;
  try {
    inferred = await infer({
      settings,
      targets,
      candidates,
      parameters,
      wholeUnits: wholeUnitsOf(library, experiments),
      evaluator: {
        library,
        experiments,
        machine: settings.machine,
        seed: settings.seed,
        nativeSystem: system,
        execute: onThreads(pool),
        onProgress: (jobs) => {
          done += jobs;
          progress.update(done, Math.max(done, expected));
        },
      },
    });
  } finally {
    progress.stop();
    await pool.end();
  }
  if (options.write) writeSizes(inferred);
  const removed = await removedFrom(settings, options.workers);
  if (options.json) printJson({ schema: 'ukperf/infer/1', settings: settings.infer, ...inferred, removed });
  else {
    const tables = inferTables(inferred);
    if (removed.length > 0) tables.push(`\n${removedTable(removed)}`);
    for (const table of tables) print(table);
  }
}

/** Reproduces experiments as inferences are removed, in one boot, which is the same each time; nothing where there are no experiments. */
async function removedFrom({ results: names, seed }: InferSettings, workers: number): Promise<Removed[]> {
  if (names.length === 0) return [];
  // Sizes may just have been written.
  const library = new DiskLibrary();
  const asked = { library, experiments: readShippedExperiments(), targets: readShippedTargets(), names };
  return removeEach(library, (overrides) =>
    reproduceWithProgress({ ...asked, overrides, seed, replications: 1, quick: true }, workers),
  );
}

const systemsOf = ({ fit }: CalibrationTargets): string[] => [...new Set(fit.map(({ system }) => system))];

/** Jobs of one setting, about: a workload on a system. */
const JOBS_EACH = 10;

/** Settings at which the model is run: without candidates, and with each at its sizes. */
function settingsOf(candidates: readonly Candidate[], steps: number): number {
  return candidates.reduce((sum, { sizes }) => sum + 1 + sizes.length * (steps - 1), 1);
}

/** The candidates of some names; without names, all that are shipped: those that the model has, and those that it has not. */
function candidatesOf(library: Library, names: readonly string[]): Candidate[] {
  const files = readdirSync(join(PACKAGE, CANDIDATES))
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const others = new Map(files.map((file) => [file.replace(/\.yaml$/, ''), `${CANDIDATES}/${file}`]));
  const held = library.names('inference');
  const references = names.length > 0 ? names : [...held, ...others.keys()];
  const twice = references.find((name, index) => references.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UsageError(`infer: expected each candidate once, found ${JSON.stringify(twice)} twice`);
  return references.map((name) => {
    if (!/\.ya?ml$/.test(name))
      expectOneOf(name, [...held, ...others.keys()], 'infer: expected candidates', ' or files');
    return readCandidate(library, others.get(name) ?? name);
  });
}
