import { Document, isMap, parseDocument, stringify, visit, type Scalar, type YAMLSeq } from 'yaml';
import type { Accuracy } from '../experiments/accuracy.ts';
import type { Row } from '../experiments/row.ts';
import { comparable, scoreOf, scoresOf } from '../experiments/validation.ts';
import type { LedgerEntry, LedgerScore } from './ledger.ts';

const percent = (ratio: number): number => Number((ratio * 100).toFixed(1));

/**
 * What the ledger says of the rows of a run.
 * @param paper rows of the first list of experiments, whose accuracy is one number
 */
export function entryOf(
  rows: readonly Row[],
  paper: readonly Row[],
  about: Pick<LedgerEntry, 'date' | 'title' | 'revision' | 'fingerprint'>,
): LedgerEntry {
  const ofRole = (role: 'calibration' | 'validation'): Partial<LedgerEntry> => {
    const own = comparable(paper).filter((row) => row.role === role);
    return own.length === 0 ? {} : { [role]: scoreText(scoreOf(own)) };
  };
  return {
    ...about,
    ...ofRole('calibration'),
    ...ofRole('validation'),
    experiments: Object.fromEntries(
      scoresOf(rows)
        .filter(({ system }) => system === undefined)
        .map(({ experiment, role, ...score }) => [
          experiment,
          { ...scoreText(score), role: role as 'calibration' | 'validation' },
        ]),
    ),
  };
}

function scoreText({
  rows,
  medianAbsoluteError,
  ninetiethPercentile,
  coverage,
}: Accuracy & { coverage?: number }): LedgerScore {
  return {
    rows,
    'median-percent': percent(medianAbsoluteError),
    'ninetieth-percent': percent(ninetiethPercentile),
    ...(coverage === undefined ? {} : { 'coverage-percent': percent(coverage) }),
  };
}

/** What an entry says, without when and by which run. */
const figuresOf = ({ calibration, validation, experiments }: LedgerEntry): string =>
  JSON.stringify({ calibration, validation, experiments });

/** How deep an entry stands in a ledger. */
const INDENT = '  ';

/**
 * A ledger's text with the entry of a run. Where no figure is another than in the newest entry, only its fingerprint becomes that of the
 * run. What stands there stays as it is written.
 */
export function withEntry(text: string, newest: LedgerEntry | undefined, entry: LedgerEntry): string {
  if (newest !== undefined && newest.fingerprint === entry.fingerprint) return text;
  const document = parseDocument(text);
  const entries = document.get('entries', true) as YAMLSeq;
  if (newest?.fingerprint !== undefined && figuresOf(newest) === figuresOf(entry)) {
    const known = document.getIn(['entries', entries.items.length - 1, 'fingerprint'], true) as Scalar;
    const [start, end] = known.range as [number, number, number];
    return `${text.slice(0, start)}${stringify(entry.fingerprint).trim()}${text.slice(end)}`;
  }
  const fresh = new Document([entry]);
  visit(fresh, {
    Map: (_, map) => {
      map.flow = !map.items.some(({ value }) => isMap(value));
    },
  });
  const lines = fresh.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd().split('\n');
  const [, , end] = entries.range as [number, number, number];
  const own = lines.map((line) => `${INDENT}${line}\n`).join('');
  if (entries.items.length === 0) {
    const [start, valueEnd] = entries.range as [number, number, number];
    return `${text.slice(0, start).trimEnd()}\n${own}${text.slice(valueEnd).replace(/^\n/, '')}`;
  }
  const before = text.slice(0, end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${own}${text.slice(end)}`;
}
