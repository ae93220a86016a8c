import type { Server } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { SITE } from '../../scripts/site/layout.ts';
import { picture, startChromium, watchOrigin, type Watched } from './support/chromium.ts';
import { serveFiles } from './support/file-server.ts';
import { overflow } from './support/served-page.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
const PAGES = {
  home: '',
  tutorial: 'tutorials/ask-a-what-if.html',
  commands: 'reference/commands.html',
  keys: 'reference/keys/structure.html',
  api: 'reference/api/index/functions/simulate.html',
  model: 'explanation/model.html',
  gallery: 'gallery.html',
  source: 'source/calibration/claims/sosp97.yaml.html',
};

describe('the site in a browser', () => {
  let browser: Browser;
  let server: Server;
  let url: string;

  before(async () => {
    expect(existsSync(join(SITE, 'index.html')), 'the site, which npm run site builds').to.equal(true);
    browser = await startChromium();
    ({ server, url } = await serveFiles(SITE));
  });
  after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Watched> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    const faults = watchOrigin(context, page, url);
    await page.goto(`${url}${path}`);
    await page.waitForLoadState('networkidle');
    return { page, faults };
  }

  for (const [name, path] of Object.entries(PAGES))
    it(`shows ${name} without an error, asks nobody else for anything, and fits a phone`, async () => {
      const wide = await open(path);
      expect(await wide.page.title()).to.contain('ukperf');
      await picture(wide.page, `site-${name}`);
      const narrow = await open(path, PHONE);
      expect(await overflow(narrow.page)).to.be.lessThan(1);
      await picture(narrow.page, `site-${name}-phone`);
      expect([...wide.faults, ...narrow.faults]).to.deep.equal([]);
      await wide.page.context().close();
      await narrow.page.context().close();
    });

  it('finds a word in all pages, by the keyboard alone', async () => {
    const { page, faults } = await open('');
    await page.keyboard.press('Control+k');
    await page.locator('.VPLocalSearchBox input').fill('posted word');
    const first = page.locator('.VPLocalSearchBox .result').first();
    await first.waitFor();
    await picture(page, 'site-search');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\.html/);
    expect((await page.locator('main').innerText()).toLowerCase()).to.contain('posted');
    expect(faults).to.deep.equal([]);
  });

  it('leads from part to part by the keyboard', async () => {
    const { page } = await open('');
    const names: string[] = [];
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('Tab');
      names.push(await page.evaluate<string>('document.activeElement.textContent.trim()'));
      if (names.at(-1) === 'Tutorials') break;
    }
    expect(names[0]).to.equal('Skip to content');
    expect(names.at(-1)).to.equal('Tutorials');
    await page.keyboard.press('Enter');
    await page.waitForURL(/tutorials\/start-in-five-minutes/);
    await page.getByRole('heading', { level: 1, name: 'Start in five minutes' }).waitFor();
  });

  it('has a dark side, as the reader has set the system', async () => {
    const { page, faults } = await open(PAGES.tutorial, { colorScheme: 'dark' });
    const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    expect(Math.max(...background.match(/\d+/g)!.map(Number))).to.be.lessThan(64);
    await picture(page, 'site-dark');
    expect(faults).to.deep.equal([]);
  });

  it('has the model to try, from the same plain files', async () => {
    const { page, faults } = await open('');
    await page.getByRole('link', { name: 'Try it in your browser' }).click();
    await page.waitForURL(/try\/index\.html/);
    await page.locator('.penalty:not(.stale)').waitFor();
    expect(faults).to.deep.equal([]);
  });
});
