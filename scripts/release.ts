import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { released } from './release-texts.ts';

/** `npm version` runs it once the version has been raised: writes version and day into the changelog and the citation. */
const read = (file: string): string => readFileSync(join(PACKAGE, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
const texts = { 'CHANGELOG.md': read('CHANGELOG.md'), 'CITATION.cff': read('CITATION.cff') };
for (const [file, text] of Object.entries(released(texts, version, day)))
  writeFileSync(join(PACKAGE, file), text);
