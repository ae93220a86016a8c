import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';

const DIGITS = 16;

/** A hash of the programs in directories of the package, such as `dist/model`. */
export function programHash(directories: readonly string[]): string {
  return hashOf(directories.flatMap(programTexts));
}

/** A hash of the engine: results of another one may differ. */
export function engineHash(): string {
  return programHash(['dist/model']);
}

/** A hash of texts. */
export function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex').slice(0, DIGITS);
}

function programTexts(directory: string): string[] {
  return readdirSync(join(PACKAGE, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => readFileSync(join(PACKAGE, directory, file), 'utf8'));
}
