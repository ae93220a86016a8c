import { expect } from 'chai';
import type { Measured } from '../../../model/index.ts';
import { readShippedMechanisms } from '../../../cli/shipped.ts';
import { decompose, type Decomposition } from '../../../sweeps/attribution/decomposition.ts';
import { library } from '../../support/shipped.ts';

/** Of two replications, which a test takes both or not. */
const decomposed = (own: number[], base: number[], taken: number[]): Promise<Decomposition> =>
  decompose({
    ...{ library, mechanisms: readShippedMechanisms(), machine: 'pentium-133' },
    ...{
      system: 'l4linux',
      against: 'linux',
      workload: 'getpid',
      test: 'getpid',
      seed: '1',
      replications: 2,
    },
    execute: (jobs) =>
      Promise.resolve(
        jobs.map(({ system }) => {
          const cyclesEach = system === 'linux' ? base : own;
          const cyclesPerOperation =
            taken.reduce((sum, replication) => sum + cyclesEach[replication], 0) / taken.length;
          return [{ taken, cyclesEach, cyclesPerOperation } as unknown as Measured];
        }),
      ),
  });

describe('a penalty split over mechanisms', () => {
  it('is that of all replications, by pairs', async () => {
    const { cycles, baseCycles, rest } = await decomposed([300, 500], [100, 200], [0, 1]);
    expect([cycles, baseCycles, rest.cycles]).to.deep.equal([400, 150, 250]);
    expect(rest.interval).to.have.lengthOf(2);
  });

  it('is that of what the test reports where it takes one replication', async () => {
    const { cycles, baseCycles, rest } = await decomposed([300, 500], [100, 200], [1]);
    expect([cycles, baseCycles]).to.deep.equal([500, 200]);
    expect(rest).to.deep.equal({ cycles: 300 });
  });
});
