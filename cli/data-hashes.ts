import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMachine, loadSources, type Library } from '../model/index.ts';
import { PACKAGE } from '../api/disk-library.ts';
import { hashOf, programHash } from './engine-hash.ts';
import { SETTINGS, TARGETS } from './shipped.ts';

/** What the calibration was made of. */
export function dataHashes(
  library: Library,
  machine: string,
  systems: readonly string[],
  workloads: readonly string[],
): Record<string, string> {
  const texts: string[] = [];
  const recording: Library = {
    names: (kind) => library.names(kind),
    read: (file) => {
      const text = library.read(file);
      if (text !== undefined) texts.push(text);
      return text;
    },
  };
  loadMachine(recording, machine);
  for (const system of systems)
    for (const workload of new Set(workloads)) loadSources(recording, system, workload);
  return {
    model: hashOf(texts),
    targets: hashOf([TARGETS, SETTINGS].map((file) => readFileSync(join(PACKAGE, file), 'utf8'))),
    code: programHash(['dist/model', 'dist/calibration']),
  };
}
