import { expect } from 'chai';
import { run } from '../../../model/run/run.ts';
import { SpecError, type Library } from '../../../model/index.ts';
import { toy } from '../../support/toy.ts';

const counted = toy
  .append(
    'workload',
    `
constants:
  rounds: { value: 50, source: toy, status: estimated }
quick:
  constants.rounds: 2
`,
  )
  .steps('measured', '[{ repeat: rounds, do: [{ syscall: nothing }] }]');

const instructions = (quick: boolean, rounds?: string, library: Library = counted): number =>
  run(library, {
    machine: 'toy',
    system: 'toy',
    workload: 'toy',
    seed: '1',
    replications: 1,
    quick,
    overrides: rounds === undefined ? [] : [{ path: 'constants.rounds', value: rounds }],
  })
    .measured[0].charges.filter(({ cause }) => cause === 'instructions')
    .reduce((sum, { cycles }) => sum + cycles, 0);

describe('a job', () => {
  it('runs a test as its workload says', () => {
    expect(instructions(false)).to.equal(50);
  });

  it('takes what the workload sets for a quick look', () => {
    expect(instructions(true)).to.equal(2);
  });

  it('refuses to set what the workload does not have', () => {
    const wrong = counted.replace('workload', 'constants.rounds: 2', 'constants.round: 2');
    expect(() => instructions(true, undefined, wrong)).to.throw(
      SpecError,
      /: quick\.constants\.round: expected the path of a value of the workload, found "constants\.round"/,
    );
  });

  it('lets what the user sets prevail', () => {
    expect(instructions(true, '7')).to.equal(7);
  });
});
