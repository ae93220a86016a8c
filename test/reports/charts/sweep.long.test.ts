import { expect } from 'chai';
import { expectValidCharts } from '../../support/vega-lite.ts';
import type { Chart } from '../../../reports/charts/chart.ts';
import { systemScale } from '../../../reports/charts/theme.ts';
import { drawSvg } from '../../../reports/render/draw.ts';
import { SWEEP_CHART_NAME, sweepChart } from '../../../reports/charts/sweep/all.ts';
import { analysed, type Made } from '../../support/swept.ts';
import { SWEEP } from '../../support/sweeps.ts';
import { replaceOnce } from '../../support/toy.ts';

const made: Made = (variant, [walk, ipc]) =>
  variant === 'linux' ? 100 : 110 + 10 * Number(walk ?? 5) + (typeof ipc === 'number' ? ipc : 70);

const withCharts = (text: string, ...charts: string[]): string =>
  replaceOnce(text, 'derived:', `charts:\n${charts.map((chart) => `  - { ${chart} }\n`).join('')}derived:`);
const designed = (design: string): string =>
  replaceOnce(SWEEP, 'baseline: linux', `design: ${design}\nbaseline: linux`);
const MACHINES = SWEEP.replace(
  / {2}ipc: .*\n/,
  '  on: { title: machine, machines: [pentium-133, pentium-90] }\n',
);

/** Each kind of chart, and each of its forms. */
const TEXTS = [
  withCharts(
    SWEEP,
    'kind: heat-map, of: penalty, x: walk, y: ipc',
    'kind: contour, of: call, x: walk, y: ipc',
    'kind: lines, of: call, x: walk',
    'kind: lines, of: penalty, x: walk, by: ipc',
    'kind: break-even, of: penalty, passes: 150 %, along: walk',
    'kind: break-even, of: penalty, passes: 150 %, along: walk, by: ipc',
    'kind: parallel, of: penalty',
    'kind: effects, of: penalty',
  ),
  withCharts(MACHINES, 'kind: lines, of: call, x: on', 'kind: lines, of: call, x: walk, by: on'),
  withCharts(designed('one-at-a-time'), 'kind: tornado, of: call', 'kind: lines, of: call, x: walk'),
  designed('{ latin-hypercube: 16 }'),
];

const charts = TEXTS.flatMap((text) => {
  const { figures, charts: wanted } = analysed(text, made, 4);
  return wanted.map((one) => sweepChart(figures, one)!);
});
const named = (name: string): Chart => charts.find((chart) => chart.name === name)!;

describe('charts of a sweep', () => {
  it('are valid Vega-Lite', () => {
    expect(charts.length).to.be.greaterThan(12);
    expectValidCharts(charts);
  }).timeout(120_000);

  it('draw without a warning, and say what they show', async () => {
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warnings.push(words);
    try {
      for (const { name, title, caption, spec } of charts) {
        await drawSvg(spec);
        expect(name).to.match(SWEEP_CHART_NAME);
        expect(title).to.match(/^\S.{5,80}\S$/);
        expect(caption.length, name).to.be.greaterThan(60);
      }
    } finally {
      console.warn = warn;
    }
    expect(warnings).to.deep.equal([]);
  });

  it('name their axes with units, and show systems in their colours', async () => {
    const svg = await drawSvg(named('lines-call-walk').spec);
    for (const text of ['walk (cycles)', 'getpid (cycles)', 'L4Linux', 'native'])
      expect(svg).to.contain(`>${text}</text>`);
    for (const colour of systemScale(['linux', 'l4linux']).range) expect(svg).to.contain(colour);
  });

  it('have a cell with its figure for each pair of values', async () => {
    const svg = await drawSvg(named('heat-map-penalty-walk-ipc').spec);
    // 110 + 40 + 50 and 110 + 90 + 100 against 100.
    for (const text of ['100', '200']) expect(svg).to.contain(`>${text}</text>`);
  });

  it('label lines of equal value, each once', async () => {
    const svg = await drawSvg(named('contour-call-walk-ipc').spec);
    expect(svg.match(/>240 cycles<\/text>/g) ?? svg.match(/>\d+ cycles<\/text>/g)).not.to.equal(null);
  });

  it('say never and always', () => {
    const { caption } = named('break-even-penalty-walk-ipc');
    expect(caption).to.contain('always above the level there, or never');
  });
});
