import type { Library } from '../../model/index.ts';
import { readInference } from '../../model/inference.ts';
import type { Family } from '../../model/kernels/files/inference-file.ts';
import { Findings } from '../../model/document/findings.ts';
import { parseQuantity, textOf, type Dimension } from '../../model/document/quantity.ts';
import { isSourcedEntry } from '../../model/document/sourced.ts';

/** A value of a candidate that is set on calibration rows. */
export interface Size {
  /** Path in the structure or workload. */
  path: string;
  low: number;
  high: number;
  dimension: Dimension;
  /** Takes whole values only, as its range has them: a number of calls or of pages. */
  whole: boolean;
}

/** An inference that is judged. */
export interface Candidate {
  name: string;
  title: string;
  family: Family;
  /** Only one of the candidates of a group can hold: readings of one mechanism. */
  group: string | undefined;
  /** The file, or the shipped name, by which `--set inferences=` names it. */
  reference: string;
  /** Whether the model has it today. */
  shipped: boolean;
  sizes: readonly Size[];
}

/** Reads a candidate. @throws SpecError */
export function readCandidate(library: Library, reference: string): Candidate {
  const { spec, document } = readInference(library, reference);
  const { inference, title, family, group, sets = {}, structures = [] } = spec;
  const known = library.names('structure');
  const findings = new Findings(document);
  structures.forEach((name, index) => findings.isOneOf(name, known, ['structures', index]));
  findings.end();
  const data = document.data as { adds?: { constants?: object; costs?: object } };
  const entries: [string[], string, unknown][] = [
    ...Object.entries(data.adds?.constants ?? {}).map(entryOf('constants')),
    ...Object.entries(data.adds?.costs ?? {}).map(entryOf('costs')),
    ...Object.entries(sets).map(([path, entry]): [string[], string, unknown] => [
      ['sets', path],
      path,
      entry,
    ]),
  ];
  const sizes = entries.flatMap(([keys, path, entry]) => {
    if (!isSourcedEntry(entry) || !entry.fit) return [];
    const [low, high] = (entry.range ?? []).map((end) => parseQuantity(end));
    if (low === undefined || high === undefined || !(low.value < high.value))
      return findings.fail([...keys, 'range'], 'a range [low, high], for a value with `fit: true`');
    const whole = high.dimension === 'count' && [low, high].every(({ value }) => Number.isInteger(value));
    return { path, low: low.value, high: high.value, dimension: high.dimension, whole };
  });
  const shipped = library.names('inference').includes(reference);
  return { name: inference, title, family, group, reference, shipped, sizes };
}

const entryOf =
  (section: string) =>
  ([name, entry]: [string, unknown]): [string[], string, unknown] => [
    ['adds', section, name],
    `${section}.${name}`,
    entry,
  ];

/** A size as a file has it. */
export function sizeText({ dimension }: Size, value: number): string {
  return dimension === 'count' ? String(value) : textOf(dimension, value);
}
