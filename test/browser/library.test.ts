import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { PACKAGE } from '../../api/disk-library.ts';
import { json, temporaryFiles } from '../support/command-line.ts';
import { openFile, startChromium } from './support/chromium.ts';

const EXAMPLE = join(PACKAGE, 'examples', 'browser');

describe('the library in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(() => browser.close());

  it('gives the numbers of the command line, to the last cycle', async () => {
    const directory = temporaryFiles({});
    copyFileSync(join(EXAMPLE, 'index.html'), join(directory, 'index.html'));
    const { warnings } = await build({
      entryPoints: [join(EXAMPLE, 'main.js')],
      outfile: join(directory, 'bundle.js'),
      bundle: true,
      platform: 'browser',
      logLevel: 'silent',
    });
    expect(warnings).to.deep.equal([]);
    const { page, faults } = await openFile(browser, join(directory, 'index.html'));
    await page.locator('body[data-done=yes]').waitFor();
    const rows = await page.evaluate<Record<string, string>[]>(
      `[...document.querySelectorAll('tbody tr')].map(({ dataset }) => ({ ...dataset }))`,
    );
    expect(rows.length).to.equal(4);
    for (const { system, value, elapsed, fingerprint } of rows) {
      const printed = await json<{
        measures: { value: number }[];
        elapsedCycles: number;
        fingerprint: string;
      }>(...['run', 'getpid', '--system', system, '--json']);
      expect([Number(value), Number(elapsed), fingerprint]).to.deep.equal([
        printed.measures[0].value,
        printed.elapsedCycles,
        printed.fingerprint,
      ]);
    }
    expect(faults.filter((fault) => !fault.includes('bundle.js'))).to.deep.equal([]);
  });
});
