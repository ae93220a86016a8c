import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { brokenLinks } from '../../scripts/site/broken-links.ts';
import { sidebarOf } from '../../scripts/site/contents.ts';
import { siteLink } from '../../scripts/site/places.ts';
import { temporaryFiles } from '../support/command-line.ts';

/** A built site of some pages, by their places. */
function siteOf(pages: Record<string, string>): string {
  const directory = temporaryFiles({});
  for (const [place, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(directory, place)), { recursive: true });
    writeFileSync(join(directory, place), text);
  }
  return directory;
}

describe('links of the site', () => {
  const page = 'docs/tutorials/add-a-machine.md';

  it('lead from page to page, and to a page that shows any other file', () => {
    expect(siteLink(page, '../reference/machines.md#what-decides')).to.equal(
      '/reference/machines.md#what-decides',
    );
    expect(siteLink(page, '../sweeps/README.md')).to.equal('/sweeps/index.md');
    expect(siteLink(page, '../../CHANGELOG.md')).to.equal('/changelog.md');
    expect(siteLink(page, '../gallery/errors.svg')).to.equal('/gallery/errors.svg');
    expect(siteLink(page, '../../model/workloads/bursts.yaml')).to.equal(
      '/source/model/workloads/bursts.yaml.md',
    );
  });

  it('stay as they are within the page, and out of the repository', () => {
    for (const target of ['#what-decides', 'https://www.speedscope.app', '/try/index.html'])
      expect(siteLink(page, target)).to.equal(target);
  });

  it('are found when they lead nowhere: to no page, no heading, no file, or out of the base', () => {
    const good = '<a href="/base/b.html#x&amp;y">b</a><a href="b#x&amp;y">b</a><a href="/base/dir/">d</a>';
    const bad =
      '<a href="b.html#y">b</a><a class="c" href="/base/c.html">c</a><img src="p.svg"><a href="/b.html">b</a>';
    const site = siteOf({
      'a.html': `${good}${bad}<a href="https://example.org/#z">out</a><a href="#top">top</a><h1 id="top">a</h1>`,
      'b.html': '<h2 tabindex="-1" id="x&amp;y">b</h2>',
      'dir/index.html': '',
    });
    expect(brokenLinks(site, '/base/')).to.deep.equal(
      ['b.html#y', '/base/c.html', 'p.svg', '/b.html'].map((target) => ({ page: 'a.html', target })),
    );
  });
});

describe('the side bar of the site', () => {
  it('has every page once, those of a part in their order', () => {
    const bar = sidebarOf(
      ['docs/explanation/assumptions.md', 'docs/explanation/model.md', 'docs/gallery.md'],
      [],
    );
    const links = bar.flatMap(({ items = [] }) => items.map(({ link }) => link));
    expect(links).to.deep.equal(['/explanation/model', '/explanation/assumptions', '/gallery']);
  });

  it('refuses a page that belongs to no part', () => {
    expect(() => sidebarOf(['docs/elsewhere.md'], [])).to.throw('no part of the site has docs/elsewhere.md');
  });
});
