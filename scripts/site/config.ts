import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { addLinkRule } from './link-rule.ts';
import { API_SIDEBAR, SITE, type Contents, CONTENTS } from './layout.ts';
import { sidebarOf } from './contents.ts';

/** The site's settings, for the generator: it reads what `build-site` has laid out. */
const { files, keys } = JSON.parse(readFileSync(CONTENTS, 'utf8')) as Contents;
const api = JSON.parse(readFileSync(API_SIDEBAR, 'utf8')) as DefaultTheme.SidebarItem[];
const base = process.env['SITE_BASE'] ?? '/';

export default defineConfig({
  title: 'ukperf',
  description:
    'What does it cost to move the operating system out of the kernel, on this hardware, under this workload, and where does the cost go?',
  lang: 'en',
  base,
  outDir: SITE,
  cacheDir: join(SITE, '..', 'site-cache'),
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  markdown: {
    config: (markdown) => {
      addLinkRule(markdown, new Map(files));
    },
  },
  themeConfig: {
    logo: '/icon.svg',
    search: { provider: 'local' },
    outline: [2, 3],
    externalLinkIcon: true,
    nav: [
      { text: 'Tutorials', link: '/tutorials/start-in-five-minutes', activeMatch: '/tutorials/' },
      { text: 'How to', link: '/how-to/web', activeMatch: '/how-to/' },
      { text: 'Reference', link: '/reference/commands', activeMatch: '/reference/' },
      { text: 'Explanation', link: '/explanation/model', activeMatch: '/explanation/' },
      { text: 'Gallery', link: '/gallery' },
      // Pages of their own beside the site's.
      { text: 'Try it', link: '/try/index.html', target: '_self' },
    ],
    sidebar: sidebarOf(
      files.map(([, file]) => file),
      [
        {
          text: 'Keys of files',
          collapsed: true,
          items: keys.map(([place, text]) => ({ text, link: `/${place.replace(/\.md$/, '')}` })),
        },
        { text: 'API', collapsed: true, link: '/reference/api/', items: api },
      ],
    ),
  },
});
