import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { commandReference } from './command-reference.ts';

/** Writes the page of all commands; with `--check` it only says whether it is that of the present ones (exit status 1 when it is not). */
const PAGE = 'docs/reference/commands.md';

const fresh = await commandReference();
if (process.argv.includes('--check')) {
  if (readFileSync(join(PACKAGE, PAGE), 'utf8') !== fresh) {
    console.error(`${PAGE} does not hold the present commands: run npm run reference`);
    process.exitCode = 1;
  }
} else writeFileSync(join(PACKAGE, PAGE), fresh);
