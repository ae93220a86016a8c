import type { DefaultTheme } from 'vitepress';
import { placeOf } from './places.ts';
import { titleOf } from './pages.ts';

/** A part of the site: the pages of some directories or files, those named first in front. */
interface Part {
  title: string;
  /** Prefixes of the files that belong to it, from the package's directory. */
  of: readonly string[];
  first?: readonly string[];
  collapsed?: boolean;
}

/** What a reader wants: to learn, to get something done, to look something up, to understand. */
const PARTS: readonly Part[] = [
  {
    title: 'Tutorials',
    of: ['docs/tutorials/'],
    first: [
      'start-in-five-minutes',
      'reproduce-the-paper',
      'ask-a-what-if',
      'add-a-machine',
      'add-a-kernel-structure',
      'calibrate-to-your-lmbench',
      'check-in-your-ci',
    ].map((name) => `docs/tutorials/${name}.md`),
  },
  { title: 'How to', of: ['docs/how-to/'] },
  { title: 'Reference', of: ['docs/reference/'] },
  {
    title: 'Explanation',
    of: ['docs/explanation/', 'docs/limits.md'],
    first: ['docs/explanation/model.md', 'docs/explanation/assumptions.md'],
  },
  {
    title: 'Results',
    of: ['docs/gallery.md', 'docs/questions/', 'docs/sweeps/'],
    first: ['docs/gallery.md'],
  },
  { title: 'Decisions', of: ['docs/decisions/'], collapsed: true },
  { title: 'Project', of: ['CHANGELOG.md', 'CONTRIBUTING.md'] },
];

/**
 * The side bar: every page, by parts.
 * @param reference what the part of that name has beside its pages
 * @throws Error for a page that belongs nowhere
 */
export function sidebarOf(
  pages: readonly string[],
  reference: readonly DefaultTheme.SidebarItem[],
): DefaultTheme.SidebarItem[] {
  const left = new Set(pages);
  const bar = PARTS.map(({ title, of, first = [], collapsed = false }): DefaultTheme.SidebarItem => {
    const own = pages.filter((page) => of.some((prefix) => page.startsWith(prefix)));
    const items = inOrder(own, first).map((page) => {
      left.delete(page);
      return { text: titleOf(page), link: `/${String(placeOf(page)).replace(/(index)?\.md$/, '')}` };
    });
    return {
      text: title,
      collapsed,
      items: title === 'Reference' ? [...items, ...reference] : items,
    };
  });
  if (left.size > 0) throw new Error(`no part of the site has ${[...left].join(', ')}`);
  return bar;
}

function inOrder(pages: readonly string[], first: readonly string[]): string[] {
  return [...first.filter((page) => pages.includes(page)), ...pages.filter((page) => !first.includes(page))];
}
