import { ModelError, type Machine, type WorkloadTest } from '../../model/index.ts';
import type { Traceable } from '../../model/kernels/compile/compile.ts';
import type { Moment } from '../../model/kernels/engine/observer.ts';
import { Simulation } from '../../model/kernels/engine/simulation.ts';
import { seedOfReplication } from '../../model/run/measure.ts';
import type { Window } from '../../model/trace/trace.ts';
import { Tracer } from '../../model/trace/tracer.ts';

/** Charges after which caches have long settled: the iteration after them is as good as the last one, which may be seconds away. */
const ENOUGH_CHARGES = 50_000;

/** Ends a run whose rest is of no interest. */
class Enough extends Error {}

class BriefTracer extends Tracer {
  private readonly isKnown: () => boolean;
  private charges = 0;

  constructor(traceable: Traceable, measures: readonly string[], test: WorkloadTest) {
    super(traceable, 1, test);
    this.isKnown = () => measures.some((measure) => this.windowOf(measure) !== undefined);
  }

  override charged(moment: Moment, place: number, cause: number, ticks: number): void {
    this.charges++;
    super.charged(moment, place, cause, ticks);
  }

  override iterationDone(moment: Moment): void {
    super.iterationDone(moment);
    if (this.charges > ENOUGH_CHARGES && this.isKnown()) throw new Enough();
  }
}

/**
 * One operation of a test, in the first replication of `measure` with the same seed: the last one, or one after which nothing new is to
 * be expected.
 * @throws ModelError when the structure or workload turns out wrong as it runs, or nothing is measured
 */
export function briefTrace(
  traceable: Traceable,
  machine: Machine,
  name: string,
  test: WorkloadTest,
  seed: string,
): Window {
  const { program } = traceable;
  const measures = program.measures.filter((measure) => measure !== test.subtract);
  const tracer = new BriefTracer(traceable, measures, test);
  try {
    const options = { seed: seedOfReplication(seed, program, name, 0), observer: tracer };
    new Simulation(program, machine, options).run(test.program);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  const window = measures
    .map((measure) => tracer.windowOf(measure))
    .find((candidate) => candidate !== undefined);
  if (window === undefined) throw new ModelError(`test ${name}: nothing was measured`);
  return window;
}
