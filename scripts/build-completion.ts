import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { describe } from '../cli/complete/describe.ts';

/** Writes what `cli/complete/answer.ts` reads. */
writeFileSync(join(PACKAGE, 'dist', 'cli', 'complete', 'vocabulary.json'), JSON.stringify(await describe()));
