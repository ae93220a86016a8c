import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';
import { OTHER_PAGES, placeOf } from './places.ts';

/** The Markdown pages of `docs` and those beside it, from the package's directory. */
export function markdownPages(): string[] {
  return [
    ...filesBelow('docs')
      .filter((file) => file.endsWith('.md'))
      .sort(),
    ...OTHER_PAGES,
  ];
}

/** Files of a directory of the package, however deep. */
export function filesBelow(directory: string): string[] {
  return readdirSync(join(PACKAGE, directory), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join(directory, file))
    .filter((file) => statSync(join(PACKAGE, file)).isFile());
}

const LINK = /\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g;

/** Files that pages link to and that are no pages or pictures themselves, such as YAML files, and directories: the site shows what is in them. */
export function linkedSources(pages: readonly string[]): string[] {
  const found = new Set<string>();
  for (const page of pages)
    for (const [, target] of readFileSync(join(PACKAGE, page), 'utf8').matchAll(LINK)) {
      const file = posix.join(posix.dirname(page), target);
      if (/^[a-z]+:/.test(target) || placeOf(file) !== undefined || !existsSync(join(PACKAGE, file)))
        continue;
      found.add(file.replace(/\/$/, ''));
    }
  return [...found].sort();
}

/** The first heading of a page. */
export function titleOf(page: string): string {
  const title = /^# (.+)$/m.exec(readFileSync(join(PACKAGE, page), 'utf8'));
  if (title === null) throw new Error(`${page}: expected a heading of the page, found none`);
  return title[1].replaceAll('`', '');
}
