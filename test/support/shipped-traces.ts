import { expect } from 'chai';
import { compileTraceable, loadSystem, Simulation, traceTest } from '../../model/index.ts';
import { testsOf } from '../../model/run/selection.ts';
import { Tracer } from '../../model/trace/tracer.ts';
import { library } from './shipped.ts';
import { checkWindow } from './trace.ts';

/** System calls, two processes, page faults and children, and messages over a network. */
const TESTS = ['write-dev-null-latency', 'pipe-latency', 'sh-process-latency', 'tcp-latency'];

/** Expects traces that nest and cover every tick, and runs that are as without them. */
export function expectExactTraces(system: string): void {
  const { machine, sources } = loadSystem(library, 'pentium-133', system, 'lmbench');
  const traceable = compileTraceable(sources);
  const tests = new Map(testsOf(sources.workload));
  for (const name of TESTS) {
    const test = tests.get(name)!;
    const { windows } = traceTest(traceable, machine, name, test, { seed: '1', operations: 2 });
    expect(windows, name).to.have.lengthOf(1);
    checkWindow(windows[0]);
    const run = (observer?: Tracer): string =>
      new Simulation(traceable.program, machine, {
        seed: '1/0',
        ...(observer === undefined ? {} : { observer }),
      }).run(test.program).fingerprint;
    expect(run(new Tracer(traceable, 1)), name).to.equal(run());
  }
}
