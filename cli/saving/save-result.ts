import type { Override, Precision } from '../../model/index.ts';
import { writeResult } from '../../results/directory.ts';
import { resolvedParameters, type Run } from '../../results/parameters.ts';
import type { RecordingLibrary } from '../../results/recording-library.ts';
import type { Found, Request } from '../../results/result.ts';
import { version } from '../output.ts';
import { writingTo } from './output-directory.ts';
import { gitRevision } from '../provenance/revision.ts';

/** What commands that save a result have in common. */
export interface Asked {
  machine: string;
  seed: string;
  replications: number;
  precision?: Precision;
  quick?: boolean;
  set: Override[];
}

/**
 * Saves a result with all that it depends on.
 * @param runs who ran what, for the resolved values
 */
export function saveResult(
  directory: string,
  library: RecordingLibrary,
  asked: Asked,
  request: Omit<Request, 'line' | 'machine' | 'seed' | 'replications' | 'precision' | 'quick' | 'overrides'>,
  found: Found,
  runs: readonly Run[],
): void {
  const revision = gitRevision();
  const { machine, seed, replications, precision, quick = false, set } = asked;
  const parameters = resolvedParameters(library, runs, set);
  const result = {
    version: version(),
    node: process.version,
    ...(revision === undefined ? {} : { revision }),
    request: {
      ...request,
      line: ['ukperf', ...process.argv.slice(2)],
      ...{ machine, seed, replications, quick },
      ...(precision ? { precision } : {}),
      overrides: set,
    },
    ...found,
    parameters,
  };
  writingTo('--out', directory, () => {
    writeResult(directory, result, library.texts);
  });
}
