import { expect } from 'chai';
import fc from 'fast-check';
import { RandomStream } from '../../../../model/core/random.ts';
import { toy, type Toy } from '../../../support/toy.ts';
import type { Charge } from '../../../../model/index.ts';
import { problemsOf } from '../../../support/mistake.ts';
import { check } from '../../../support/property.ts';

const entry = (value: number | string): string => `{ value: ${value}, source: toy, status: estimated }`;

/** A locality of two code lines and a data line a visit, with some values replaced. */
const localities = (values: Record<string, number | string> = {}): string => {
  const key = (name: string, otherwise: number | string): string =>
    `${name.split('.').at(-1)!}: ${entry(values[name] ?? otherwise)}`;
  const pages = (side: string): string =>
    [
      key(`${side}.near-pages`, 2),
      key(`${side}.turnover`, '10 %'),
      key(`${side}.page-skew`, 1),
      key(`${side}.used-lines`, 20),
    ].join(', ');
  return `
localities:
  wander:
    code: { ${key('code.lines', 2)}, instructions-per-line: ${entry(10)}, ${pages('code')} }
    data: { ${key('data.lines', 1)}, ${pages('data')}, ${key('data.written-share', '50 %')}, words-per-written-line: ${entry(2)}, ${key('data.fill-share', '50 %')} }
    ${key('window', 1e6)}
`;
};

const step = (instructions: number, pages: number): string =>
  `[{ work: ${instructions}, locality: wander, code: { segment: text, pages: 2 }, data: { segment: bss, pages: ${pages} } }]`;

const working = (
  instructions: number,
  window = 1e6,
  pages = 8,
  values: Record<string, number | string> = {},
): Toy =>
  toy.append('workload', localities({ ...values, window })).steps('measured', step(instructions, pages));

const of = (charges: readonly Charge[], wanted: string): number =>
  charges.filter(({ cause }) => cause === wanted).reduce((sum, { cycles }) => sum + cycles, 0);

/** The pages of code and data that work visits, in turn, and how often it faults. */
function visitsOf(system: Toy): { code: number[]; data: number[]; faults: number } {
  const simulation = system.simulation();
  const processor = simulation['processor'];
  const visits = { code: [] as number[], data: [] as number[], faults: 0 };
  const translateCode = processor.translateCode.bind(processor);
  const translateData = processor.translateData.bind(processor);
  processor.translateCode = (page, ...rest) => {
    visits.code.push(page);
    translateCode(page, ...rest);
  };
  processor.translateData = (page, ...rest) => {
    visits.data.push(page);
    translateData(page, ...rest);
  };
  const { charges } = simulation.run('main');
  // A fault enters and leaves the kernel: 30 and 20 cycles.
  visits.faults = of(charges, 'mode-switch') / 50;
  // Linear page numbers, from those of the segments on.
  for (const side of ['code', 'data'] as const) {
    const first = Math.min(...visits[side]);
    visits[side] = visits[side].map((page) => page - first);
  }
  return visits;
}

