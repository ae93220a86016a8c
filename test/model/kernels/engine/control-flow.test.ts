import { expect } from 'chai';
import { RandomStreams } from '../../../../model/core/random.ts';
import { instructionsOf } from '../../../support/outcome.ts';
import { toy, type Toy } from '../../../support/toy.ts';

/** The toy system with one more path in its workload. */
const withPath = (path: string): Toy => toy.replace('workload', 'paths:\n', `paths:\n  ${path}\n`);

describe('control flow of paths', () => {
  it('repeats a number of times, or never', () => {
    expect(instructionsOf('[{ repeat: 3, do: [{ run: step }] }]')).to.equal(30);
    expect(instructionsOf('[{ repeat: 0, do: [{ run: step }] }]')).to.equal(0);
    expect(
      instructionsOf('[{ repeat: 2, do: [{ run: one }, { repeat: 3, do: [{ run: step }] }] }]'),
    ).to.equal(62);
  });

  it('takes the count of repetitions when the loop begins', () => {
    const steps =
      '[{ set: { n: 3 } }, { repeat: n, do: [{ run: one }, { set: { n: n + 5 } }] }, { run: one, times: n }]';
    expect(instructionsOf(steps)).to.equal(3 + 18);
  });

  it('runs a block while a condition holds', () => {
    const steps = '[{ set: { n: 5 } }, { while: n > 1, do: [{ run: one }, { set: { n: n - 2 } }] }]';
    expect(instructionsOf(steps)).to.equal(2);
    expect(instructionsOf('[{ while: false, do: [{ run: one }] }]')).to.equal(0);
  });

  it('takes one branch', () => {
    const branch = (condition: string): number =>
      instructionsOf(`[{ if: "${condition}", then: [{ run: one }], else: [{ run: step }] }]`);
    expect(branch('1')).to.equal(1);
    expect(branch('0')).to.equal(10);
    expect(branch('0 - 1')).to.equal(1);
    expect(instructionsOf('[{ if: 0, then: [{ run: step }] }, { run: one }]')).to.equal(1);
  });

  it('chooses by weights from the stream of its name', () => {
    const steps =
      '[{ repeat: 400, do: [{ choose: coin, among: [{ weight: 3, do: [{ run: one }] }, { weight: 1, do: [{ run: step }] }] }] }]';
    const stream = new RandomStreams('toy').stream('choice/coin');
    let expected = 0;
    for (let draw = 0; draw < 400; draw++) expected += stream.uniform() < 0.75 ? 1 : 10;
    expect(instructionsOf(steps)).to.equal(expected);
    expect(expected).to.be.within(1300 - 200, 1300 + 200);
  });

  it('keeps the draws of one choice when another is added', () => {
    const coin =
      '{ choose: coin, among: [{ weight: 1, do: [{ run: one }] }, { weight: 1, do: [{ run: step }] }] }';
    const die = '{ choose: die, among: [{ weight: 1, do: [] }, { weight: 1, do: [] }] }';
    expect(instructionsOf(`[{ repeat: 50, do: [${die}, ${coin}] }]`)).to.equal(
      instructionsOf(`[{ repeat: 50, do: [${coin}] }]`),
    );
  });

  it('never takes an alternative before the first or after the last', () => {
    const only = '[{ repeat: 9, do: [{ choose: coin, among: [{ weight: 0.001, do: [{ run: one }] }] }] }]';
    expect(instructionsOf(only)).to.equal(9);
  });

  it('calls a path with arguments by name', () => {
    const twice = withPath(
      'twice: { params: { a: number, b: number }, steps: [{ run: one, times: a * 100 + b }] }',
    );
    expect(instructionsOf('[{ call: twice, with: { b: 2, a: 3 } }]', twice)).to.equal(302);
  });

  it('gives each call variables of its own', () => {
    const inner = withPath(
      'inner: { params: { n: number }, steps: [{ set: { n: n * 10 } }, { run: one, times: n }] }',
    );
    const steps = '[{ set: { n: 2 } }, { call: inner, with: { n: n + 1 } }, { run: one, times: n }]';
    expect(instructionsOf(steps, inner)).to.equal(30 + 2);
  });

  it('calls itself as long as the stack lasts', () => {
    const down = withPath(
      'down: { params: { n: number }, steps: [{ run: one }, { if: n > 1, then: [{ call: down, with: { n: n - 1 } }] }] }',
    );
    expect(instructionsOf('[{ call: down, with: { n: 50 } }]', down)).to.equal(50);
  });

  it('passes up to six arguments through a system call', () => {
    const six = toy.replace(
      'personality',
      '  nothing:',
      '  six: { params: { a: number, b: number, c: number, d: number, e: number, f: number }, steps: [{ run: one, times: a + 2 * b + 4 * c + 8 * d + 16 * e + 32 * f }] }\n  nothing:',
    );
    expect(instructionsOf('[{ syscall: six, with: { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 } }]', six)).to.equal(
      1 + 4 + 12 + 32 + 80 + 192,
    );
  });

  it('runs the body of a boundary path as often as that says', () => {
    const twice = toy.replace(
      'structure',
      '      - trap: int\n      - body: true\n',
      '      - trap: int\n      - set: { n: 2 }\n      - repeat: n\n        do: [{ body: true }]\n',
    );
    expect(instructionsOf('[{ syscall: spend, with: { units: 7 } }]', twice)).to.equal(14);
  });

  it('runs the body of a boundary path inside a choice', () => {
    const chosen = toy.replace(
      'structure',
      '      - trap: int\n      - body: true\n',
      '      - trap: int\n      - set: { n: 2 }\n      - choose: way\n        among: [{ weight: 1, do: [{ body: true }] }]\n',
    );
    expect(instructionsOf('[{ syscall: spend, with: { units: 7 } }]', chosen)).to.equal(7);
  });
});
