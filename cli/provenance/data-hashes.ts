import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMachine, loadSources, type Library } from '../../model/index.ts';
import { PACKAGE } from '../../api/disk-library.ts';
import { hashOf, programHash } from './engine-hash.ts';
import { SETTINGS, TARGETS } from '../shipped.ts';

const SHIPPED: ReadonlySet<string> = new Set([SETTINGS, TARGETS]);

/**
 * What the calibration was made of.
 * @param data files of targets and settings, of the package or the user's own
 */
export function dataHashes(
  library: Library,
  machine: string,
  systems: readonly string[],
  workloads: readonly string[],
  data: readonly string[],
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
    targets: hashOf(data.map(textOf)),
    code: programHash(['dist/model', 'dist/calibration']),
  };
}

/** A shipped file is named from the package, a user's own from the working directory. */
function textOf(file: string): string {
  return readFileSync(SHIPPED.has(file) ? join(PACKAGE, file) : file, 'utf8');
}
