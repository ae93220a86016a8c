import { z } from 'zod';
import { check, mapOf } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { SpecError } from '../../model/document/problem.ts';

const hash = z.string().regex(/^[0-9a-f]{8,64}$/, { error: 'a hash: hexadecimal digits' });
const percent = z.number().min(0);

const scoreSchema = mapOf({
  rows: z.int().min(1).describe('Rows with a published figure that the model was not set from.'),
  'median-percent': percent.describe('Median absolute error, in percent.'),
  'ninetieth-percent': percent.describe('Ninetieth percentile of the absolute error, in percent.'),
  'coverage-percent': percent
    .max(100)
    .describe('Share of published figures in their predictive interval, in percent.')
    .optional(),
});

const entrySchema = mapOf({
  date: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/, { error: 'a day: 2026-11-29' })
    .describe('The day on which the figures were made.'),
  title: z.string().min(1).describe('What was new, or where the figures are from.').optional(),
  revision: hash.describe('Commit of the figures, where it is known.').optional(),
  fingerprint: hash.describe('Fingerprint of the run, as the lock file has it.').optional(),
  calibration: scoreSchema.describe('All rows that the fit has seen.').optional(),
  validation: scoreSchema.describe('All rows that no fit has seen.').optional(),
  experiments: z
    .record(
      z.string(),
      scoreSchema.extend({ role: z.enum(['calibration', 'validation']).describe('Role of its rows.') }),
    )
    .describe('Rows of each experiment.'),
  note: z.string().min(1).describe('Why predictions became worse. A person writes it.').optional(),
});

/** Shape of a ledger (`calibration/ledger.yaml`). */
export const ledgerSchema = mapOf({
  ledger: z.string().describe('Name of the ledger.'),
  'tolerance-points': z
    .number()
    .min(0)
    .describe('By how many percentage points a median of validation rows may rise without a note.'),
  entries: z.array(entrySchema).describe('How well the model agreed with what was published, oldest first.'),
}).describe('How well the model agreed with what was published, version by version.');

export type Ledger = z.output<typeof ledgerSchema>;
export type LedgerEntry = Ledger['entries'][number];
export type LedgerScore = z.output<typeof scoreSchema>;

/** Reads a ledger. @throws SpecError, also where a day comes before the one above */
export function readLedger(source: SourceText): Ledger {
  const document = new SpecDocument(source);
  const ledger = check(ledgerSchema, document.data, document);
  const early = ledger.entries.findIndex(({ date }, index) => date < (ledger.entries[index - 1]?.date ?? ''));
  if (early >= 0)
    throw new SpecError([document.problem(['entries', early, 'date'], 'a day not before the one above')]);
  return ledger;
}

/** A median of validation rows that rose, and that no note explains. */
export interface Worsening {
  /** Number of the entry, from 0. */
  entry: number;
  date: string;
  /** An experiment; `validation` for all of them together. */
  of: string;
  /** In percent. */
  before: number;
  after: number;
}

/** The entry's medians of validation rows: all, and those of each experiment. */
function validationMedians({ validation, experiments }: LedgerEntry): [string, number][] {
  return [
    ...(validation ? [['validation', validation['median-percent']] as [string, number]] : []),
    ...Object.entries(experiments)
      .filter(([, { role }]) => role === 'validation')
      .map(([name, score]): [string, number] => [name, score['median-percent']]),
  ];
}

/**
 * What became worse without a note: medians of validation rows, each beside the last entry before that has it. Entries are all looked at,
 * so that a later one hides none.
 */
export function worsened({ 'tolerance-points': tolerance, entries }: Ledger): Worsening[] {
  const last = new Map<string, number>();
  return entries.flatMap((entry, number) =>
    validationMedians(entry).flatMap(([of, after]): Worsening[] => {
      const before = last.get(of);
      last.set(of, after);
      const isWorse = before !== undefined && after > before + tolerance;
      return isWorse && entry.note === undefined
        ? [{ entry: number, date: entry.date, of, before, after }]
        : [];
    }),
  );
}
