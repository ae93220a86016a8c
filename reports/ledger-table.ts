import type { Ledger, LedgerEntry } from '../calibration/ledger/ledger.ts';
import type { Table } from './table.ts';

const percent = (value: number | undefined): string => (value === undefined ? '' : `${value.toFixed(1)} %`);

/**
 * Accuracy over versions, a line an entry: median and ninetieth percentile of what the fit has seen and of what it has not, how many
 * published figures lie in their interval, and the median of each experiment that no fit has seen.
 * @param experiments that have a column, when they are in some entry
 */
export function ledgerTable({ entries }: Ledger, experiments: readonly string[]): Table {
  const named = experiments.filter((name) =>
    entries.some((entry) => entry.experiments[name]?.role === 'validation'),
  );
  const median = (entry: LedgerEntry, name: string): number | undefined =>
    entry.experiments[name]?.['median-percent'];
  const total = (role: 'calibration' | 'validation'): string[] => [role, '90th', 'in interval'];
  return {
    head: ['date', ...total('calibration'), ...total('validation'), ...named],
    rows: entries.map((entry) => [
      entry.date,
      ...[entry.calibration, entry.validation].flatMap((score) => [
        percent(score?.['median-percent']),
        percent(score?.['ninetieth-percent']),
        percent(score?.['coverage-percent']),
      ]),
      ...named.map((name) => percent(median(entry, name))),
    ]),
    labels: 1,
    curves: [
      { title: 'calibration', values: entries.map(({ calibration }) => calibration?.['median-percent']) },
      { title: 'validation', values: entries.map(({ validation }) => validation?.['median-percent']) },
      ...named.map((name) => ({ title: name, values: entries.map((entry) => median(entry, name)) })),
    ],
  };
}

/** What each entry is about, and why it became worse. */
export function ledgerNotes({ entries }: Ledger): string[] {
  return entries.flatMap(({ date, title, note }) =>
    title === undefined && note === undefined
      ? []
      : [`${date}: ${[title, note].filter((text) => text !== undefined).join('. ')}`],
  );
}
