import { expect } from 'chai';
import { cellsOf } from '../../../sweeps/analysis/cells.ts';
import { chooseCharts } from '../../../sweeps/analysis/choose-charts.ts';
import { scaleOfValues } from '../../../sweeps/analysis/scale.ts';
import { tornadoOf } from '../../../sweeps/analysis/tornado.ts';
import { SWEEP } from '../../support/sweeps.ts';
import { analysed, sweptFigures, type Made } from '../../support/swept.ts';
import { replaceOnce } from '../../support/toy.ts';

/** On L4Linux: 100, with 10 for each cycle of a walk, and an IPC's instructions. */
const made: Made = (variant, [walk, ipc]) =>
  variant === 'linux' ? 100 : 100 + 10 * Number(walk ?? 5) + (typeof ipc === 'number' ? ipc : 70);

const ONE_AT_A_TIME = replaceOnce(SWEEP, 'baseline: linux', 'design: one-at-a-time\nbaseline: linux');
const BREAK_EVEN = replaceOnce(
  SWEEP,
  'derived:',
  'charts: [{ kind: break-even, of: penalty, passes: 150 %, along: walk, by: ipc }]\nderived:',
);

describe('figures of a sweep', () => {
  it('come from its rows', () => {
    const figures = sweptFigures(SWEEP, made, 2);
    expect(figures.parameters.map(({ name, scale, levels }) => ({ name, scale, levels }))).to.deep.equal([
      { name: 'walk', scale: 'log', levels: [4, 6, 9] },
      { name: 'ipc', scale: 'linear', levels: [50, 100] },
    ]);
    expect(figures.figures.map(({ name, unit }) => [name, unit])).to.deep.equal([
      ['call', 'cycles'],
      ['penalty', '%'],
    ]);
    expect(figures.variantsWith('penalty').map(({ name }) => name)).to.deep.equal(['l4linux']);
    const [first] = figures.points('l4linux', 'call');
    expect(first.levels).to.deep.equal([4, 50]);
    expect([first.value, (first.low! + first.high!) / 2]).to.deep.equal([190, 190]);
    expect(figures.failed.rows).to.equal(0);
  });

  it('are averaged over the parameters that a picture leaves out', () => {
    const points = sweptFigures(SWEEP, made).points('l4linux', 'call');
    expect(
      cellsOf(points, [0]).map(({ levels, value, points: count }) => [levels[0], value, count]),
    ).to.deep.equal([
      [4, 215, 2],
      [6, 235, 2],
      [9, 265, 2],
    ]);
    expect(cellsOf(points, [0, 1])).to.have.length(6);
  });

  it('of a one-at-a-time design stand alone', () => {
    const points = sweptFigures(ONE_AT_A_TIME, made).points('l4linux', 'call');
    expect(cellsOf(points, [0]).map(({ levels, value }) => [levels[0], value])).to.deep.equal([
      [4, 210],
      [6, 230],
      [9, 260],
    ]);
  });
});

describe('a tornado', () => {
  it('has the widest swing first, from the base point', () => {
    const figures = sweptFigures(
      ONE_AT_A_TIME,
      (_, [walk, ipc]) => 10 * Number(walk ?? 5) + 2 * Number(ipc ?? 70),
    );
    const { base, swings } = tornadoOf(figures.points('l4linux', 'call'), figures.parameters)!;
    expect(base.value).to.equal(190);
    expect(
      swings.map(({ parameter, least, most, spread }) => [parameter, least.level, most.level, spread]),
    ).to.deep.equal([
      ['ipc', 50, 100, 100],
      ['walk', 4, 9, 50],
    ]);
  });

  it('needs a base point', () => {
    const figures = sweptFigures(SWEEP, made);
    expect(tornadoOf(figures.points('l4linux', 'call'), figures.parameters)).to.equal(undefined);
  });
});

describe('an analysis', () => {
  it('answers what the charts ask, for each variant and value', () => {
    const [{ rows, level }] = analysed(BREAK_EVEN, made).breakEvens;
    expect(level).to.equal(150);
    // A penalty of 150 % are 150 cycles: 10 for each cycle of a walk beyond the IPC's 50 or 100.
    const found = rows.map(({ variant, by, result }) => [variant.name, by, result.kind]);
    expect(found).to.deep.equal([
      ['l4linux', 50, 'never'],
      ['l4linux', 100, 'at'],
    ]);
    const [, { result }] = rows;
    // On the log scale between 4 cycles (140) and 6 cycles (160), half-way.
    expect(result.kind === 'at' && result.at).to.be.closeTo(Math.sqrt(24), 1e-9);
  });

  it('chooses charts that suit the design', () => {
    const chosen = (text: string): string[] => {
      const figures = sweptFigures(text, made);
      return analysed(text, made).charts.map(
        (chart) => `${chart.kind} ${chart.of} ${figures.figure(chart.of).unit}`,
      );
    };
    expect(chosen(SWEEP)).to.deep.equal(['heat-map penalty %', 'contour penalty %', 'break-even penalty %']);
    expect(chosen(ONE_AT_A_TIME)).to.deep.equal(['tornado penalty %']);
    const sample = replaceOnce(SWEEP, 'baseline: linux', 'design: { sobol: 8 }\nbaseline: linux');
    expect(chosen(sample)).to.deep.equal(['parallel penalty %', 'effects penalty %']);
    const one = SWEEP.replace(/ {2}ipc: .*\n/, '');
    expect(chosen(one)).to.deep.equal(['lines penalty %']);
    const named = SWEEP.replace(
      / {2}ipc: .*\n/,
      '  on: { title: on, machines: [pentium-133, pentium-90] }\n',
    );
    expect(chosen(named)).to.deep.equal(['lines penalty %', 'heat-map penalty %', 'break-even penalty %']);
  });

  it('draws measures when nothing is derived', () => {
    const charts = chooseCharts('grid', sweptFigures(SWEEP, made), []);
    expect(charts.map(({ of }) => of)).to.include('call');
  });
});

describe('a scale', () => {
  it('is the one on which values are spaced evenly', () => {
    expect(scaleOfValues([50, 100, 200, 400])).to.equal('log');
    expect(scaleOfValues([10, 20, 30])).to.equal('linear');
    expect(scaleOfValues([0, 1, 10])).to.equal('linear');
    expect(scaleOfValues([1, 100])).to.equal('linear');
  });
});
