import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar, parseDocument } from 'yaml';
import { sizeText } from '../../calibration/inference/candidate.ts';
import type { Inferred } from '../../calibration/inference/infer.ts';
import { fileOf } from '../../model/library.ts';
import { writeWhole } from '../../results/write-whole.ts';
import { PACKAGE } from '../../api/disk-library.ts';

/** Digits of a size in a file. */
const DIGITS = 3;

/** Writes the sizes that were found into the files of the inferences that the model has; comments stay. */
export function writeSizes({ verdicts }: Inferred): void {
  for (const { candidate, sizes } of verdicts.filter(
    ({ chosen, candidate: { shipped } }) => chosen && shipped,
  )) {
    const file = join(PACKAGE, fileOf('inference', candidate.reference));
    const text = readFileSync(file, 'utf8');
    let written = text;
    candidate.sizes.forEach((size, index) => {
      const [section, ...name] = size.path.split('.');
      const document = parseDocument(written);
      const value = sizeText(size, Number(sizes[index].toPrecision(DIGITS)));
      const places = [
        ['sets', size.path, 'value'],
        ['adds', section, name.join('.'), 'value'],
      ];
      const node = places.map((path) => document.getIn(path, true)).find((one) => isScalar(one));
      if (!isScalar(node) || !node.range) return;
      written = `${written.slice(0, node.range[0])}${value}${written.slice(node.range[1])}`;
    });
    if (written !== text) writeWhole(file, written);
  }
}
