import { expect } from 'chai';
import { colourLevel } from '../../../cli/terminal/colour.ts';
import { expectColourWhereAskedFor } from '../../support/colours.ts';

const terminal = { isTTY: true, getColorDepth: () => 8 };

describe('colour', () => {
  it('is that of the terminal, and there is none elsewhere', () => {
    expect(colourLevel(terminal, {})).to.equal(2);
    expect(colourLevel({ isTTY: true, getColorDepth: () => 1 }, {})).to.equal(0);
    expect(colourLevel({}, { CI: 'true' })).to.equal(0);
  });

  it('goes with NO_COLOR and comes with FORCE_COLOR', () => {
    expect(colourLevel(terminal, { NO_COLOR: '1' })).to.equal(0);
    expect(colourLevel(terminal, { NO_COLOR: '1', FORCE_COLOR: '3' })).to.equal(0);
    expect(colourLevel(terminal, { NO_COLOR: '' })).to.equal(2);
    expect(
      ['', '1', '2', '3', '0', 'false'].map((force) => colourLevel({}, { FORCE_COLOR: force })),
    ).to.deep.equal([1, 1, 2, 3, 0, 0]);
  });

  it('is no part of what a pipe gets, unless it is asked for', async () => {
    await expectColourWhereAskedFor('schema');
  });
});
