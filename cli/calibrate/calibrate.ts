import { join } from 'node:path';
import type { Command } from 'commander';
import { calibrate, CalibrationError, type Fit } from '../../calibration/fit/calibrate.ts';
import { calibrationContent, calibrationText } from '../../calibration/fit/calibration-file.ts';
import { CalibrationTargets } from '../../calibration/fit/calibration-targets.ts';
import { fittableParameters } from '../../calibration/fit/parameters.ts';
import { predictiveOf } from '../../calibration/fit/predictive.ts';
import { valuesOf } from '../../calibration/curve/curve-file.ts';
import { profileText, type SetElsewhere } from '../../calibration/fit/profile.ts';
import { wholeUnitsOf } from '../../calibration/fit/whole-units.ts';
import type { Settings } from '../../calibration/fit/settings.ts';
import { normalQuantile } from '../../calibration/fit/interval.ts';
import { writeWhole } from '../../results/write-whole.ts';
import { calibrationTables } from './tables.ts';
import { dataHashes } from '../provenance/data-hashes.ts';
import { DiskLibrary, PACKAGE } from '../../api/disk-library.ts';
import { jsonOption, workersOption } from '../options.ts';
import { expectOneOf } from '../expect-one-of.ts';
import { print, printJson, Progress, UsageError, version } from '../output.ts';
import {
  CALIBRATION,
  NATIVE_CURVE,
  readOwnTargets,
  readSettingsFile,
  readShippedCurve,
  readShippedExperiments,
  readShippedTargets,
  SETTINGS,
  TARGETS,
} from '../shipped.ts';
import { makeOutputDirectory, writingTo } from '../saving/output-directory.ts';
import { onThreads } from '../../sweeps/execution/on-threads.ts';
import { ThreadPool } from '../../sweeps/execution/thread-pool.ts';

interface Options {
  settings?: string;
  json?: boolean;
  write?: boolean;
  targets?: string;
  out?: string;
  workers: number;
}

/** Adds `ukperf calibrate`: fits the entries marked `fit: true` to the calibration targets. */
export function calibrateCommand(command: Command): void {
  command
    .option('--settings <file>', `choices of method (default: the shipped ${SETTINGS})`)
    .option('--write', `write ${CALIBRATION} and the profile of the fitted machine`)
    .option(
      '--targets <file>',
      'fit to results of your own, such as `ukperf machine import` writes, instead of those of the paper; only systems that they name are run',
    )
    .option(
      '--out <directory>',
      'write the calibration and the profile of the fitted machine there, by the names in the settings',
    )
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf calibrate\n  $ ukperf calibrate --settings my-settings.yaml --targets my-box-targets.yaml --out .\n  $ ukperf calibrate --write',
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const settings = readSettingsFile(options.settings);
  const own = options.settings !== undefined ? '--settings' : options.targets && '--targets';
  if (options.write && own)
    throw new UsageError(
      `calibrate: expected --write with what is shipped only, found ${own} (--out DIRECTORY writes it elsewhere)`,
    );
  const experiments = readShippedExperiments();
  for (const name of settings.experiments)
    expectOneOf(name, Object.keys(experiments.list), 'calibrate: expected experiments');
  const library = new DiskLibrary();
  const used = settings.experiments.map((name) => experiments.list[name]);
  const targets = CalibrationTargets.of(
    options.targets === undefined ? readShippedTargets() : readOwnTargets(options.targets),
    settings.experiments,
  );
  if (targets.fit.length === 0)
    throw new UsageError(
      `calibrate: expected targets of role calibration for ${settings.experiments.join(', ')}, found none`,
    );
  const systems =
    options.targets === undefined
      ? [...new Set(used.flatMap((experiment) => experiment.systems))]
      : [...new Set(targets.fit.map(({ system }) => system))];
  if (options.out !== undefined) makeOutputDirectory('--out', options.out);
  const marked = fittableParameters(library, settings.machine, systems);
  const paths = marked.map(({ path }) => path);
  for (const path of settings.parameters ?? [])
    expectOneOf(path, paths, 'calibrate: expected parameters that are marked `fit: true`');
  const parameters = marked.filter(({ path }) => settings.parameters?.includes(path) ?? true);
  const wholeUnits = wholeUnitsOf(library, experiments);
  const pool = await ThreadPool.start(options.workers);
  const progress = new Progress();
  let done = 0;
  let fit: Fit;
  const began = performance.now();
  try {
    fit = await calibrate({
      settings,
      parameters,
      targets,
      wholeUnits,
      evaluator: {
        library,
        experiments,
        machine: settings.machine,
        seed: settings.seed,
        nativeSystem: settings['native-system'],
        execute: onThreads(pool),
        onProgress: (jobs) => {
          done += jobs;
          progress.update(
            done,
            Math.max(
              done,
              expectedJobs(
                parameters.length,
                settings.starts,
                settings['most-evaluations'],
                systems.length * 2,
              ),
            ),
          );
        },
      },
    });
  } catch (error) {
    if (error instanceof CalibrationError) throw new UsageError(`calibrate: ${error.message}`);
    throw error;
  } finally {
    progress.stop();
    await pool.end();
  }
  const predictive = await predictiveOf(
    fit,
    targets,
    wholeUnits,
    settings['systematic-error'],
    normalQuantile((1 + settings.interval) / 2),
  );
  const content = calibrationContent(fit, predictive, targets, settings, {
    version: version(),
    hashes: dataHashes(
      library,
      settings.machine,
      systems,
      used.map(({ workload }) => workload),
      [options.targets ?? TARGETS, options.settings ?? SETTINGS],
    ),
  });
  if (options.write) {
    writeWhole(join(PACKAGE, CALIBRATION), calibrationText(content));
    writeWhole(
      join(PACKAGE, 'model/hardware/profiles', `${settings['fitted-machine']}.yaml`),
      profileText(fit, settings, CALIBRATION, curveOf(settings)),
    );
  }
  const written = options.out === undefined ? [] : writeOwn(options.out, fit, content, settings);
  if (options.json) printJson({ schema: 'ukperf/calibration/1', ...content });
  else {
    for (const table of calibrationTables(fit, predictive, settings)) print(table);
    if (written.length > 0) print(`\nwrote ${written.join(' and ')}`);
  }
  if (process.stderr.isTTY) process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}

/** The first line of a shipped file: where its schema lies beside it. */
const SCHEMA_LINE = /^# yaml-language-server:.*\n/;

/** Writes what a fit of the user's own has found beside the user's files. @returns the names of the files */
function writeOwn(directory: string, fit: Fit, content: object, settings: Settings): string[] {
  const calibration = `${settings.calibration}.yaml`;
  const texts = {
    [calibration]: calibrationText(content),
    [`${settings['fitted-machine']}.yaml`]: profileText(fit, settings, calibration, curveOf(settings)),
  };
  return Object.entries(texts).map(([name, text]) => {
    const file = join(directory, name);
    writingTo('--out', directory, () => {
      writeWhole(file, text.replace(SCHEMA_LINE, ''));
    });
    return file;
  });
}

/** What the native curve gave for the calibration of these settings, where they have one. */
function curveOf(settings: Settings): SetElsewhere | undefined {
  if (settings['native-curve'] === undefined) return undefined;
  const curve = readShippedCurve();
  if (curve['native-curve'] !== settings.calibration) return undefined;
  return { source: NATIVE_CURVE, values: valuesOf(curve) };
}

/** Jobs of two Jacobians and of all starts, for the progress bar. */
function expectedJobs(parameters: number, starts: number, evaluations: number, runs: number): number {
  return (4 * parameters + 1 + starts * evaluations) * runs;
}
