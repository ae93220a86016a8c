import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import type { Texts } from '../api/text-library.ts';
import { BUNDLED } from '../web/engine/tasks.ts';

/** The files that the page carries, by their paths in the package. */
export function bundledTexts(): Texts {
  const below = BUNDLED.directories.flatMap((directory) =>
    readdirSync(join(PACKAGE, directory), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${directory}/${name.replaceAll('\\', '/')}`),
  );
  const files = [...below, ...BUNDLED.files].sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(PACKAGE, file), 'utf8')]));
}
