import { expect } from 'chai';
import { colourLevel } from '../../../cli/terminal/colour.ts';
import { answered, shell } from '../../support/command-line.ts';

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
    const command = 'explain getpid';
    const [plain, forced, refused, json] = await Promise.all([
      answered(...command.split(' ')),
      shell(`FORCE_COLOR=1 ukperf ${command}`),
      shell(`NO_COLOR=1 FORCE_COLOR=1 ukperf ${command}`),
      shell(`FORCE_COLOR=1 ukperf ${command} --json`),
    ]);
    const escape = '\u001b[';
    expect(plain.stdout).not.to.contain(escape);
    expect(plain.stdout).not.to.match(/ $/m);
    expect(forced.stdout).to.contain(escape);
    expect(refused.stdout).to.equal(plain.stdout);
    expect(json.stdout).not.to.contain(escape);
  });
});
