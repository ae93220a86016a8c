import { expect } from 'chai';
import { cyclesOf } from '../../model/core/clock.ts';
import { flameChart } from '../../reports/charts/flame-chart.ts';
import { placeScale } from '../../reports/charts/theme.ts';
import { timelines } from '../support/timelines.ts';

interface Bar {
  from: number;
  to: number;
  top: number;
  text: string;
  name: string;
  what: string;
}
interface View {
  layer: {
    data: { values: Bar[] };
    encoding: { x: { scale: { domain: [number, number] } } };
  }[];
}

describe('the flame chart', () => {
  const { spec } = flameChart('flame-chart', 'toy', timelines);
  const views = (spec as unknown as { vconcat: View[] }).vconcat;

  it('has a view for each system, all on the scale of the longest', () => {
    expect(views).to.have.lengthOf(timelines.length);
    const most = Math.max(...timelines.map(({ length }) => cyclesOf(length)));
    for (const { layer } of views)
      for (const { encoding } of layer) expect(encoding.x.scale.domain).to.deep.equal([0, most]);
  });

  it('has no bars that lie on one another', () => {
    for (const { layer } of views) {
      const ends = new Map<number, number>();
      for (const { from, to, top } of layer[0].data.values) {
        expect(from).to.be.at.least(ends.get(top) ?? 0);
        ends.set(top, to);
      }
    }
  });

  it('writes on bars only what they have room for', () => {
    for (const { layer } of views)
      for (const { text, name } of layer[1].data.values)
        expect(text === name || (text.endsWith('…') && name.startsWith(text.slice(0, -1)))).to.equal(true);
  });
});

describe('colours of places', () => {
  it('are the same whatever else is in the chart', () => {
    const [alone] = placeScale(['l4']).range;
    const { domain, range } = placeScale(['my-kernel', 'l4', 'user']);
    expect(domain).to.deep.equal(['user', 'l4', 'my-kernel']);
    expect(range[1]).to.equal(alone);
    expect(new Set(range).size).to.equal(3);
  });
});
