import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskLibrary, PACKAGE } from '../api/disk-library.ts';
import { workloadOf } from '../calibration/experiments/experiments.ts';
import { CURVE_PAGE, reportOf, serviceMs, withMap } from '../calibration/curve/curve-report.ts';
import { curveFileText } from '../calibration/curve/curve-file.ts';
import { predictOver } from '../calibration/curve/curve-predictions.ts';
import { CurveRuns } from '../calibration/curve/curve-runs.ts';
import { curvePoints, fitNativeCurve } from '../calibration/curve/native-curve.ts';
import {
  NATIVE_CURVE,
  readSettingsFile,
  readShippedExperiments,
  readShippedTargets,
} from '../cli/shipped.ts';

/**
 * Sets the user work of AIM VII and the disk from the native curve: prints how likely each place is, and writes calibration/native-curve.yaml
 * and the map of docs/explanation/aim-native-curve.md. Takes some minutes.
 */
const settings = readSettingsFile();
const curve = settings['native-curve'];
if (curve === undefined) throw new Error('expected native-curve in the settings');
const library = new DiskLibrary();
const system = settings['native-system'];
const experiment = readShippedExperiments().list[curve.experiment];
const runs = new CurveRuns(
  library,
  settings['fitted-machine'],
  settings.machine,
  system,
  workloadOf(experiment, system),
  curve,
);
const fit = fitNativeCurve(
  runs.at.bind(runs),
  curvePoints(readShippedTargets(), curve, system),
  curve,
  settings['undetermined-above'],
  (done, total) => {
    process.stderr.write(`\r${done} of ${total} places`);
  },
);
process.stderr.write('\n');
const report = reportOf(fit, settings, curve, runs, (place) =>
  serviceMs(library, settings.machine, runs, place),
);
console.log(report.text);
const rows = predictOver(
  library,
  settings['fitted-machine'],
  curve.experiment,
  experiment,
  report.file.accepted,
  curve.seed,
  (done) => {
    process.stderr.write(`\rpredictions at ${done} of ${report.file.accepted.length} places`);
  },
);
process.stderr.write('\n');
writeFileSync(join(PACKAGE, NATIVE_CURVE), curveFileText({ ...report.file, rows }));
const page = join(PACKAGE, CURVE_PAGE);
writeFileSync(page, withMap(readFileSync(page, 'utf8'), report.text));
