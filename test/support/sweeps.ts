import { readShippedDirections } from '../../cli/sweep/files.ts';
import { readSweep } from '../../sweeps/file/sweep-file.ts';
import type { Sweep } from '../../sweeps/file/sweep.ts';
import type { Settings } from '../../sweeps/plan/plan.ts';
import { prepareSweep, type PreparedSweep } from '../../sweeps/sweep-directory.ts';
import type { SweepRecord } from '../../sweeps/store/sweep-record.ts';
import { library } from './shipped.ts';

/** A sweep of getpid: the cost of a TLB miss means something to all systems, the instructions of an IPC to L4Linux only. */
export const SWEEP = `sweep: own
title: Own
text: What if?
replications: 2
measures:
  call: { title: getpid, workload: getpid, test: getpid }
baseline: linux
variants:
  linux: { title: native, system: linux }
  l4linux: { title: L4Linux, system: l4linux }
parameters:
  walk: { title: walk, set: tlb.walk-level, from: 4 cycles, to: 9 cycles, steps: 3, scale: log }
  ipc: { title: ipc, set: functions.l4.ipc-short.instructions, values: [50, 100] }
derived:
  penalty: { title: more, penalty: call }
`;

export const SETTINGS: Settings = { machine: 'pentium-133', seed: '1', replications: 2, engine: 'test' };

export const directions = readShippedDirections();

export function sweepOf(text: string): Sweep {
  return readSweep({ file: 'own.yaml', text }).sweep;
}

const known = new Map<string, PreparedSweep>();

/** A sweep that is checked and laid out over the shipped files; once for all tests that look at it, since it reads all these files. */
export function prepared(text: string, settings: Partial<Settings> = {}): PreparedSweep {
  const all = { ...SETTINGS, ...settings };
  const key = JSON.stringify([text, all]);
  let sweep = known.get(key);
  if (!sweep) {
    const located = readSweep({ file: 'own.yaml', text });
    sweep = prepareSweep(located, text, all, { library, directions, version: 'test' });
    known.set(key, sweep);
  }
  return sweep;
}

/** What a directory would say of a sweep. */
export function recordOf({ plan, file, settings, identity }: PreparedSweep): SweepRecord {
  const { runs, space } = plan;
  return {
    ...settings,
    ...{ schema: 'ukperf/sweep/1', version: '0', node: 'v20', file, files: [], identity },
    ...{ points: space.size, runs, chunk: runs },
  };
}
