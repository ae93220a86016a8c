import { Document, isMap, isNode, isSeq, type YAMLMap } from 'yaml';
import { LOCK_VERSION, rowKey, type Lock, type LockedExperiment, type LockedRow } from './lock.ts';
import { formatTolerance, type Tolerance } from './tolerance.ts';

const HEADER = ` Lock file of ukperf: what a run gave, and hashes of what it was made from. \`ukperf check\` runs it again and compares row by row;
 \`ukperf check --update\` writes the file again. What is yours to edit, and outlives an update: the request, each \`tolerance\` (of all rows, of an
 experiment, of a row: 2 %, or 5 cycles for a row in cycles), and a \`note\` at an experiment or a row. Other comments than a modeline do not outlive it.`;

/** A first line that tells an editor where the schema is. */
const MODELINE = /^# yaml-language-server: .*/;

/**
 * The text of a lock file: always the same for the same lock, a line for each row.
 * @param before the text that it replaces, whose modeline stays
 */
export function lockText(
  { ukperf, request, tolerance, fingerprint, inputs, experiments }: Readonly<Lock>,
  before = '',
): string {
  const { precision, set, ...asked } = request;
  const whole = {
    lock: LOCK_VERSION,
    ukperf,
    request: {
      ...asked,
      ...(precision === undefined ? {} : { precision: `${Number((precision * 100).toPrecision(DIGITS))} %` }),
      ...(set === undefined ? {} : { set: sorted(set) }),
    },
    tolerance: formatTolerance(tolerance),
    fingerprint,
    inputs: { engine: inputs.engine, files: sorted(inputs.files) },
    experiments: Object.fromEntries(
      Object.entries(sorted(experiments)).map(([name, experiment]) => [name, written(experiment)]),
    ),
  };
  const document = new Document(whole, { aliasDuplicateObjects: false });
  document.commentBefore = HEADER;
  const root = document.contents as unknown as YAMLMap;
  for (const key of ['experiments', 'targets', 'only']) {
    const list = root.getIn(['request', key], true);
    if (isSeq(list)) list.flow = true;
  }
  for (const key of ['request', 'tolerance', 'fingerprint', 'inputs', 'experiments']) {
    const pair = root.items.find(({ key: node }) => String(node) === key);
    if (isNode(pair?.key)) pair.key.spaceBefore = true;
  }
  const parts = root.get('experiments');
  for (const { value } of isMap(parts) ? parts.items : []) {
    const rows = isMap(value) ? value.get('rows') : undefined;
    for (const row of isSeq(rows) ? rows.items : []) (row as YAMLMap).flow = true;
  }
  const modeline = MODELINE.exec(before)?.[0];
  return `${modeline === undefined ? '' : `${modeline}\n`}${document.toString({ lineWidth: 0 })}`;
}

const DIGITS = 12;

function written({ fingerprint, tolerance, note, rows }: LockedExperiment): object {
  return {
    fingerprint,
    ...kept(tolerance, note),
    rows: [...rows]
      .sort((left, right) => order(rowKey(left), rowKey(right)))
      .map(({ test, system, model, unit, published, ...row }: LockedRow) => ({
        ...{ test, system, model, unit },
        ...(published === undefined ? {} : { published }),
        ...kept(row.tolerance, row.note),
      })),
  };
}

const kept = (tolerance?: Tolerance, note?: string): object => ({
  ...(tolerance === undefined ? {} : { tolerance: formatTolerance(tolerance) }),
  ...(note === undefined ? {} : { note }),
});

/** By code, the same in every language. */
const order = (left: string, right: string): number => Number(left > right) - Number(left < right);

function sorted<Value>(map: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(map).sort(([left], [right]) => order(left, right)));
}
