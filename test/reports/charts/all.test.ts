import { expect } from 'chai';
import { readShippedCalibration } from '../../../cli/shipped.ts';
import { CHART_NAMES, chartsOf } from '../../../reports/charts/all.ts';
import type { Chart } from '../../../reports/charts/chart.ts';
import { shortPath } from '../../../reports/charts/fitted-parameters.ts';
import { systemScale } from '../../../reports/charts/theme.ts';
import { drawSvg } from '../../../reports/render/draw.ts';
import { charts } from '../../support/made-up-charts.ts';
import { row, SYSTEMS } from '../../support/reported.ts';

const chart = (name: string): Chart => charts.find((candidate) => candidate.name === name)!;
const drawn = new Map<string, Promise<string>>();
/** The picture of a chart, drawn once. */
function draw(name: string): Promise<string> {
  const known = drawn.get(name) ?? drawSvg(chart(name).spec);
  drawn.set(name, known);
  return known;
}
const unescaped = (svg: string): string => svg.replaceAll('&amp;', '&').replaceAll('&gt;', '>');

describe('charts of a reproduction', () => {
  it('are all there when the result has everything', () => {
    expect(charts.map(({ name }) => name).sort()).to.deep.equal([...CHART_NAMES].sort());
  });

  it('are left out where the result has nothing for them', () => {
    const some = chartsOf({ rows: [row('getpid/getpid/linux', 'cycles', 200, 220)], operations: [] });
    expect(some.figures).to.deep.equal([]);
    expect(some.accuracy).to.have.length(2);
    expect(some.cycles).to.deep.equal([]);
    expect(chartsOf({ rows: [], operations: [] }).accuracy).to.deep.equal([]);
  });

  it('say what they show', () => {
    for (const { name, title, caption } of charts) {
      expect(title, name).to.match(/^\S.{5,60}\S$/);
      expect(caption.length, name).to.be.greaterThan(80);
    }
  });

  it('draw without a warning', async () => {
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warnings.push(words);
    try {
      for (const { name } of charts) await draw(name);
    } finally {
      console.warn = warn;
    }
    expect(warnings).to.deep.equal([]);
  });

  it('show every system by its name and in its colour', async () => {
    const { domain, range } = systemScale(SYSTEMS);
    for (const name of ['figure-7-compile', 'figure-8-aim-real-time', 'figure-9-aim-throughput', 'errors']) {
      const svg = await draw(name);
      for (const [index, system] of domain.entries()) {
        expect(svg, name).to.contain(`>${system}</text>`);
        expect(svg, name).to.contain(range[index]);
      }
    }
  });

  it('show every test, experiment and parameter', async () => {
    const lmbench = await draw('figure-6-lmbench');
    for (const test of ['pipe-latency', 'pipe-bandwidth']) expect(lmbench).to.contain(`>${test}</text>`);
    const errors = await draw('errors');
    for (const experiment of ['getpid', 'lmbench', 'compile', 'aim7'])
      expect(errors).to.contain(`>${experiment}</text>`);
    const fitted = unescaped(await draw('fitted-parameters'));
    for (const path of Object.keys(readShippedCalibration().parameters))
      expect(fitted).to.contain(`>${shortPath(path)}</text>`);
  });

  it('name the unit on their axes', async () => {
    expect(await draw('figure-7-compile')).to.contain('>elapsed time (s)</text>');
    expect(await draw('figure-9-aim-throughput')).to.contain('>throughput (jobs/min)</text>');
  });
});

describe('Figure 6', () => {
  /** The values of a chart by system, test and figure. */
  const values = (
    chart('figure-6-lmbench').spec as unknown as { data: { values: Record<string, unknown>[] } }
  ).data.values;
  const value = (test: string, system: string, figure: string): unknown =>
    values.find(
      (entry) => entry['test'] === test && entry['system'] === system && entry['figure'] === figure,
    )?.['value'];

  it('has slowdowns against native, of a bandwidth the inverse', () => {
    expect(value('pipe-latency', 'mklinux-user', 'model')).to.be.closeTo(3, 1e-9);
    expect(value('pipe-bandwidth', 'mklinux-user', 'published')).to.be.closeTo(3, 1e-9);
    expect(value('pipe-latency', 'linux', 'model')).to.equal(undefined);
  });

  it('has intervals the right way round', () => {
    for (const { low, high, value: middle } of values as { low?: number; high?: number; value: number }[])
      if (low !== undefined) expect(middle).to.be.within(low, high!);
    expect(values.filter(({ low }) => low !== undefined)).to.have.length(6);
  });
});

describe('the scatter of model against published', () => {
  it('counts what is near, and says what lies off its axes', () => {
    const { caption } = chart('model-against-published');
    // One slowdown is negative, another 40 % off.
    expect(caption).to.contain('of 17 rows, 15 within 10 % and 15 within 25 %');
    expect(caption).to.contain('Off the axes, and not drawn: 1.');
  });
});

describe('the axes of the scatter', () => {
  const scatter = (
    ...figures: [model: number, published: number][]
  ): { caption: string; ticks: number[] } => {
    const rows = figures.map(([model, published], index) =>
      row(`lmbench/test-${index}/linux`, 'µs', model, published),
    );
    const { accuracy } = chartsOf({ rows, operations: [] });
    const { caption, spec } = accuracy.find(({ name }) => name === 'model-against-published')!;
    const { layer } = spec as unknown as { layer: { encoding: { x: { axis?: { values: number[] } } } }[] };
    return { caption, ticks: layer[layer.length - 1].encoding.x.axis!.values };
  };

  it('are a decade longer where the model has values there', () => {
    expect(scatter([5, 5], [50, 50]).ticks).to.deep.equal([1, 10, 100]);
    const { caption, ticks } = scatter([0.5, 6], [50, 50]);
    expect(ticks).to.deep.equal([0.1, 1, 10, 100]);
    expect(caption).to.not.contain('not drawn');
    expect(scatter([5, 5], [900, 50]).ticks).to.deep.equal([1, 10, 100, 1000]);
  });

  it('leave out what lies further off', () => {
    expect(scatter([0.001, 6], [50, 50]).caption).to.contain('not drawn: 1');
  });
});

describe('the charts of cycles', () => {
  it('name places and say how many cycles they are shares of', async () => {
    const svg = await draw('cycles-by-place');
    for (const text of ['native-kernel', 'linux-server', '175 cycles'])
      expect(svg).to.contain(`>${text}</text>`);
  });
});
