import { z } from 'zod';
import { formatPath, valueAt, type KeyPath, type LocatedData, type SpecDocument } from './document.ts';
import { describe, SpecError, type Problem } from './problem.ts';
import { foundName } from './suggestion.ts';

/** Where a merged value came from: turns a path into a problem in the right file. */
export interface Locator {
  problem(path: KeyPath, expected: string, found?: string, at?: 'key' | 'value'): Problem;
}

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
  throw new SpecError(problems);
}

/** By the schema of a section: the maps that it was given, and what became of them. */
const sections = new WeakMap<z.core.$ZodType, WeakMap<object, unknown>>();

/**
 * {@link check} for a file whose sections have nothing to do with each other: a section that has been checked is not checked again.
 * Nobody changes a section of a document; whoever sets a value makes a new one.
 * @throws SpecError that lists every problem with file, line, column, key, expected and found.
 */
export function checkSections<Schema extends z.ZodObject>(
  schema: Schema,
  data: unknown,
  locator: Locator,
): z.output<Schema> {
  const spec = isPlainMap(data) ? sectionsOf(schema.shape, data) : undefined;
  return (spec ?? check(schema, data, locator)) as z.output<Schema>;
}

/** Each section of a file by itself; undefined when anything is wrong. */
function sectionsOf(
  shape: Readonly<Record<string, z.core.SomeType>>,
  data: Record<string, unknown>,
): Record<string, unknown> | undefined {
  if (Object.keys(data).some((key) => !Object.hasOwn(shape, key))) return undefined;
  const spec: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape) as [string, z.core.$ZodType][]) {
    const section = data[key];
    let known = sections.get(schema);
    if (!known) sections.set(schema, (known = new WeakMap()));
    if (isPlainMap(section) && known.has(section)) {
      spec[key] = known.get(section);
      continue;
    }
    const result = z.safeParse(schema, section);
    if (!result.success) return undefined;
    if (isPlainMap(section)) known.set(section, result.data);
    if (Object.hasOwn(data, key)) spec[key] = result.data;
  }
  return spec;
}

function problemsOf(issue: z.core.$ZodIssue, data: unknown, locator: Locator): Problem[] {
  const expected = expectedOf(issue);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const found = `the unknown key ${foundName(key, keysIn(expected))}`;
        return locator.problem([...issue.path, key], expected, found, 'key');
      });
    case 'invalid_key':
      return [locator.problem(issue.path, expected, JSON.stringify(String(issue.path.at(-1))), 'key')];
    case 'invalid_union': {
      const meant = meantAlternative(issue.errors);
      if (meant === undefined) break;
      return meant.flatMap((inner) =>
        problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, data, locator),
      );
    }
    case 'invalid_value': {
      const value = valueAt(data, issue.path);
      if (typeof value !== 'string') break;
      return [locator.problem(issue.path, expected, foundName(value, issue.values.map(String)))];
    }
    case 'custom': {
      const { found, at } = (issue.params ?? {}) as { found?: string; at?: 'key' };
      return [locator.problem(issue.path, expected, found ?? describe(valueAt(data, issue.path)), at)];
    }
  }
  return [locator.problem(issue.path, expected, describe(valueAt(data, issue.path)))];
}

/** The alternative of a union whose type fits, so that only a detail of it is wrong. */
function meantAlternative(errors: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  const fitting = errors.filter(
    (issues) =>
      !issues.some(
        ({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_union'),
      ),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // The library's own words speak of types; the words of a schema say what is meant.
      return issue.message.startsWith('Invalid input') ? articleFor(issue.expected) : issue.message;
    case 'unrecognized_keys':
      return issue.message.startsWith('Unrecognized') ? 'only known keys here' : issue.message;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return amount(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return amount(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_key':
      return issue.issues.map(expectedOf).join(', ');
    default:
      // The library's own words say nothing.
      return issue.message === 'Invalid input' ? 'another kind of value' : issue.message;
  }
}

function amount(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string') return limit === 1 ? 'a text that is not empty' : `${bound} ${limit} characters`;
  return origin === 'array' ? `a list of ${bound} ${limit}` : `${bound} ${limit}`;
}

/** Schema of a map with exactly these keys; an unknown key is answered with the known ones. */
export function mapOf<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  description?: string,
): z.ZodObject<z.core.util.Writeable<Shape>, z.core.$strict> {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? knownKeys(shape) : description),
  });
}

const ONE_OF_KEYS = 'one of the keys ';

/** What to expect in the place of an unknown key. */
export function knownKeys(shape: object): string {
  return `${ONE_OF_KEYS}${Object.keys(shape).join(', ')}`;
}

/** The keys that {@link knownKeys} names: an issue holds no more of its schema than the words. */
function keysIn(expected: string): string[] {
  return expected.startsWith(ONE_OF_KEYS) ? expected.slice(ONE_OF_KEYS.length).split(', ') : [];
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

/** What another file sets on top of a file, beneath all that extends this file. */
export interface Overlay extends LocatedData {
  readonly on: SpecDocument;
}

/** A chain of documents, the extending one first: a path is located in the first that holds it. */
export class ExtendedDocument implements Locator {
  readonly chain: readonly SpecDocument[];
  readonly data: unknown;
  /** Where values come from; the first layer that sets a value decides. */
  private readonly layers: readonly LocatedData[];

  /** @param overlays what other files set on top of files of the chain; of those on top of one file the last one wins */
  constructor(chain: readonly SpecDocument[], overlays: readonly Overlay[] = []) {
    this.chain = chain;
    this.layers = chain.flatMap((document) => [
      ...overlays.filter(({ on }) => on === document).reverse(),
      document,
    ]);
    this.data = this.layers.reduceRight<unknown>((base, { data }) => merge(base, data), undefined);
  }

  /** The file that a value comes from. */
  originOf(path: KeyPath): LocatedData {
    return this.layers.find(({ data }) => decides(data, path)) ?? this.chain[0];
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

/** Whether a document of a chain sets the value at a path, or replaces a part that would hold it. */
function decides(data: unknown, path: KeyPath): boolean {
  let value = data;
  for (const key of path) {
    if (value === undefined || value === null) return false;
    if (!isPlainMap(value) || 'value' in value) return true;
    value = Object.hasOwn(value, key) ? value[String(key)] : undefined;
  }
  return value !== undefined && value !== null;
}

/** Maps merge key by key; a sourced value, a list or a scalar of the extending file replaces the other. */
export function merge(base: unknown, extension: unknown): unknown {
  if (!isPlainMap(base) || !isPlainMap(extension) || 'value' in extension) return extension ?? base;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(extension)) {
    merged[key] = Object.hasOwn(base, key) ? merge(base[key], value) : value;
  }
  return merged;
}

export function isPlainMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
