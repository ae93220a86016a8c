import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A link of a built page that leads nowhere. */
export interface BrokenLink {
  page: string;
  target: string;
}

/**
 * Links of a built site to a file or a heading that it does not have. The generator knows of dead pages, but not of headings, nor of
 * what stands beside its pages.
 * @param directory of the site
 * @param base the path below which the site is served
 */
export function brokenLinks(directory: string, base: string): BrokenLink[] {
  const files = new Set(readdirSync(directory, { recursive: true, encoding: 'utf8' }));
  const pages = [...files].filter((file) => file.endsWith('.html'));
  const links = new Map<string, string[]>();
  const headings = new Map<string, Set<string>>();
  for (const page of pages) {
    const found = attributesOf(readFileSync(join(directory, page), 'utf8'));
    headings.set(page, new Set(found.filter(([name]) => name === 'id').map(([, value]) => value)));
    links.set(page, [...new Set(found.filter(([name]) => name !== 'id').map(([, value]) => value))]);
  }
  const leads = (page: string, target: string): boolean => {
    const { pathname, hash, host } = new URL(target, `http://site${posix.join(base, page)}`);
    if (host !== 'site') return true;
    if (!pathname.startsWith(base)) return false;
    const path = decodeURIComponent(pathname.slice(base.length));
    const file = [path, `${path}.html`, posix.join(path, 'index.html')].find((name) => files.has(name));
    if (file === undefined) return false;
    // What stands after # in the link of a page that has headings no generator made is its own state.
    return hash === '' || headings.get(file)?.has(decodeURIComponent(hash.slice(1))) === true;
  };
  return pages.flatMap((page) =>
    (links.get(page) ?? [])
      .filter((target) => !/^(mailto|data|javascript):/.test(target) && !leads(page, target))
      .map((target) => ({ page, target })),
  );
}

/** Names and values of the attributes that link or are linked to, with several in one tag. */
function attributesOf(html: string): [string, string][] {
  return [...html.matchAll(/<[a-zA-Z][^>]*>/g)].flatMap(([tag]) =>
    [...tag.matchAll(/\s(href|src|id)="([^"]*)"/g)].map(([, name, value]): [string, string] => [
      name,
      value.replaceAll('&amp;', '&'),
    ]),
  );
}
