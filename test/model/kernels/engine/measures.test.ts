import { expect } from 'chai';
import { byCause, total } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';

describe('measures', () => {
  it('add up the time of their block, and its operations', () => {
    const { measures } = toy
      .steps(
        'measured',
        '[{ repeat: 4, do: [{ measure: inner, operations: 10, do: [{ segments: 5 }] }, { segments: 100 }] }]',
      )
      .run();
    const loads = (cycles: number): object => ({
      charges: [{ place: 'user', cause: 'segment-load', cycles }],
      ...{ parts: {}, partCharges: {} },
    });
    expect(measures['inner']).to.deep.equal({
      ...{ cycles: 60, operations: 40, ...loads(60) },
      least: { cycles: 15, operations: 10, ...loads(15) },
    });
    expect(measures['m'].cycles).to.equal(60 + 1200);
  });

  it('keep the least time of an operation', () => {
    const { measures } = toy
      .steps('measured', '[{ repeat: 3, do: [{ measure: inner, do: [{ run: work }] }] }]')
      .run();
    expect(measures['inner'].least.cycles).to.equal(100);
    expect(measures['inner'].cycles).to.equal(268 + 200);
  });

  it('keep the charges of the fastest execution, of several equal ones the first', () => {
    const { measures } = toy
      .steps(
        'measured',
        `[{ measure: inner, do: [{ segments: 30 }] }, { measure: inner, operations: 2, do: [{ part: a }, { segments: 40 }, { part: b }] },
          { measure: inner, do: [{ segments: 20 }] }]`,
      )
      .run();
    const charges = [{ place: 'user', cause: 'segment-load', cycles: 120 }];
    expect(measures['inner'].least).to.deep.equal({
      ...{ cycles: 120, operations: 2, charges },
      ...{ parts: { a: 120 }, partCharges: { a: charges } },
    });
  });

  it('take the count of operations at the end of the block', () => {
    const { measures } = toy
      .steps('measured', '[{ set: { n: 1 } }, { measure: inner, operations: n, do: [{ set: { n: 7 } }] }]')
      .run();
    expect(measures['inner'].operations).to.equal(7);
  });

  it('hold what other processes do in the meantime', () => {
    const { measures } = toy
      .steps(
        'helper',
        '[{ syscall: receive, with: { from: left } }, { segments: 1000 }, { syscall: send, with: { to: right } }]',
      )
      .steps(
        'measured',
        `[{ launch: partner, program: other, with: { left: left, right: right } }, { syscall: send, with: { to: left } },
          { measure: wait, do: [{ syscall: receive, with: { from: right } }] }]`,
      )
      .run();
    expect(measures['wait'].cycles).to.be.within(3000, 4000);
  });

  it('are missing when their block never ran', () => {
    const { measures } = toy.steps('measured', '[{ if: 0, then: [{ measure: never, do: [] }] }]').run();
    expect(Object.keys(measures)).to.deep.equal(['m']);
  });
});

describe('parts', () => {
  it('hold the time until the next part begins', () => {
    const { parts } = toy
      .steps(
        'measured',
        '[{ segments: 1 }, { part: a }, { segments: 2 }, { part: b }, { segments: 4 }, { part: a }, { segments: 8 }]',
      )
      .run();
    expect(parts).to.deep.equal({ a: 6 + 24, b: 12 });
  });

  it('have the charges of their time, within a measured block', () => {
    const { measures } = toy
      .steps(
        'before',
        '[{ part: a }, { segments: 1 }, { part: b }, { segments: 1 }, { part: a }, { segments: 1 }]',
      )
      .steps(
        'measured',
        '[{ segments: 2 }, { part: b }, { segments: 4 }, { io: isa, times: 1 }, { part: a }, { segments: 8 }, { part: b }, { segments: 16 }]',
      )
      .run();
    expect(measures['m'].partCharges).to.deep.equal({
      a: [{ place: 'user', cause: 'segment-load', cycles: 6 + 24 }],
      b: [
        { place: 'user', cause: 'segment-load', cycles: 12 + 48 },
        { place: 'user', cause: 'port-io', cycles: 130 },
      ],
    });
  });

  it('go on through calls, system calls and page faults', () => {
    const outcome = toy
      .steps('measured', '[{ part: all }, { syscall: nothing }, { touch: true, writes: { bss: 1 } }]')
      .run();
    expect(outcome.parts).to.deep.equal({ all: outcome.elapsedCycles });
  });
});

describe('charges', () => {
  it('name each place and cause once, without empty ones', () => {
    const outcome = toy
      .steps('measured', '[{ run: work }, { syscall: nothing }, { touch: true, writes: { bss: 1 } }]')
      .run();
    const keys = outcome.charges.map(({ place, cause }) => `${place}/${cause}`);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(outcome.charges.every(({ cycles }) => cycles > 0)).to.equal(true);
    expect(total(outcome)).to.equal(outcome.elapsedCycles);
  });

  it('stay exact with fractional costs', () => {
    const third = toy.replace(
      'machine',
      'cycles-per-instruction: { value: 1,',
      'cycles-per-instruction: { value: 1.2345,',
    );
    const outcome = third
      .steps('measured', '[{ run: work, times: 1000 }, { compute: 77777, code: { text: 3 } }]')
      .run();
    expect(total(outcome)).to.equal(outcome.elapsedCycles);
    // A cost is rounded to a 1024th of a cycle once, when it is loaded.
    expect(byCause(outcome)['instructions']).to.equal((177_777 * Math.floor(1.2345 * 1024 + 0.5)) / 1024);
  });
});
