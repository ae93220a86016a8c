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
    expect(measures['inner']).to.deep.equal({
      cycles: 60,
      operations: 40,
      minimumCycles: 1.5,
      charges: [{ place: 'user', cause: 'segment-load', cycles: 60 }],
      parts: {},
    });
    expect(measures['m'].cycles).to.equal(60 + 1200);
  });

  it('keep the least time of an operation', () => {
    const { measures } = toy
      .steps('measured', '[{ repeat: 3, do: [{ measure: inner, do: [{ run: work }] }] }]')
      .run();
    expect(measures['inner'].minimumCycles).to.equal(100);
    expect(measures['inner'].cycles).to.equal(268 + 200);
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
