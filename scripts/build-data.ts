import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { shippedTexts } from './bundled-texts.ts';

/** Writes the shipped specification files as the module that `api/shipped-texts.d.ts` declares. */
writeFileSync(
  join(PACKAGE, 'dist', 'api', 'shipped-texts.js'),
  `export default ${JSON.stringify(shippedTexts(), null, 1)};\n`,
);
