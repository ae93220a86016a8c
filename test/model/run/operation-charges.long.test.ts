import { expect } from 'chai';
import { ModelError, SpecError } from '../../../model/index.ts';
import { loadJob, runOn, type LoadedJob } from '../../../model/run/run.ts';
import type { Job } from '../../../model/run/job.ts';
import { selectionOf } from '../../../model/run/selection.ts';
import { expectChargesOfOperation } from '../../support/operation-charges.ts';
import { library, structuresFor } from '../../support/shipped.ts';

/** What a system does not run is refused once it is loaded. */
function loaded(job: Job): LoadedJob | undefined {
  try {
    return loadJob(library, job);
  } catch (error) {
    if (error instanceof SpecError || error instanceof ModelError) return undefined;
    throw error;
  }
}

describe('the charges of one operation, of every shipped workload on every shipped system', () => {
  const ran = new Set<string>();

  for (const workload of library.names('workload'))
    for (const system of structuresFor(workload))
      it(`add up to what each test reports: ${workload} on ${system}`, () => {
        const job = {
          ...{ machine: 'pentium-133', system, workload },
          ...{ seed: '1', replications: 1, quick: true, overrides: [] },
        };
        const on = loaded(job);
        if (on === undefined) return;
        ran.add(workload);
        const { tests } = selectionOf(on.sources.workload, undefined);
        const { measured, charges, elapsedCycles } = runOn(on, job);
        for (const [at, [name, test]] of tests.entries())
          expectChargesOfOperation(measured[at], test, on.machine.processor.clock, `${name} on ${system}`);
        // Of a job mix the time of each load, and of all together.
        for (const { test, charges: own, elapsedCycles: time } of measured)
          expect(
            own.reduce((sum, { cycles }) => sum + cycles, 0),
            test,
          ).to.equal(time);
        expect(charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(elapsedCycles);
      }).timeout(600_000);

  after('ran all workloads', () => {
    expect([...ran]).to.have.members(library.names('workload'));
  });
});
