import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { CHART_NAMES } from '../../reports/charts/all.ts';
import { PAPER } from '../../reports/charts/theme.ts';
import { writeReport } from '../../cli/reproduce/report-directory.ts';
import { temporaryFiles } from '../support/command-line.ts';
import { madeUpReport } from '../support/reported.ts';
import { openFile, picture, startChromium, type Watched } from './support/chromium.ts';

/** Waits until all charts are drawn in a mode. */
const drawn = (page: Page, mode: string): Promise<unknown> =>
  page.waitForFunction(`document.documentElement.dataset.charts === '${mode}'`);

/** A colour as browsers tell it. */
const rgb = (colour: string): string =>
  `rgb(${[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(', ')})`;

describe('the page of a report', () => {
  let browser: Browser;
  let file: string;
  let opened: Watched;

  before(async () => {
    browser = await startChromium();
    file = await writeReport(temporaryFiles({}), madeUpReport());
    opened = await openFile(browser, file, { colorScheme: 'light' });
    await drawn(opened.page, 'light');
  });

  after(async () => {
    await browser.close();
  });

  it('draws every chart, named by its caption, and asks for nothing', async () => {
    const { page, faults } = opened;
    for (const name of CHART_NAMES) {
      const drawing = page.locator(`#${name} .on-screen .chart-wrapper`);
      expect(await drawing.locator('svg.marks').count(), name).to.equal(1);
      const caption = await page.locator(`#${name} figcaption`).textContent();
      expect(await drawing.getAttribute('aria-label'), name).to.equal(caption);
    }
    await picture(page, 'report-light');
    expect(faults).to.deep.equal([]);
  });

  it('tells the figures of a mark below the pointer', async () => {
    const { page } = opened;
    await page.locator('#figure-7-compile .mark-rect path').first().hover();
    const tooltip = page.locator('#vg-tooltip-element.visible');
    await tooltip.waitFor();
    expect(await tooltip.textContent()).to.match(/system.*linux.*figure.*model.*459/);
  });

  it('fades the systems that were not clicked on in a legend', async () => {
    const { page } = opened;
    const faded = page.locator('#errors .mark-symbol.role-mark path[opacity="0.06"]');
    expect(await faded.count()).to.equal(0);
    await page.locator('#errors .role-legend-label text', { hasText: 'l4linux' }).click();
    expect(await faded.count()).to.be.greaterThan(5);
  });

  it('searches among the sources, whatever is written in them', async () => {
    const { page } = opened;
    await page.locator('#values summary').focus();
    await page.keyboard.press('Enter');
    const shown = page.locator('#values tbody tr:visible');
    await shown.last().waitFor();
    expect(await shown.count()).to.equal(2);
    expect(await page.locator('#values .source').first().textContent()).to.contain(
      '</script><script>alert(1)',
    );
    await page.locator('#search').fill('L2 estimated');
    expect(await shown.count()).to.equal(1);
    expect(await page.locator('#count').textContent()).to.equal('1 of 2 values');
  });

  it('is reached by keyboard, section by section', async () => {
    const { page } = await openFile(browser, file);
    await drawn(page, 'light');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('Skip to the content');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(page.url()).to.match(/#figures$/);
  });

  it('becomes dark with the reader, and light on paper', async () => {
    const { page, faults } = await openFile(browser, file, { colorScheme: 'dark' });
    await drawn(page, 'dark');
    const background = (where: string): Promise<string> =>
      page
        .locator(`#errors ${where} svg.marks`)
        .evaluate(({ style }: { style: { backgroundColor: string } }) => style.backgroundColor);
    expect(await background('.on-screen')).to.equal(rgb(PAPER.dark));
    await page.waitForFunction("document.documentElement.classList.contains('has-paper')");
    expect(await page.locator('.on-paper:visible').count()).to.equal(0);
    await picture(page, 'report-dark');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#errors .on-screen').isVisible()).to.equal(false);
    expect(await page.locator('#errors .on-paper').isVisible()).to.equal(true);
    expect(await background('.on-paper')).to.equal(rgb(PAPER.light));
    await picture(page, 'report-print');
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await drawn(page, 'light');
    expect(await background('.on-screen')).to.equal(rgb(PAPER.light));
    expect(faults).to.deep.equal([]);
  });

  it('fits a telephone: what is wide scrolls in its own box', async () => {
    const { page } = await openFile(browser, file, { viewport: { width: 390, height: 844 } });
    await drawn(page, 'light');
    await picture(page, 'report-narrow');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).to.equal(0);
  });

  it('lies beside the same charts as files', () => {
    for (const name of CHART_NAMES) {
      const base = join(file, '..', 'charts', name);
      expect(existsSync(`${base}.png`), name).to.equal(true);
      expect(JSON.parse(readFileSync(`${base}.vl.json`, 'utf8'))).to.have.property('description');
    }
  });
});
