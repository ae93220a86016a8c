import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { FILE_KINDS, schemaFile, schemaText } from '../lint/kinds.ts';

/**
 * Writes the JSON Schema of each kind of file; with `--check` it only says whether the written ones are those of the present types (exit
 * status 1 when one is not).
 */
const check = process.argv.includes('--check');

function written(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

for (const kind of FILE_KINDS) {
  const file = schemaFile(kind);
  const path = join(PACKAGE, file);
  const text = schemaText(kind);
  if (written(path) === text) continue;
  if (check) {
    console.error(`${file} is not the schema of the present types: run npm run schemas`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
