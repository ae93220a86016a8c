import type { z } from 'zod';
import { check, type Locator } from '../model/document/check.ts';
import { formatPath, valueAt } from '../model/document/document.ts';
import { describe, printable, SpecError } from '../model/document/problem.ts';
import { ResultError } from './result-error.ts';

/**
 * The data of a JSON text that a program wrote, which somebody may have changed since.
 * @param where what messages call the text
 * @throws ResultError when it is not JSON, or not of the schema
 */
export function readJson<Schema extends z.ZodType>(
  where: string,
  text: string,
  schema: Schema,
): z.output<Schema> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new ResultError(`${where}: expected JSON, found ${printable((error as Error).message)}`);
  }
  const locator: Locator = {
    problem: (path, expected, found = describe(valueAt(data, path))) => ({
      ...{ file: where, line: 1, column: 1, key: formatPath(path), expected, found },
    }),
  };
  try {
    return check(schema, data, locator);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const [{ key, expected, found }] = error.problems;
    const at = key === '' ? '' : `${printable(key)}: `;
    throw new ResultError(`${where}: ${at}expected ${printable(expected)}, found ${printable(found)}`);
  }
}
