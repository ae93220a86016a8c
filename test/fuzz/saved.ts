import { loadSystem, compile } from '../../model/index.ts';
import { measure } from '../../model/run/measure.ts';
import { rowsOf } from '../../cli/run/rerun.ts';
import { writeResult } from '../../results/directory.ts';
import { resolvedParameters } from '../../results/parameters.ts';
import { RecordingLibrary } from '../../results/recording-library.ts';
import { SweepDirectory } from '../../sweeps/sweep-directory.ts';
import { writeChunk } from '../../sweeps/store/chunks.ts';
import { library } from '../support/shipped.ts';
import { directions, prepared, SWEEP } from '../support/sweeps.ts';

const RUN = { machine: 'pentium-133', system: 'linux', workload: 'getpid' } as const;

/** Saves the result of one run into a directory, as `ukperf run --out` does. */
export function saveResultTo(directory: string): void {
  const recording = new RecordingLibrary(library);
  const { machine, sources } = loadSystem(recording, RUN.machine, RUN.system, RUN.workload);
  const test = sources.workload[0].spec.tests?.['getpid'];
  if (test === undefined) throw new Error('getpid has no test');
  const measured = measure(compile(sources), machine, 'getpid', test, { seed: '1', replications: 2 });
  const { charges, elapsedCycles, fingerprint } = measured;
  const request = { ...RUN, command: 'run', line: ['ukperf', 'run', 'getpid'], tests: ['getpid'] } as const;
  writeResult(
    directory,
    {
      ...{ version: '0', node: 'v20', fingerprint, charges, elapsedCycles },
      request: {
        ...request,
        line: [...request.line],
        tests: [...request.tests],
        seed: '1',
        replications: 2,
        quick: false,
        overrides: [],
      },
      rows: rowsOf(RUN.workload, RUN.system, [measured]),
      parameters: resolvedParameters(recording, [RUN], []),
    },
    recording.texts,
  );
}

/** Makes the directory of a small sweep that is done; its results are made up. */
export function saveSweepTo(directory: string): void {
  const sweep = SweepDirectory.create(directory, prepared(SWEEP), 1000, {
    library,
    directions,
    version: 'test',
  });
  for (const chunk of sweep.chunks)
    writeChunk(
      directory,
      chunk,
      sweep.tasksOf(chunk).map(({ run, key }) => ({
        ...{ run, key, values: [100 + run, 101 + run], unit: 'cycles', fingerprint: 'f', cycles: 100 },
      })),
    );
}
