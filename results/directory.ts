import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResultError, writeInputs } from './inputs.ts';
import { rowsAsParquet } from './parquet.ts';
import { readJson } from './read-json.ts';
import { RESULT_SCHEMA, type Result } from './result.ts';
import { resultSchema } from './result-schema.ts';
import { writeWhole } from './write-whole.ts';

const RESULT = 'result.json';
const ROWS = 'rows.parquet';

/**
 * Writes a result into a directory: `result.json`, its rows as `rows.parquet`, and a copy of each text that it depends on under `inputs`.
 * The result itself comes last and at once, so a directory that has one is whole.
 *
 * @param texts the texts by file, as the library read them
 */
export function writeResult(
  directory: string,
  result: Omit<Result, 'files' | 'schema'>,
  texts: ReadonlyMap<string, string>,
): void {
  const files = writeInputs(directory, texts);
  const whole: Result = { schema: RESULT_SCHEMA, ...result, files };
  writeWhole(join(directory, ROWS), rowsAsParquet(whole));
  writeWhole(join(directory, RESULT), `${JSON.stringify(whole, null, 2)}\n`);
}

/** Reads a result. @throws ResultError when the directory has none, or an input was changed */
export function readResult(directory: string): Result {
  let text: string;
  try {
    text = readFileSync(join(directory, RESULT), 'utf8');
  } catch {
    throw new ResultError(
      `${directory}: expected a directory of results with a file ${RESULT}, found no such file`,
    );
  }
  return readJson(join(directory, RESULT), text, resultSchema);
}
