import { expect } from 'chai';
import { byCause, instructionsOf, warm } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';

const run = (steps: string, base = toy): Record<string, number> =>
  byCause(base.steps('measured', steps).run());

describe('running functions', () => {
  it('fills code lines from memory on the first run', () => {
    // 100 instructions on 4 lines: 25 a line, in which the rest of the line before has arrived.
    expect(run('[{ run: work }]')).to.deep.equal({
      instructions: 100,
      'itlb-miss': 30,
      'l1-instruction-miss': 18 + 4 * 10,
      'l2-miss': 4 * 20,
    });
  });

  it('waits for the bus when lines follow faster than they arrive', () => {
    // 2.5 instructions a line, and 18 cycles for the rest of the line before.
    expect(run('[{ run: step }]')).to.deep.equal({
      instructions: 10,
      'itlb-miss': 30,
      'l1-instruction-miss': 18 + 10 + 3 * (15.5 + 10),
      'l2-miss': 80,
    });
  });

  it('takes its instructions only when code is in the cache', () => {
    expect(warm('[{ run: work }]')).to.equal(100);
    expect(warm('[{ run: step, times: 3 }]')).to.equal(30);
  });

  it('runs no time at all for times: 0', () => {
    expect(run('[{ run: work, times: 0 }]')).to.deep.equal({});
  });

  it('runs nothing of a function that is absent, and moves nothing else', () => {
    const text = 'work: { instructions: 100, lines: 4, data: 0';
    const without = toy.replace('structure', text, `${text}, absent: true`);
    expect(run('[{ run: work }]', without)).to.deep.equal({});
    expect(run('[{ run: step }]', without)).to.deep.equal(run('[{ run: step }]'));
  });

  it('touches data beside the code', () => {
    const { 'l1-data-miss': missed, 'l2-miss': memory } = run('[{ run: one, reads: { table: 3 } }]');
    // The code line still streams in for 18 cycles, less the instruction and the walk that finds its entry in L2.
    expect(missed).to.equal(18 - 1 - 16 + 10 + 2 * (18 + 10));
    expect(memory).to.equal(20 + 3 * 20);
  });

  it('passes stores to lines that are not in L1 through the write buffer', () => {
    const outcome = run(
      '[{ touch: true, reads: { table: 1 } }, { touch: true, writes: { buffer: { lines: 1, words: 4 } } }]',
    );
    // The line of the table still streams in for 18; two of four words of 7 cycles fit into the buffer.
    expect(outcome['write-miss']).to.equal(18 + 28 - 14);
  });

  it('derives code and data lines from instructions by the footprint rule', () => {
    const derived = toy.replace('structure', 'work: { instructions: 100, lines: 4, data: 0 }', 'work: 2000');
    const outcome = run('[{ run: work }]', derived);
    // 250 lines of 8 instructions, each from memory, and 2 lines of data.
    expect(outcome['l2-miss']).to.equal(252 * 20);
    expect(outcome['itlb-miss']).to.equal(30);
  });

  it('spreads a large function over pieces without losing an instruction', () => {
    const pieces = toy
      .replace('structure', 'lines-per-function: { value: 4096', 'lines-per-function: { value: 7')
      .replace(
        'structure',
        'work: { instructions: 100, lines: 4, data: 0 }',
        'work: { instructions: 1003, lines: 40, data: 0 }',
      );
    expect(instructionsOf('[{ run: work }]', pieces)).to.equal(1003);
  });
});

describe('running user code', () => {
  it('computes in the segments of the image, at the place of the user', () => {
    const outcome = toy.steps('measured', '[{ compute: 100, code: { text: 2 } }]').run();
    expect(byCause(outcome, 'user')).to.deep.equal({
      instructions: 100,
      // A 4 KB page: two levels of walk, the second waits for the rest of the first's line.
      'itlb-miss': 30 + 18 + 30,
      'l1-instruction-miss': 18 + 10 + (18 - 8) + 10,
      'l2-miss': 40,
    });
  });

  it('splits instructions over segments without losing one', () => {
    expect(instructionsOf('[{ compute: 101, code: { text: 3, vector: 2 } }]')).to.equal(101);
    expect(instructionsOf('[{ compute: 29, code: { text: 3, stack: 1 } }]')).to.equal(29);
  });

  it('walks sparsely when told so', () => {
    const walk = '[{ compute: 8, code: { text: { lines: 2, every: 128 } } }]';
    // Two pages, whose entries share one line of the page table.
    expect(run(walk)['itlb-miss']).to.equal(30 + 18 + 30 + 2 * 16);
  });

  it('charges another domain when told so', () => {
    const outcome = toy.steps('measured', '[{ compute: 100, code: { text: 1 }, in: linux }]').run();
    expect(byCause(outcome, 'user')).to.deep.equal({});
    expect(byCause(outcome, 'kernel')['instructions']).to.equal(100);
  });
});
