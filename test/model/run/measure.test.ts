import { expect } from 'chai';
import { type Measured, type Precision } from '../../../model/index.ts';
import { measure } from '../../../model/run/measure.ts';
import { toy } from '../../support/toy.ts';

const parts = toy
  .replace(
    'workload',
    '      - measure: m\n        do: [{ call: measured, with: { left: left, right: right } }]',
    `      - repeat: 3
        do: [{ compute: 100, code: { text: 1 } }]
      - measure: small
        operations: 2
        do: [{ repeat: 2, do: [{ compute: 100, code: { text: 1 } }] }]
      - measure: large
        do: [{ compute: 1000, code: { text: 1 } }]`,
  )
  .replace(
    'workload',
    '{ title: Toy test, unit: cycles, program: main }',
    '{ title: Toy test, unit: cycles, program: main, total: { small: 7, large: 3 } }',
  );

const measured = (replications: number, precision?: Precision): Measured =>
  measure(
    parts.program(),
    parts.machine(),
    'main',
    { title: 'Toy test', unit: 'cycles', program: 'main', total: { small: 7, large: 3 } },
    { seed: 'toy', replications, ...(precision ? { precision } : {}) },
  );

describe('total of measures', () => {
  it('has each measure so many times', () => {
    expect(measured(1).value).to.equal(7 * 100 + 3 * 1000);
  });

  it('has charges that add up to it', () => {
    const { charges, elapsedCycles, value } = measured(1);
    expect(charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(elapsedCycles);
    expect(elapsedCycles).to.equal(value);
  });

  it('is replicated until its interval is narrow, and no further', () => {
    expect(measured(5, { halfWidth: 0.01, least: 2, most: 10 }).values).to.have.length(2);
    expect(measured(2).interval).to.deep.equal([3700, 3700]);
  });
});
