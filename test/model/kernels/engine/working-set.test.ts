import { expect } from 'chai';
import fc from 'fast-check';
import { toy, type Toy } from '../../../support/toy.ts';
import type { Charge } from '../../../../model/index.ts';
import { problemsOf } from '../../../support/mistake.ts';
import { check } from '../../../support/property.ts';

const LOCALITIES = `
localities:
  wander:
    code-lines: { value: 2, source: toy, status: estimated }
    instructions-per-line: { value: 10, source: toy, status: estimated }
    data-lines: { value: 1, source: toy, status: estimated }
    code-skew: { value: 4, source: toy, status: estimated }
    data-skew: { value: 4, source: toy, status: estimated }
    lines-together: { value: 32, source: toy, status: estimated }
    written-share: { value: 0.5, source: toy, status: estimated }
    window: { value: WINDOW, source: toy, status: estimated }
`;

const step = (instructions: number, pages: number): string =>
  `[{ work: ${instructions}, locality: wander, code: { segment: text, pages: 2 }, data: { segment: bss, pages: ${pages} } }]`;

const working = (instructions: number, window = 1e6, pages = 8): Toy =>
  toy
    .append('workload', LOCALITIES.replace('WINDOW', String(window)))
    .steps('measured', step(instructions, pages));

const of = (charges: readonly Charge[], wanted: string): number =>
  charges.filter(({ cause }) => cause === wanted).reduce((sum, { cycles }) => sum + cycles, 0);

describe('work', () => {
  it('takes its instructions, and the misses of its working set on top', () => {
    const { charges, cycles } = working(20_000).run().measures['m'];
    const user = charges.filter(({ place }) => place === 'user');
    expect(of(user, 'instructions')).to.equal(20_000);
    expect(of(user, 'l1-instruction-miss')).to.be.above(0);
    expect(charges.reduce((sum, charge) => sum + charge.cycles, 0)).to.equal(cycles);
  });

  it('refuses lines together that do not divide a page', () => {
    const system = toy
      .append('workload', LOCALITIES.replace('WINDOW', '1000').replace('value: 32', 'value: 48'))
      .steps('measured', step(1000, 2));
    expect(problemsOf(system)).to.have.lengthOf(1);
    expect(problemsOf(system)[0]).to.include({
      key: 'localities.wander.lines-together',
      expected: 'a number that divides the 128 lines of a page',
      found: '48',
    });
  });

  it('faults its pages in, and no page beyond the working set', () => {
    const faults = (pages: number): number =>
      of(working(20_000, 1e6, pages).run().measures['m'].charges, 'mode-switch') / 50;
    expect(faults(2)).to.be.within(2, 2 + 2);
    expect(faults(8)).to.equal(faults(2) + 6);
  });

  it('costs about as much when only a window of it is simulated', () => {
    // Caches are warm when the measured part begins.
    const cycles = (window: number): number =>
      working(400_000, window).steps('before', step(100_000, 8)).run().measures['m'].cycles;
    const whole = cycles(1e6);
    const sampled = cycles(20_000);
    expect(sampled / whole).to.be.within(0.85, 1.15);
    expect(sampled).not.to.equal(whole);
  });

  it('adds up with a clock that interrupts it anywhere', () => {
    check(
      25,
      fc.property(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 2, max: 5000 }), (count, window) => {
        const { charges, elapsedCycles } = working(count, window).clock('20 kHz').run();
        expect(charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(elapsedCycles);
        expect(
          of(
            charges.filter(({ place }) => place === 'user'),
            'instructions',
          ),
        ).to.be.at.least(count);
      }),
    );
  });

  it('is refused beyond its segment', () => {
    expect(() => working(100, 100, 17).run()).to.throw(/a working set of 17 pages in a segment of 16/);
  });
});
