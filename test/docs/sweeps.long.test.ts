import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import { readSweepFile, sweepNames } from '../../cli/sweep/files.ts';
import { prepareSweep } from '../../sweeps/sweep-directory.ts';
import { blocksOf } from '../support/markdown.ts';
import { library } from '../support/shipped.ts';
import { directions, prepared, SETTINGS } from '../support/sweeps.ts';

describe('shipped sweeps', () => {
  for (const name of sweepNames())
    it(`${name} is right, and has charts and a page with its picture`, () => {
      const { located, text } = readSweepFile(name);
      const { sweep } = prepareSweep(located, text, SETTINGS, { library, directions, version: 'test' });
      expect(sweep.sweep).to.equal(name);
      expect(sweep.charts).not.to.deep.equal([]);
      const page = readFileSync(join(PACKAGE, 'docs', 'sweeps', `${name}.md`), 'utf8');
      expect(page).to.contain(`# ${sweep.title}\n`);
      expect(page).to.contain(`(../gallery/sweep-${name}.svg)`);
      expect(existsSync(join(PACKAGE, 'docs', 'gallery', `sweep-${name}.svg`))).to.equal(true);
      expect(readFileSync(join(PACKAGE, 'docs', 'sweeps', 'README.md'), 'utf8')).to.contain(`(${name}.md)`);
    });

  it('have an example with all keys, which is right', () => {
    const example = blocksOf('docs/reference/files.md').find(({ text }) => text.startsWith('sweep: '))!;
    expect(prepared(example.text).plan.space.size).to.equal(14);
  });
});
