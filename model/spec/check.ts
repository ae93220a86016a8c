import type { z } from 'zod';
import { formatPath, valueAt, type KeyPath, type SpecDocument } from './document.ts';
import { describe, SpecError, type Problem } from './problem.ts';

/** Where a merged value came from: turns a path into a problem in the right file. */
export interface Locator {
  problem(path: KeyPath, expected: string, found?: string, at?: 'key' | 'value'): Problem;
}

/** The most problems that one run reports: after that many, the rest is noise. */
const MAX_PROBLEMS = 20;

/**
 * Checks data against a schema.
 * @throws SpecError that lists every problem with file, line, column, key, expected and found.
 */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  locator: Locator,
): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, data, locator));
  throw new SpecError(problems.slice(0, MAX_PROBLEMS));
}

function problemsOf(issue: z.core.$ZodIssue, data: unknown, locator: Locator): Problem[] {
  const found = describe(valueAt(data, issue.path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        locator.problem(
          [...issue.path, key],
          'only known keys here',
          `the unknown key ${JSON.stringify(key)}`,
          'key',
        ),
      );
    case 'invalid_type':
      return [locator.problem(issue.path, articleFor(issue.expected), found)];
    case 'invalid_value':
      return [locator.problem(issue.path, `one of ${issue.values.map(String).join(', ')}`, found)];
    case 'too_small':
      return [locator.problem(issue.path, `at least ${String(issue.minimum)}`, found)];
    case 'too_big':
      return [locator.problem(issue.path, `at most ${String(issue.maximum)}`, found)];
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.flatMap((inner) => [locator.problem(issue.path, inner.message, found, 'key')]);
    case 'invalid_union':
      return [locator.problem(issue.path, issue.message, found)];
    default:
      return [locator.problem(issue.path, issue.message, found)];
  }
}

function articleFor(type: string): string {
  const names: Record<string, string> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    int: 'an integer',
    number: 'a number',
    string: 'a text',
    boolean: 'true or false',
  };
  return names[type] ?? `a value of type ${type}`;
}

/** A chain of documents, the extending one first: a path is located in the first that holds it. */
export class ExtendedDocument implements Locator {
  readonly chain: readonly SpecDocument[];
  readonly data: unknown;

  constructor(chain: readonly SpecDocument[]) {
    this.chain = chain;
    this.data = chain.reduceRight<unknown>((base, document) => merge(base, document.data), undefined);
  }

  /** The file that a value comes from. */
  originOf(path: KeyPath): SpecDocument {
    return this.chain.find((document) => document.has(path)) ?? this.chain[0];
  }

  problem(path: KeyPath, expected: string, found?: string, at?: 'key' | 'value'): Problem {
    const problem = this.originOf(path).problem(
      path,
      expected,
      found ?? describe(valueAt(this.data, path)),
      at,
    );
    return { ...problem, key: formatPath(path) };
  }
}

/** Maps merge key by key; a sourced value, a list or a scalar of the extending file replaces the other. */
export function merge(base: unknown, extension: unknown): unknown {
  if (!isPlainMap(base) || !isPlainMap(extension) || 'value' in extension) return extension ?? base;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(extension)) {
    merged[key] = key in base ? merge(base[key], value) : value;
  }
  return merged;
}

export function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
