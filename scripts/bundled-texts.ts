import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import type { Texts } from '../api/text-library.ts';
import { KINDS } from '../model/library.ts';
import { BUNDLED } from '../web/engine/tasks.ts';

/** The shipped specification files, by their paths in the package, and such other files. */
export function shippedTexts(others: readonly string[] = []): Texts {
  const below = Object.values(KINDS).flatMap((directory) =>
    readdirSync(join(PACKAGE, directory), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${directory}/${name.replaceAll('\\', '/')}`),
  );
  const files = [...below, ...others].sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(PACKAGE, file), 'utf8')]));
}

/** The files that the page carries. */
export function bundledTexts(): Texts {
  return shippedTexts(BUNDLED);
}
