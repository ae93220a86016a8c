import { z } from 'zod';
import { check, isPlainMap, mapOf } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { Findings } from '../../model/document/findings.ts';
import { SpecError, type Problem } from '../../model/document/problem.ts';
import { parseAs } from '../../model/document/quantity.ts';
import { LOCK_VERSION, rowKey, type Lock } from './lock.ts';
import { shareSchema, toleranceSchema } from './tolerance.ts';

const hash = z.string().regex(/^[0-9a-f]{8,64}$/, { error: 'a hash: hexadecimal digits' });
const names = z.array(z.string().min(1)).min(1);
const scalar = z.union([z.string(), z.number().transform(String)], { error: 'a text or a number' });
const percent = z.string().transform((text, context): number => {
  const share = parseAs(text, 'ratio')?.value;
  if (share !== undefined && share > 0 && share <= 1) return share;
  context.addIssue({ code: 'custom', message: 'a share above 0 and up to 100 %' });
  return z.NEVER;
});

const rowSchema = mapOf({
  test: z.string().describe('Name of the test.'),
  system: z.string().describe('The structure: a shipped name or a YAML file.'),
  model: z.number().describe('What the model gave.'),
  unit: z.string().describe('Unit of the figure.'),
  published: z
    .union([z.number(), z.tuple([z.number(), z.number()])], { error: 'a figure, or [low, high]' })
    .describe('What was published: a figure, or the ends of a range.')
    .optional(),
  tolerance: toleranceSchema
    .describe('How far this row may move: 2 %, or an amount in its unit such as 5 cycles.')
    .optional(),
  note: z.string().describe('Of a person; an update keeps it.').optional(),
});

/** Shape of a lock file (`ukperf.lock.yaml`). */
export const lockSchema = mapOf({
  lock: z.literal(LOCK_VERSION).describe('Version of the form of lock files.'),
  ukperf: z.string().describe('Version of ukperf that wrote the file.'),
  request: mapOf({
    experiments: names.describe(
      'Files of experiments, from the directory of this file; shipped are those of the package.',
    ),
    targets: names.describe('Files of published results, from the directory of this file.').optional(),
    only: names.describe('Names of experiments; all of the lists when absent.').optional(),
    machine: z
      .string()
      .min(1)
      .describe('For experiments of the first list that name none; by default that of the list.')
      .optional(),
    seed: scalar.describe('Seed of all random streams.'),
    replications: z.int().min(1).describe('Runs with placements of their own, averaged.'),
    precision: percent
      .describe('Whole workloads: half the width of the 95 % interval, as a share of the value.')
      .optional(),
    quick: z.boolean().describe('Fewer loads of job mixes.').default(false),
    set: z.record(z.string(), scalar).describe('Values that are set, by their paths.').optional(),
  }).describe('What is run.'),
  tolerance: shareSchema.describe('How far rows may move that say nothing else, nor their experiment: 0 %.'),
  fingerprint: hash.describe('Of the whole run.'),
  inputs: mapOf({
    engine: hash.describe('Hash of the programs of ukperf.'),
    files: z.record(z.string(), hash).describe('Hashes of the files that were read.'),
  }).describe('What the figures were made from.'),
  experiments: z
    .record(
      z.string(),
      mapOf({
        fingerprint: hash.describe('Of the runs of the experiment.'),
        tolerance: shareSchema.describe('How far its rows may move that say nothing else: 2 %.').optional(),
        note: z.string().describe('Of a person; an update keeps it.').optional(),
        rows: z.array(rowSchema).describe('Its figures, a line each.'),
      }),
    )
    .describe('What came out, by experiment.'),
}).describe('What a run gave, for `ukperf check`; `ukperf check --update` writes it.');

/** A lock file that was read, and can tell where its parts stand. */
export interface LockFile {
  lock: Lock;
  /** Line of a row, or of an experiment that has no such row. */
  lineOf: (experiment: string, row?: { test: string; system: string }) => number;
  /** A problem with a file that the request names. */
  problem: (key: 'experiments' | 'targets', index: number, expected: string) => Problem;
}

/** Reads a lock file. @throws SpecError with its place for whatever is wrong in it */
export function readLock(source: SourceText): LockFile {
  const document = new SpecDocument(source);
  checkKind(document);
  const { lock: _, ...lock } = check(lockSchema, document.data, document);
  checkRows(lock, document);
  return {
    lock,
    lineOf: (experiment, row) => {
      const index = row && lock.experiments[experiment].rows.findIndex((one) => rowKey(one) === rowKey(row));
      return index === undefined || index < 0
        ? document.locate(['experiments', experiment], 'key').line
        : document.locate(['experiments', experiment, 'rows', index]).line;
    },
    problem: (key, index, expected) => document.problem(['request', key, index], expected),
  };
}

/** Another file, or one of a later ukperf, is told apart from a lock file with a mistake. */
function checkKind(document: SpecDocument): void {
  const { data } = document;
  const version = isPlainMap(data) ? data['lock'] : undefined;
  if (!Number.isInteger(version))
    throw new SpecError([document.problem(['lock'], `a lock file of ukperf, with lock: ${LOCK_VERSION}`)]);
  if (version !== LOCK_VERSION) {
    const found = `version ${String(version)}, which ${Number(version) > LOCK_VERSION ? 'a newer ukperf writes' : 'no ukperf writes'}`;
    throw new SpecError([document.problem(['lock'], `a lock file of version ${LOCK_VERSION}`, found)]);
  }
}

/** A row stands once, and an amount that it may move by is in its unit. */
function checkRows({ experiments }: Lock, document: SpecDocument): void {
  const findings = new Findings(document);
  for (const [name, { rows }] of Object.entries(experiments)) {
    const seen = new Set<string>();
    for (const [index, row] of rows.entries()) {
      const path = ['experiments', name, 'rows', index];
      if (seen.has(rowKey(row))) findings.report(path, 'a row that did not stand before');
      seen.add(rowKey(row));
      if (row.tolerance && !['%', row.unit].includes(row.tolerance.unit))
        findings.report([...path, 'tolerance'], `a tolerance in % or in ${row.unit}`);
    }
  }
  findings.end();
}
