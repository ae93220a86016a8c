import { expect } from 'chai';
import { json } from '../support/command-line.ts';
import { picture } from './support/chromium.ts';
import { overflow, ServedPage } from './support/served-page.ts';

describe('the story in a browser', () => {
  let served: ServedPage;

  before(async () => {
    served = await ServedPage.start();
  });
  after(async () => {
    await served.stop();
  });

  it('goes through six steps, each with charts that are computed', async () => {
    const { page, faults } = await served.open('story.html');
    for (let step = 1; step <= 6; step++) {
      await page.locator(`article h2`, { hasText: `${step}. ` }).waitFor();
      await page.locator('article .chart svg rect').first().waitFor();
      if (step === 5) {
        await page.getByRole('button', { name: /Rebuild/ }).click();
        await page.locator('progress').first().waitFor();
        await page.locator('.chart', { hasText: 'Time to rebuild' }).locator('text=paper').nth(4).waitFor();
        await page.locator('progress').first().waitFor({ state: 'detached' });
      }
      await page.locator('.chart svg text', { hasText: '…' }).first().waitFor({ state: 'detached' });
      await picture(page, `story-${step}`);
      expect(await overflow(page)).to.equal(0);
      if (step < 6) await page.locator('nav.buttons a').last().click();
    }
    expect(faults).to.deep.equal([]);
    expect(new URL(page.url()).hash).to.equal('#step-6');
    await page.goBack();
    await page.locator('article h2', { hasText: '5. ' }).waitFor();
    // The focus goes along.
    expect(await page.evaluate('document.activeElement.tagName')).to.equal('H2');
  });

  it('tells what ukperf reproduce tells', async () => {
    const { rows } = await json<{ rows: { test: string; system: string; model: number }[] }>(
      'reproduce',
      'getpid',
      '--json',
    );
    const { page } = await served.open('story.html#step-2');
    const chart = page.locator('.chart svg');
    for (const { system, model } of rows) {
      const text = Math.round(model).toLocaleString('en-US');
      await chart.locator('text', { hasText: text }).first().waitFor();
      expect(await chart.getAttribute('aria-label')).to.contain(
        `${system} ${text.length > 3 ? text : model.toFixed(0)}`,
      );
    }
  });

  it('lets the reader build a µ-kernel, and go on with it', async () => {
    const { page } = await served.open('story.html#step-6');
    const yours = page.locator('.chart svg').first();
    const cycles = async (): Promise<number> =>
      Number(/yours (\d+)/.exec((await yours.getAttribute('aria-label')) ?? '')?.[1] ?? NaN);
    await page.locator('.chart svg[aria-label*="; yours "]').waitFor();
    const before = await cycles();
    await page.locator('#control-int').press('Home');
    while (!((await cycles()) < before)) await page.waitForTimeout(20);
    await page.getByRole('link', { name: 'Go on in the explorer' }).click();
    await page.locator('text=privilege.interrupt-instruction=0 cycles').first().waitFor();
  });

  it('fits a telephone', async () => {
    for (let step = 1; step <= 6; step++) {
      const { page } = await served.open(`story.html#step-${step}`, {
        viewport: { width: 360, height: 740 },
        colorScheme: 'dark',
      });
      await page.locator('article .chart svg rect').first().waitFor();
      expect(await overflow(page), `step ${step}`).to.equal(0);
      await picture(page, `story-${step}-360-dark`);
    }
  });
});
