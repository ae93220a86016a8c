import { expectChargesOfOperation } from '../../support/operation-charges.ts';
import { library } from '../../support/shipped.ts';
import { loadJob, runOn } from '../../../model/run/run.ts';
import { testOf } from '../../../model/run/selection.ts';

/** Tests that report a part, a difference, the worst replication, a mean without extremes, whole units, a rate: on systems that have parts. */
const TESTS: [workload: string, test: string, system: string, replications: number][] = [
  ['virtual-memory', 'trap', 'linux', 1],
  ['virtual-memory', 'trap', 'l4linux', 2],
  ['l4-virtual-memory', 'trap', 'l4', 1],
  ['lmbench', 'ctx-2proc-0k-latency', 'l4linux', 1],
  ['lmbench', 'pipe-bandwidth', 'mklinux-user', 1],
  ['hbench', 'getpid-latency', 'l4linux', 10],
  ['cache-partitioning', 'uninterrupted', 'l4linux', 1],
  ['control-transfer', 'total', 'pct', 1],
];

describe('the charges of one operation', () => {
  for (const [workload, name, system, replications] of TESTS)
    it(`add up to what the test reports: ${workload} ${name} on ${system}`, () => {
      const job = {
        ...{ machine: 'pentium-133', system, workload, tests: [name] },
        ...{ seed: '1', replications, quick: true, overrides: [] },
      };
      const loaded = loadJob(library, job);
      const [, test] = testOf(loaded.sources.workload, name);
      const [measured] = runOn(loaded, job).measured;
      expectChargesOfOperation(measured, test, loaded.machine.processor.clock, name);
    });
});
