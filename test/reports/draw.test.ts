import { expect } from 'chai';
import { VEGA_LITE_SCHEMA, type ChartSpec } from '../../reports/charts/chart.ts';
import { MODES, PAPER, systemScale } from '../../reports/charts/theme.ts';
import { drawPng, drawSvg } from '../../reports/render/draw.ts';
import { textWidth } from '../../reports/render/font.ts';

const NAMES = ['linux', 'cross-domain call', 'mklinux-in-kernel'];
const chart: ChartSpec = {
  $schema: VEGA_LITE_SCHEMA,
  title: 'Three bars',
  width: 300,
  height: 120,
  data: { values: NAMES.map((name, index) => ({ name, cycles: index + 1 })) },
  mark: 'bar',
  encoding: { x: { field: 'name', type: 'nominal' }, y: { field: 'cycles', type: 'quantitative' } },
};

describe('drawing without a browser', () => {
  it('shows every label, and the same drawing each time', async () => {
    const svg = await drawSvg(chart);
    for (const name of [...NAMES, 'Three bars']) expect(svg).to.contain(`>${name}</text>`);
    expect(await drawSvg(chart)).to.equal(svg);
  });

  it('has a paper for light and for dark', async () => {
    for (const mode of MODES) expect(await drawSvg(chart, mode)).to.contain(PAPER[mode]);
  });

  it('draws text into PNG, not only shapes', async () => {
    const svg = await drawSvg(chart);
    const blank = svg.replace(/<text[\s\S]*?<\/text>/g, '');
    const [png, without] = [svg, blank].map((drawing) => drawPng(drawing));
    expect([...png.slice(1, 4)]).to.deep.equal([...Buffer.from('PNG')]);
    expect(png.length).to.be.greaterThan(without.length * 1.2);
  });

  it('measures text as browsers do', () => {
    // Chromium: 73.7 pixels.
    expect(textWidth('cross-domain', 11, undefined)).to.be.closeTo(73.7, 0.1);
    expect(textWidth('cross-domain', 11, 'bold')).to.be.greaterThan(80);
  });
});

describe('colours of systems', () => {
  it('are the same whatever else is in the chart, and come in one order', () => {
    const five = systemScale(['mklinux-user', 'linux', 'l4linux']);
    expect(five.domain).to.deep.equal(['linux', 'l4linux', 'mklinux-user']);
    const [colour] = systemScale(['mklinux-user']).range;
    expect(five.range[2]).to.equal(colour);
  });

  it('are given to systems of a user too', () => {
    const { domain, range } = systemScale(['my-kernel', 'linux']);
    expect(domain).to.deep.equal(['linux', 'my-kernel']);
    expect(new Set(range).size).to.equal(2);
  });
});
