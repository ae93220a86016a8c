import type { Machine } from '../hardware/machine.ts';
import type { Traceable } from '../kernels/compile/compile.ts';
import { Simulation } from '../kernels/engine/simulation.ts';
import type { WorkloadTest } from '../kernels/files/workload-file.ts';
import { mainMeasureOf, seedOfReplication } from '../run/measure.ts';
import type { Trace, Window } from './trace.ts';
import { Tracer } from './tracer.ts';

export interface TraceOptions {
  seed: string;
  /** How many operations to look at, at least: the last of the measured block or of its fastest execution, when caches have settled. */
  operations: number;
}

/**
 * Runs a test and notes all that happens in its last operations. The run equals the first replication of `measure` with the same
 * seed, step by step; nothing is skipped.
 * @throws ModelError when the structure or workload turns out wrong as it runs
 */
export function traceTest(
  traceable: Traceable,
  machine: Machine,
  name: string,
  test: WorkloadTest,
  { seed, operations }: TraceOptions,
): Trace {
  const tracer = new Tracer(traceable, operations, test);
  const { program } = traceable;
  const options = { seed: seedOfReplication(seed, program, name, 0), observer: tracer };
  const outcome = new Simulation(program, machine, options).run(test.program);
  const times = test.total ?? { [mainMeasureOf(outcome, test, name)]: 1 };
  const windows: Window[] = [];
  const weights: number[] = [];
  for (const [measure, each] of Object.entries(times)) {
    const window = tracer.windowOf(measure);
    if (window === undefined) continue;
    windows.push(window);
    weights.push(each / window.operations);
  }
  const note = noteOf(test);
  return { places: program.places, windows, weights, ...(note === undefined ? {} : { note }) };
}

/** A trace is of one run, and has no negative times. */
function noteOf({ subtract, statistic = 'mean', replications = 1 }: WorkloadTest): string | undefined {
  const notes: string[] = [];
  if (subtract !== undefined) notes.push(`with what ${subtract} measures, which the test subtracts`);
  if (replications > 1)
    notes.push(`the first of ${replications} replications, of which the test reports the ${statistic}`);
  return notes.length > 0 ? notes.join('; ') : undefined;
}