describe('work', () => {
  it('takes its instructions, and the misses of its working set on top', () => {
    const { charges, cycles } = working(20_000).run().measures['m'];
    const user = charges.filter(({ place }) => place === 'user');
    expect(of(user, 'instructions')).to.equal(20_000);
    expect(of(user, 'l1-instruction-miss')).to.be.above(0);
    expect(charges.reduce((sum, charge) => sum + charge.cycles, 0)).to.equal(cycles);
  });

  it('takes only its instructions once all its lines are in', () => {
    const values = {
      'code.near-pages': 1,
      'code.turnover': '0 %',
      'code.used-lines': 2,
      'data.near-pages': 1,
      'data.turnover': '0 %',
      'data.used-lines': 1,
      'data.fill-share': '0 %',
    };
    const { cycles, charges } = working(100, 1e6, 8, values).steps('before', step(100, 8)).run().measures[
      'm'
    ];
    expect(cycles).to.equal(100);
    expect(charges.map(({ cause }) => cause)).to.deep.equal(['instructions']);
  });

  it('fills the lines of a run, and of nothing else', () => {
    // The walk ends with an entry from memory, whose line keeps the bus for 18 cycles. Each of two lines waits for as long, takes 10 cycles
    // as from L2, and 20 more from memory. The other 78 fetches find their lines.
    const { charges } = working(800, 1e6, 1, {
      'code.near-pages': 1,
      'code.turnover': '0 %',
      'code.used-lines': 2,
      'data.lines': 0,
    }).run().measures['m'];
    const user = charges.filter(({ place }) => place === 'user');
    expect(of(user, 'instructions')).to.equal(800);
    expect(of(user, 'l2-miss')).to.equal(2 * (30 - 10));
    expect(of(user, 'l1-instruction-miss')).to.equal(2 * (18 + 10));
    expect(of(user, 'itlb-miss')).to.equal(30 + 18 + 30);
  });

  it('refuses a run that is longer than the lines in use', () => {
    const system = toy
      .append('workload', localities({ 'code.used-lines': 1 }))
      .steps('measured', step(1000, 2));
    expect(problemsOf(system)).to.have.lengthOf(1);
    expect(problemsOf(system)[0]).to.include({
      key: 'localities.wander.code.used-lines',
      expected: 'the 2 lines of a run, or more',
      found: '1',
    });
  });

  it('visits what its generator draws', () => {
    const { code, data } = visitsOf(working(200, 1e6, 8, { 'data.lines': 1, 'data.written-share': '0 %' }));
    let state = 1 + new RandomStream('toy/working-set').below(2 ** 32 - 1);
    const bits = (): number => {
      state ^= state << 13;
      state ^= state >>> 17;
      return (state ^= state << 5);
    };
    /** One of two pages near by by the highest bit, or by the lower 16 in a tenth of the draws another. */
    const page = (slots: number[], pages: number): number => {
      const drawn = bits();
      const slot = drawn < 0 ? 1 : 0;
      if ((drawn & 0xffff) < 6554) slots[slot] = Math.floor(((bits() >>> 0) / 2 ** 32) * pages);
      return slots[slot];
    };
    const [ofCode, ofData] = [
      [0, 1],
      [0, 1],
    ];
    const expected = Array.from({ length: 10 }, () => {
      const drawn = page(ofCode, 2);
      // The bits of a code line, then those of a data line.
      bits();
      bits();
      return [drawn, page(ofData, 8)];
    });
    expect(code).to.deep.equal(expected.map(([drawn]) => drawn));
    expect(data).to.deep.equal(expected.map(([, drawn]) => drawn));
  });

  it('visits every page of its working set', () => {
    const { code, data } = visitsOf(working(40_000, 1e6, 13, { 'data.page-skew': 3 }));
    expect(new Set(code)).to.have.lengthOf(2);
    expect(new Set(data)).to.have.lengthOf(13);
    expect(Math.max(...data)).to.equal(12);
  });

  it('makes the same visits whatever the system takes away from it', () => {
    const values = { 'data.lines': 3 };
    const robbed = working(40_000, 1e6, 8, values)
      .clock('20 kHz')
      .replace(
        'structure',
        '{ account-tick: true }] }',
        '{ account-tick: true }, { each-page: present, of: self, segment: bss, as: page, do: [{ page: drop, at: page }] }] }',
      );
    const visits = visitsOf(robbed);
    expect(visits.faults).to.be.above(100);
    const { code, data } = visitsOf(working(40_000, 1e6, 8, values));
    expect(visits.code).to.deep.equal(code);
    expect(visits.data).to.deep.equal(data);
  });

  it('reads the pages of a shared file, and writes none', () => {
    const shared = (segment: string): number =>
      of(
        working(2000, 1e6, 2, { 'data.written-share': '100 %' })
          .replace('workload', 'data: { segment: bss', `data: { segment: ${segment}`)
          .run().measures['m'].charges,
        'write-miss',
      );
    expect(shared('data')).to.be.above(0);
    expect(shared('text')).to.equal(0);
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
