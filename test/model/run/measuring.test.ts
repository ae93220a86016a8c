import { expect } from 'chai';
import { ModelError, type Measured, type WorkloadTest } from '../../../model/index.ts';
import { measure } from '../../../model/run/measure.ts';
import { toy, type Toy } from '../../support/toy.ts';

const TEST: WorkloadTest = { title: 'Toy test', unit: 'cycles', program: 'main' };

/** What the toy's test reports for some steps. */
function measured(
  steps: string,
  test: Partial<WorkloadTest> = {},
  replications = 1,
  base: Toy = toy,
): Measured {
  const system = base.steps('measured', steps);
  return measure(
    system.program(),
    system.machine(),
    'main',
    { ...TEST, ...test },
    { seed: 'x', replications },
  );
}
/** 12,345 cycles at 100 MHz. */
const STEPS =
  '[{ segments: 1000 }, { segments: 1000 }, { segments: 1000 }, { segments: 1000 }, { segments: 115 }]';

describe('measuring a test', () => {
  it('reports cycles, times and rates of one operation', () => {
    expect(measured(STEPS).value).to.equal(12_345);
    expect(measured(STEPS, { unit: 'µs' }).value).to.be.closeTo(123.45, 1e-9);
    expect(measured(STEPS, { unit: 'ms' }).value).to.be.closeTo(0.12345, 1e-12);
    expect(measured(STEPS, { unit: 's' }).value).to.be.closeTo(0.00012345, 1e-15);
    expect(measured(STEPS, { unit: 'MB/s', bytes: 12_345 }).value).to.be.closeTo(100, 1e-9);
  });

  it('prints whole units where the benchmark does', () => {
    const { value, cyclesPerOperation } = measured(STEPS, { unit: 'µs', truncate: true });
    expect(value).to.equal(123);
    expect(cyclesPerOperation).to.equal(12_345);
  });

  it('subtracts an overhead that was measured apart', () => {
    const apart = toy.steps('before', '[{ measure: overhead, operations: 2, do: [{ segments: 10 }] }]');
    expect(measured('[{ segments: 100 }]', { subtract: 'overhead' }, 1, apart).value).to.equal(300 - 15);
  });

  it('says where the time of one operation went', () => {
    const apart = toy.steps('before', '[{ measure: overhead, operations: 2, do: [{ segments: 10 }] }]');
    for (const test of [{}, { subtract: 'overhead' }]) {
      const steps = '[{ segments: 100 }, { run: work }]';
      const { operationCharges, cyclesPerOperation } = measured(steps, test, 2, apart);
      const sum = operationCharges.reduce((total, { cycles }) => total + cycles, 0);
      expect(sum).to.be.closeTo(cyclesPerOperation, 1e-9);
    }
  });

  it('takes the least time of an operation where the benchmark does', () => {
    const repeated = '[{ repeat: 3, do: [{ measure: inner, do: [{ run: work }] }] }]';
    const inner = toy.replace('workload', '- measure: m\n        do: [', '- repeat: 1\n        do: [');
    expect(measured(repeated, {}, 1, inner).value).to.be.closeTo((268 + 200) / 3, 1e-9);
    expect(measured(repeated, { statistic: 'minimum' }, 1, inner).value).to.equal(100);
  });

  it('has the charges of the fastest execution where that is the result', () => {
    const inner = toy.replace('workload', '- measure: m\n        do: [', '- repeat: 1\n        do: [');
    const repeated =
      '[{ measure: inner, operations: 2, do: [{ io: isa, times: 1 }] }, { measure: inner, do: [{ segments: 5 }] }, { measure: inner, do: [{ io: pci, times: 1 }] }]';
    const minimum = { statistic: 'minimum' } as const;
    expect(measured(repeated, minimum, 2, inner).operationCharges).to.deep.equal([
      { place: 'user', cause: 'segment-load', cycles: 15 },
    ]);
    // 65 cycles each, and the first of the two.
    const equal =
      '[{ measure: inner, operations: 2, do: [{ io: isa, times: 1 }] }, { measure: inner, do: [{ segments: 20 }, { io: pci, times: 1 }] }, { measure: inner, do: [{ segments: 65 }] }]';
    expect(measured(equal, minimum, 2, inner).operationCharges).to.deep.equal([
      { place: 'user', cause: 'port-io', cycles: 65 },
    ]);
  });

  it('has the charges of the part that is the result, and of each part', () => {
    const steps =
      '[{ segments: 7 }, { part: a }, { segments: 10 }, { part: b }, { io: isa, times: 1 }, { part: a }, { segments: 1 }]';
    const { value, operationCharges, partCharges } = measured(steps, { part: 'a' }, 2);
    expect(value).to.equal(33);
    expect(operationCharges).to.deep.equal([{ place: 'user', cause: 'segment-load', cycles: 33 }]);
    expect(partCharges).to.deep.equal({
      a: operationCharges,
      b: [{ place: 'user', cause: 'port-io', cycles: 130 }],
    });
  });

  it('subtracts an overhead charge by charge, and part by part', () => {
    const apart = toy.steps(
      'before',
      '[{ measure: overhead, operations: 2, do: [{ part: a }, { segments: 10 }, { io: isa, times: 1 }, { part: b }] }]',
    );
    const { operationCharges, parts } = measured(
      '[{ part: a }, { segments: 100 }, { part: b }]',
      { subtract: 'overhead' },
      1,
      apart,
    );
    expect(operationCharges).to.deep.equal([
      { place: 'user', cause: 'segment-load', cycles: 300 - 15 },
      { place: 'user', cause: 'port-io', cycles: -65 },
    ]);
    expect(parts).to.deep.equal({ a: 300 - 80 });
  });

  it('takes one part of the block, without what ran before it', () => {
    const lap = '{ part: lap }, { segments: 7 }, { part: rest }, { segments: 100 }';
    const warmedUp = toy.steps('before', `[${lap}, ${lap}]`);
    const twice = `[${lap}, ${lap}]`;
    expect(measured(twice, { part: 'lap' }, 1, warmedUp).value).to.equal(2 * 21);
    expect(measured(twice, { part: 'rest' }, 1, warmedUp).value).to.equal(2 * 300);
  });

  it('averages replications, each with a placement of its own', () => {
    const steps =
      '[{ choose: coin, among: [{ weight: 1, do: [{ segments: 100 }] }, { weight: 1, do: [{ segments: 200 }] }] }]';
    const { value, values, interval, charges, elapsedCycles } = measured(steps, {}, 20);
    expect(new Set(values)).to.deep.equal(new Set([300, 600]));
    expect(value).to.equal(values.reduce((sum, one) => sum + one, 0) / 20);
    expect(interval).to.deep.equal([300, 600]);
    expect(charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(elapsedCycles);
  });

  it('replicates a test as often as it asks for, or more', () => {
    expect(measured(STEPS, { replications: 7 }, 2).values).to.have.lengthOf(7);
    expect(measured(STEPS, { replications: 7 }, 9).values).to.have.lengthOf(9);
  });

  it('takes the worst replication where the test asks for it', () => {
    const steps =
      '[{ choose: coin, among: [{ weight: 1, do: [{ segments: 100 }] }, { weight: 1, do: [{ segments: 200 }] }] }]';
    const { value, expected } = measured(steps, { statistic: 'maximum' }, 20);
    expect(value).to.equal(600);
    expect(expected).to.equal(600);
  });

  it('has time, charges and parts of the replications that it takes', () => {
    const steps =
      '[{ part: a }, { choose: coin, among: [{ weight: 1, do: [{ segments: 100 }] }, { weight: 1, do: [{ segments: 200 }] }] }]';
    const worst = measured(steps, { statistic: 'maximum' }, 20);
    expect(worst.taken).to.deep.equal([worst.values.indexOf(600)]);
    expect(worst.cyclesPerOperation).to.equal(600);
    expect(worst.operationCharges).to.deep.equal([{ place: 'user', cause: 'segment-load', cycles: 600 }]);
    expect(worst.parts).to.deep.equal({ a: 600 });
    const trimmed = measured(steps, { statistic: 'trimmed-mean' }, 20);
    expect(trimmed.taken).to.have.lengthOf(16);
    expect(trimmed.cyclesPerOperation).to.equal(trimmed.value);
    expect(trimmed.operationCharges[0].cycles).to.be.closeTo(trimmed.value, 1e-9);
    expect(measured(steps, {}, 3).taken).to.deep.equal([0, 1, 2]);
  });

  it('tells how single executions are distributed, over all replications', () => {
    const jobs = toy
      .replace('workload', '- measure: m\n        do: [', '- repeat: 4\n        do: [')
      .replace('workload', 'program: main }', 'program: main, executions: { of: job } }');
    const job =
      '[{ measure: job, do: [{ if: left.items == 3, then: [{ segments: 2 }], else: [{ segments: 1 }] }, { set: { left.items: left.items + 1 } }] }]';
    // A deadline of 30 ns is one of 3 cycles.
    const executions = { of: 'job', percentiles: [75], deadline: 30 };
    const { distribution } = measured(job, { executions }, 2, jobs);
    expect(distribution).to.deep.equal({
      of: 'job',
      executions: 8,
      minimum: 3,
      mean: 3.75,
      percentiles: [[75, 3]],
      maximum: 6,
      jitter: 3,
      deadline: 3,
      missedPercent: 25,
    });
  });

  it('adds up parts of one operation', () => {
    const steps =
      '[{ part: a }, { segments: 10 }, { part: b }, { segments: 20 }, { part: a }, { segments: 1 }]';
    expect(measured(steps).parts).to.deep.equal({ a: 33, b: 60 });
  });

  it('scales measured blocks to a whole, charges and all', () => {
    const steps =
      '[{ measure: file, operations: 2, do: [{ segments: 10 }] }, { measure: link, do: [{ io: isa, times: 1 }] }]';
    const parted = `[{ part: outside }, ${steps.slice(1, -1)}, { part: other }, { segments: 9 }]`;
    expect(measured(parted, { total: { file: 200, link: 3 } }).parts).to.deep.equal({ outside: 3390 });
    const { value, charges, elapsedCycles, whole } = measured(steps, { total: { file: 200, link: 3 } });
    expect(whole).to.equal(true);
    expect(value).to.equal(200 * 15 + 3 * 130);
    expect(elapsedCycles).to.equal(value);
    expect(Object.fromEntries(charges.map(({ cause, cycles }) => [cause, cycles]))).to.deep.equal({
      'segment-load': 3000,
      'port-io': 390,
    });
  });

  it('refuses a test whose program does not measure what it needs', () => {
    const nothing = toy.replace('workload', '- measure: m\n        do: [', '- repeat: 1\n        do: [');
    expect(() => measured('[]', {}, 1, nothing)).to.throw(ModelError, 'program main measures nothing');
    expect(() => measured('[]', { subtract: 'overhead' })).to.throw(
      ModelError,
      'no measure overhead to subtract',
    );
    expect(() => measured('[]', { total: { file: 2 } })).to.throw(
      ModelError,
      'nothing was measured under the name file',
    );
  });
});
