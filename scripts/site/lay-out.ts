import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';
import { keyPages } from './key-pages.ts';
import { CONTENTS, LAID_OUT, type Contents } from './layout.ts';
import { filesBelow, linkedSources, markdownPages } from './pages.ts';
import { placeOf, sourcePlaceOf } from './places.ts';

const OWN = join(PACKAGE, 'scripts', 'site');
const CONFIG = "export { default } from '../../../dist/scripts/site/config.js';\n";

/** Lays out what the generator reads: the pages with their pictures, files that they link to, the model's page, settings and theme. */
export function layOut(): void {
  rmSync(LAID_OUT, { recursive: true, force: true });
  const pages = markdownPages();
  const files = pages.map((file): [string, string] => [String(placeOf(file)), file]);
  const pictures = filesBelow('docs').filter((file) => /\.(svg|png)$/.test(file));
  for (const file of [...pages, ...pictures]) copy(join(PACKAGE, file), String(placeOf(file)));
  for (const file of linkedSources(pages)) write(sourcePlaceOf(file), sourcePage(file));
  const made = keyPages();
  for (const { place, text } of made) write(place, text);
  copy(join(OWN, 'home.md'), 'index.md');
  copy(join(PACKAGE, 'dist', 'site'), 'public/try');
  copy(join(PACKAGE, 'web', 'icon.svg'), 'public/icon.svg');
  copy(join(OWN, 'theme'), '.vitepress/theme');
  write('.vitepress/config.js', CONFIG);
  writeFileSync(
    CONTENTS,
    JSON.stringify({ files, keys: made.map(({ place, title }) => [place, title]) } satisfies Contents),
  );
}

/** A page that shows a file, or the names of a directory's files; the search leaves it out. */
function sourcePage(file: string): string {
  const language = { '.yaml': 'yaml', '.yml': 'yaml', '.ts': 'ts' }[extname(file)] ?? 'text';
  const path = join(PACKAGE, file);
  const text = statSync(path).isDirectory()
    ? `${filesBelow(file).sort().join('\n')}\n`
    : readFileSync(path, 'utf8');
  return `---\nsearch: false\naside: false\n---\n\n# ${file}\n\n\`\`\`\`${language}\n${text}\`\`\`\`\n`;
}

function copy(from: string, place: string): void {
  const to = join(LAID_OUT, place);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true });
}

function write(place: string, text: string): void {
  const to = join(LAID_OUT, place);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, text);
}
