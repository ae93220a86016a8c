import { expect } from 'chai';
import { shipped } from '../../../api/data.ts';
import { TextLibrary } from '../../../api/text-library.ts';
import { reproduce, type Reproduction } from '../../../calibration/experiments/reproduce.ts';
import { INFERENCES, NO_INFERENCE } from '../../../model/inference.ts';
import { targets } from '../../support/shipped.ts';

const SLOW_FAULTS = `inference: slow-faults
title: slow faults
family: l4
reading: a test
structures: [l4linux]
adds:
  functions:
    linux:
      fault-dispatch: { instructions: 6000, reads: { self.task: 2 } }
`;
const library = new TextLibrary({ 'model/kernels/inferred/slow-faults.yaml': SLOW_FAULTS }, shipped);

const run = (name: string, inferred: boolean): Promise<Reproduction> =>
  reproduce({
    ...{ library, targets, names: [], sourced: inferred, seed: '1', replications: 1, quick: true },
    experiments: {
      machine: 'pentium-133-sourced',
      list: { [name]: { title: name, workload: name, systems: ['linux', 'l4linux'] } },
    },
    overrides: inferred ? [] : [{ path: INFERENCES, value: NO_INFERENCE }],
  });

describe('the paper\u2019s whole workloads with sourced mechanisms alone', () => {
  for (const name of ['compile', 'aim7'])
    it(`stand beside every row of ${name} on L4Linux`, async () => {
      const [both, alone] = [await run(name, true), await run(name, false)];
      const own = both.rows.filter(({ system }) => system === 'l4linux');
      const without = alone.rows.filter(({ system }) => system === 'l4linux');
      expect(own.map(({ test, sourced }) => [test, sourced?.model])).to.deep.equal(
        without.map(({ test, model }) => [test, model]),
      );
      expect(own[0].model).not.to.equal(without[0].model);
    });
});
