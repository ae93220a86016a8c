import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { json, temporaryFiles, ukperf } from '../support/command-line.ts';
import { SWEEP } from '../support/sweeps.ts';
import { replaceOnce } from '../support/toy.ts';
import { openFile, picture, startChromium, type Watched } from './support/chromium.ts';

const CHARTS = `charts:
  - { kind: heat-map, of: penalty, x: walk, y: ipc }
  - { kind: contour, of: penalty, x: walk, y: ipc }
  - { kind: lines, of: call, x: walk }
  - { kind: break-even, of: penalty, passes: 130 %, along: walk, by: ipc }
  - { kind: parallel, of: penalty }
  - { kind: effects, of: penalty }
`;

/** Waits until all charts are drawn in a mode. */
const drawn = (page: Page, mode: string): Promise<unknown> =>
  page.waitForFunction(`document.documentElement.dataset.charts === '${mode}'`);

describe('the page of a sweep', () => {
  let browser: Browser;
  let opened: Watched;
  let charts: { name: string; caption: string }[];

  before(async () => {
    const home = temporaryFiles({ 'own.yaml': replaceOnce(SWEEP, 'derived:', `${CHARTS}derived:`) });
    const directory = join(home, 'done');
    await ukperf('sweep', join(home, 'own.yaml'), '--out', directory);
    const found = await json<{ page: string; charts: typeof charts }>('sweep', 'report', directory, '--json');
    charts = found.charts;
    browser = await startChromium();
    opened = await openFile(browser, found.page, { colorScheme: 'light' });
    await drawn(opened.page, 'light');
  });

  after(async () => {
    await browser.close();
  });

  it('draws every chart, named by its caption, and asks for nothing', async () => {
    const { page, faults } = opened;
    expect(charts).to.have.length(6);
    for (const { name, caption } of charts) {
      const drawing = page.locator(`#${name} .on-screen .chart-wrapper`);
      expect(await drawing.locator('svg.marks').count(), name).to.equal(1);
      expect(await drawing.getAttribute('aria-label'), name).to.equal(caption);
    }
    await picture(page, 'sweep-light');
    expect(faults).to.deep.equal([]);
  });

  it('tells the figures of a cell below the pointer', async () => {
    const { page } = opened;
    await page.locator('#heat-map-penalty-walk-ipc .mark-text.role-mark text').first().hover();
    const tooltip = page.locator('#vg-tooltip-element.visible');
    await tooltip.waitFor();
    expect(await tooltip.textContent()).to.match(/walk.*ipc.*%/);
  });

  it('is dark for readers who like it, and fits a telephone', async () => {
    const { page, faults } = opened;
    await page.emulateMedia({ colorScheme: 'dark' });
    await drawn(page, 'dark');
    await picture(page, 'sweep-dark');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).to.equal(0);
    expect(faults).to.deep.equal([]);
  });
});
