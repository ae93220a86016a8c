import { expect } from 'chai';
import { placeOf, placesOf, valueAt } from '../../../web/state/scale.ts';

describe('scales of sliders', () => {
  it('have their values as places where they grow by steps', () => {
    const scale = { from: 1, to: 60, step: 0.5 };
    expect(placesOf(scale)).to.deep.equal({ min: 1, max: 60, step: 0.5 });
    expect([valueAt(13.5, scale), placeOf(13.5, scale)]).to.deep.equal([13.5, 13.5]);
  });

  it('reach from end to end where they grow by factors, and back', () => {
    const scale = { from: 500, to: 2_000_000, scale: 'log' } as const;
    const { min, max } = placesOf(scale);
    expect([valueAt(min, scale), valueAt(max, scale)]).to.deep.equal([500, 2_000_000]);
    for (let place = min; place <= max; place++)
      expect(placeOf(valueAt(place, scale), scale)).to.be.closeTo(place, 1);
  });
});
