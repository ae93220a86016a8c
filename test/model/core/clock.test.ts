import { expect } from 'chai';
import fc from 'fast-check';
import { cyclesOf, ticksOf } from '../../../model/core/clock.ts';
import { check } from '../../support/property.ts';

describe('clock', () => {
  it('has 1024 ticks in a cycle', () => {
    expect(ticksOf(0)).to.equal(0);
    expect(ticksOf(1)).to.equal(1024);
    expect(ticksOf(1.25)).to.equal(1280);
    expect(cyclesOf(1280)).to.equal(1.25);
  });

  it('rounds half a tick up', () => {
    expect(ticksOf(0.5 / 1024)).to.equal(1);
    expect(ticksOf(2.5 / 1024)).to.equal(3);
    expect(ticksOf(3.5 / 1024)).to.equal(4);
  });

  it('rounds less than half a tick down', () => {
    expect(ticksOf(0.49 / 1024)).to.equal(0);
    expect(ticksOf(2.49 / 1024)).to.equal(2);
  });

  it('turns ticks to cycles and back without loss', () => {
    check(
      100,
      fc.property(fc.integer({ min: 0, max: 2 ** 52 }), (ticks) => {
        expect(ticksOf(cyclesOf(ticks))).to.equal(ticks);
      }),
    );
  });
});
