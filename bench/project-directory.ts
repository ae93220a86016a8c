import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory above this module that holds package.json: there, C and Python sources stay uncompiled. */
export function projectDirectory(): string {
  const module = fileURLToPath(import.meta.url);
  let directory = dirname(module);
  while (!existsSync(join(directory, 'package.json'))) {
    const above = dirname(directory);
    if (above === directory) throw new Error(`No package.json above ${module}`);
    directory = above;
  }
  return directory;
}
