import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, type YAMLMap } from 'yaml';
import { reproduce } from '../calibration/experiments/reproduce.ts';
import { DiskLibrary, PACKAGE } from '../api/disk-library.ts';
import { defaultPrecision } from '../cli/options.ts';
import { PREDICTIONS, readAllExperiments, readAllTargets } from '../cli/shipped.ts';

/**
 * Records the present rows of an experiment as its first prediction: `node dist/scripts/record-prediction.js compile`.
 * An experiment that has one keeps it.
 */
const [experiment] = process.argv.slice(2);
const file = join(PACKAGE, PREDICTIONS);
const document = parseDocument(readFileSync(file, 'utf8'));
if (experiment === undefined || document.hasIn(['experiments', experiment])) {
  console.error(experiment === undefined ? 'expected an experiment' : `${experiment} has a first prediction`);
  process.exit(2);
}
const { rows, fingerprint } = await reproduce({
  library: new DiskLibrary(),
  experiments: readAllExperiments(),
  targets: readAllTargets(),
  names: [experiment],
  seed: '1',
  replications: 5,
  precision: defaultPrecision,
});
const table: Record<string, Record<string, number>> = {};
for (const { test, system, model } of rows) (table[test] ??= {})[system] = Number(model.toPrecision(5));
const rowsNode = document.createNode(table) as YAMLMap<unknown, YAMLMap>;
for (const { value } of rowsNode.items) if (value) value.flow = true;
const entry = document.createNode({
  recorded: new Date().toISOString().slice(0, 10),
  fingerprint,
}) as YAMLMap;
entry.set('rows', rowsNode);
(document.get('experiments') as YAMLMap).flow = false;
document.setIn(['experiments', experiment], entry);
writeFileSync(file, document.toString({ lineWidth: 0 }));
