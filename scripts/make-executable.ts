import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';

/** Lets the package's commands be run: npm does so only when it installs a package, and then the compiler has written them anew. */
const EXECUTABLE = 0o755;
const { bin } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  bin: Record<string, string>;
};
for (const file of Object.values(bin)) chmodSync(join(PACKAGE, file), EXECUTABLE);
