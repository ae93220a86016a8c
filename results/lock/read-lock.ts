import { z } from 'zod';
import { check, isPlainMap, mapOf } from '../../model/spec/check.ts';
import { SpecDocument, type SourceText } from '../../model/spec/document.ts';
import { SpecError, type Problem } from '../../model/spec/problem.ts';
import { parseAs } from '../../model/spec/quantity.ts';
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
  test: z.string(),
  system: z.string(),
  model: z.number(),
  unit: z.string(),
  published: z.union([z.number(), z.tuple([z.number(), z.number()])]).optional(),
  tolerance: toleranceSchema.optional(),
  note: z.string().optional(),
});

const lockSchema = mapOf({
  lock: z.literal(LOCK_VERSION),
  ukperf: z.string(),
  request: mapOf({
    experiments: names,
    targets: names.optional(),
    only: names.optional(),
    machine: z.string().min(1).optional(),
    seed: scalar,
    replications: z.int().min(1),
    precision: percent.optional(),
    quick: z.boolean().default(false),
    set: z.record(z.string(), scalar).optional(),
  }),
  tolerance: shareSchema,
  fingerprint: hash,
  inputs: mapOf({ engine: hash, files: z.record(z.string(), hash) }),
  experiments: z.record(
    z.string(),
    mapOf({
      fingerprint: hash,
      tolerance: shareSchema.optional(),
      note: z.string().optional(),
      rows: z.array(rowSchema),
    }),
  ),
});

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
  const problems: Problem[] = [];
  for (const [name, { rows }] of Object.entries(experiments)) {
    const seen = new Set<string>();
    for (const [index, row] of rows.entries()) {
      const path = ['experiments', name, 'rows', index];
      if (seen.has(rowKey(row))) problems.push(document.problem(path, 'a row that did not stand before'));
      seen.add(rowKey(row));
      if (row.tolerance && !['%', row.unit].includes(row.tolerance.unit))
        problems.push(document.problem([...path, 'tolerance'], `a tolerance in % or in ${row.unit}`));
    }
  }
  if (problems.length > 0) throw new SpecError(problems);
}
