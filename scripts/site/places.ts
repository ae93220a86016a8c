import { posix } from 'node:path';

/** Pages of the package beside those of `docs`, by their places on the site. */
const OTHERS: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
};

/** Pages outside of `docs` that the site has as well. */
export const OTHER_PAGES: readonly string[] = ['CHANGELOG.md', 'CONTRIBUTING.md'];

/** Where a page or a picture stands in the source of the site: `docs/sweeps/README.md` is `sweeps/index.md`. */
export function placeOf(file: string): string | undefined {
  if (Object.hasOwn(OTHERS, file)) return OTHERS[file];
  if (!file.startsWith('docs/') || !/\.(md|svg|png)$/.test(file)) return undefined;
  return file.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md');
}

/** The page that shows a file which is none itself, such as a YAML file: `source/calibration/sosp97-fit.yaml.md`. */
export function sourcePlaceOf(file: string): string {
  return `source/${file}.md`;
}

/**
 * A link of a page, as it is on the site.
 * @param page the page's file, from the package's directory: `docs/tutorials/add-a-machine.md`
 * @param target of the link as it stands in the page: relative, so that it works in the repository too
 * @returns the place on the site, from its root; the target itself where it leads out of the repository or stays in the page
 */
export function siteLink(page: string, target: string): string {
  const [path, anchor = ''] = splitAnchor(target);
  if (path === '' || /^[a-z]+:|^\//.test(path)) return target;
  const file = posix.join(posix.dirname(page), path).replace(/\/$/, '');
  return `/${placeOf(file) ?? sourcePlaceOf(file)}${anchor}`;
}

function splitAnchor(target: string): [string, string?] {
  const at = target.indexOf('#');
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at)];
}
