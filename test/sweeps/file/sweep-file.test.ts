import { expect } from 'chai';
import { SpecError } from '../../../model/index.ts';
import { takeMark } from '../../support/mistake.ts';
import { prepared, SWEEP, sweepOf } from '../../support/sweeps.ts';
import { replaceOnce } from '../../support/toy.ts';

function problemOf(text: string): string {
  try {
    prepared(text);
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  return '';
}

const RANGE = 'from: 4 cycles, to: 9 cycles, steps: 3, scale: log';
const WALK = `{ title: walk, set: tlb.walk-level, ${RANGE} }`;
const PENALTY = 'penalty: { title: more, penalty: call }';

/** Wrong texts; the mark stands before the place that the message must point at. */
const MISTAKES: [string, string, string, RegExp][] = [
  ['an unknown key', 'title: Own', '§titel: Own', /expected one of the keys sweep, .*titel/],
  [
    'too many variants',
    'variants:\n',
    `variants:\n  ${Array.from({ length: 99 }, (_, index) => `${index === 0 ? '§' : ''}v${index}: { title: v, system: linux }`).join('\n  ')}\n`,
    /expected at most 100 variants, found 101/,
  ],
  ['no replication', 'replications: 2', 'replications: §0', /expected at least 1, found 0/],
  ['an unknown baseline', 'baseline: linux', 'baseline: §minix', /one of the variants linux, l4linux/],
  [
    'an unknown system',
    'system: l4linux',
    'system: §l5linux',
    /expected a structure \(.*found "l5linux" \(did you mean l4linux\?\)/,
  ],
  [
    'an unknown workload',
    'workload: getpid',
    'workload: §getpit',
    /expected a workload \(.*found "getpit" \(did you mean getpid\?\)/,
  ],
  [
    'an unknown test',
    'test: getpid',
    'test: §getppid',
    /a test of getpid \(getpid\), found "getppid" \(did you mean getpid\?\)/,
  ],
  [
    'a path of nothing',
    'set: tlb.walk-level',
    'set: §tlb.walk',
    /expected a key of the machine.*found "tlb.walk"/,
  ],
  [
    'a value of nothing',
    'baseline: linux',
    'baseline: linux\nset: { §tlb.walk: 4 }',
    /expected a key of the machine/,
  ],
  [
    'a value in a wrong unit',
    RANGE,
    'values: [4 cycles, §8 ns]',
    /a number with a unit of cycles.*found "8 ns"/,
  ],
  ['an end that a file refuses', RANGE, 'from: §-4 cycles, to: 9 cycles, steps: 3', /no negative value/],
  [
    'two kinds of values',
    WALK,
    WALK.replace('{', '§{ values: [1 cycles],'),
    /one of machines, values, or from and to/,
  ],
  [
    'no steps in a grid',
    WALK,
    WALK.replace('{', '§{').replace(', steps: 3, scale: log', ''),
    /steps, how many values/,
  ],
  ['steps without ends', RANGE, 'values: [4 cycles], steps: §3', /from and to beside it/],
  ['ends the wrong way round', RANGE, 'from: 9 cycles, to: §4 cycles, steps: 3', /more than from/],
  [
    'ends in two units',
    RANGE,
    'from: 4 cycles, to: §16 ns, steps: 3',
    /in the unit of the other end, cycles/,
  ],
  [
    'a logarithm of nothing',
    RANGE,
    'from: §0 cycles, to: 4 cycles, steps: 3, scale: log',
    /more than 0 for a log scale/,
  ],
  [
    'a design that is none',
    'baseline: linux',
    'baseline: linux\ndesign: §random',
    /one of grid, one-at-a-time/,
  ],
  [
    'a condition on nothing',
    'baseline: linux',
    'baseline: linux\nwhere: [§wolk < 8]',
    /names among walk, ipc, found "wolk"/,
  ],
  [
    'a condition cut off',
    'baseline: linux',
    'baseline: linux\nwhere: [§"walk <"]',
    /a number, a name or "\(" at character 7/,
  ],
  [
    'a penalty of nothing',
    'penalty: call',
    'penalty: §coll',
    /one of the measures call, found "coll" \(did you mean call\?\)/,
  ],
  [
    'a formula over nothing',
    PENALTY,
    'ratio: { title: r, formula: §call / base.call }',
    /names among .*"base.call"/,
  ],
  [
    'a function of no kind',
    PENALTY,
    'ratio: { title: r, formula: §sin(call) }',
    /functions among min, max.*"sin"/,
  ],
  ['neither penalty nor formula', PENALTY, 'penalty: §{ title: more }', /either penalty or formula/],
  ['one name for two columns', '  call: {', '  §ipc: {', /a name that is not one of the parameters/],
  [
    'a chart of nothing',
    'baseline: linux',
    'baseline: linux\ncharts: [{ kind: lines, of: §speed, x: walk }]',
    /one of call, penalty, found "speed"$/,
  ],
  [
    'a chart of nearly something',
    'baseline: linux',
    'baseline: linux\ncharts: [{ kind: lines, of: §penality, x: walk }]',
    /one of call, penalty, found "penality" \(did you mean penalty\?\)$/,
  ],
  [
    'a chart along nothing',
    'baseline: linux',
    'baseline: linux\ncharts: [{ kind: lines, of: call, x: §wakl }]',
    /one of walk, ipc, found "wakl"/,
  ],
  [
    'a baseline with a slip',
    'baseline: linux',
    'baseline: §linus',
    /one of the variants linux, l4linux, found "linus" \(did you mean linux\?\)$/,
  ],
  [
    'a tornado of a grid',
    'baseline: linux',
    'baseline: linux\ncharts: [{ kind: §tornado, of: call }]',
    /needs one-at-a-time/,
  ],
  [
    'a map of a sample',
    'baseline: linux',
    'baseline: linux\ndesign: { sobol: 8 }\ncharts: [{ kind: §heat-map, of: call, x: walk, y: ipc }]',
    /heat-map needs grid/,
  ],
  [
    'coordinates of points that move one parameter',
    'baseline: linux',
    'baseline: linux\ndesign: one-at-a-time\ncharts: [{ kind: §parallel, of: call }]',
    /needs points that move several parameters/,
  ],
  [
    'an axis against itself',
    'baseline: linux',
    'baseline: linux\ncharts: [{ kind: contour, of: call, x: walk, y: §walk }]',
    /another parameter than on the other axis/,
  ],
  [
    'contours over names',
    'parameters:',
    'charts: [{ kind: contour, of: call, x: walk, y: §on }]\nparameters:\n  on: { title: on, machines: [pentium-90] }',
    /a parameter whose values are numbers/,
  ],
  [
    'a passage in another unit',
    'baseline: linux',
    'baseline: linux\ncharts: [{ kind: break-even, of: penalty, passes: §5 ms, along: walk }]',
    /a number in %/,
  ],
  [
    'a passage of a measure with a unit',
    'baseline: linux',
    'baseline: linux\ncharts: [{ kind: break-even, of: call, passes: §5 ms, along: walk }]',
    /in the unit of the figure and without it/,
  ],
];

describe('a sweep file', () => {
  for (const [name, from, to, message] of MISTAKES)
    it(`refuses ${name}`, () => {
      const { text, line, column } = takeMark(replaceOnce(SWEEP, from, to));
      const problem = problemOf(text)
        .split('\n')
        .find((one) => message.test(one));
      expect(problem, problemOf(text)).to.match(new RegExp(`^own.yaml:${line}:${column}: `));
    });

  it('refuses a penalty without a baseline', () => {
    expect(problemOf(replaceOnce(SWEEP, '\nbaseline: linux', ''))).to.match(
      /a baseline in the sweep to compare with/,
    );
  });

  it('has what it says', () => {
    const { parameters, design, where } = sweepOf(SWEEP);
    expect(parameters['walk']).to.deep.equal({
      title: 'walk',
      set: ['tlb.walk-level'],
      values: { kind: 'range', from: 4, to: 9, unit: 'cycles', steps: 3, scale: 'log', whole: false },
      unit: 'cycles',
    });
    expect(parameters['ipc'].values).to.deep.equal({ kind: 'list', values: [50, 100] });
    expect({ design, where }).to.deep.equal({ design: 'grid', where: [] });
  });

  it('tells all that is wrong with what it names, and then with what it sets', () => {
    const names = SWEEP.replace('system: l4linux', 'system: l5linux').replace(
      'workload: getpid',
      'workload: none',
    );
    expect(problemOf(names).split('\n')).to.have.lengthOf(2);
    const values = SWEEP.replace('tlb.walk-level', 'tlb.walk').replace('[50, 100]', '[-1, many, 100]');
    const lines = problemOf(values).split('\n');
    expect(lines, lines.join('\n')).to.have.lengthOf(3);
    expect(lines[0]).to.contain('parameters.walk.set: expected a key of');
    expect(lines[1]).to.match(/parameters\.ipc\.values\[0\]: .*found -1/);
    expect(lines[2]).to.match(/parameters\.ipc\.values\[1\]: .*found "many"/);
  });

  it('refuses more points than anybody runs', () => {
    const many = replaceOnce(SWEEP, 'steps: 3', 'steps: 1000000').replace(
      '[50, 100]',
      `[${Array.from({ length: 20 }, (_, index) => index + 1).join(', ')}]`,
    );
    expect(problemOf(many)).to.match(/at most 10000000 points, found 20000000 points/);
  });
});
