import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Library } from '../model/index.ts';
import { makeDirectory } from './make-directory.ts';
import { rowsAsParquet } from './parquet.ts';
import { RESULT_SCHEMA, type Result } from './result.ts';

/** A directory that is no result, or not a whole one. */
export class ResultError extends Error {}

const RESULT = 'result.json';
const ROWS = 'rows.parquet';
const INPUTS = 'inputs';

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
  makeDirectory(join(directory, INPUTS));
  const files = [...texts].map(([file, text], index) => {
    const copy = `${INPUTS}/${String(index + 1).padStart(3, '0')}-${basename(file)}`;
    writeFileSync(join(directory, copy), text);
    return { file, sha256: createHash('sha256').update(text).digest('hex'), copy };
  });
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
  let result: Partial<Result>;
  try {
    result = JSON.parse(text) as Partial<Result>;
  } catch (error) {
    throw new ResultError(`${join(directory, RESULT)}: expected JSON, found ${(error as Error).message}`);
  }
  if (result.schema !== RESULT_SCHEMA)
    throw new ResultError(
      `${join(directory, RESULT)}: schema: expected ${RESULT_SCHEMA}, found ${JSON.stringify(result.schema)}`,
    );
  return result as Result;
}

/** The texts that a result was made from, as a library. */
export class StoredLibrary implements Library {
  private readonly texts: ReadonlyMap<string, string>;

  /** @throws ResultError for a copy that is missing or was changed */
  constructor(directory: string, { files }: Result) {
    this.texts = new Map(
      files.map(({ file, sha256, copy }) => {
        let text: string;
        try {
          text = readFileSync(join(directory, copy), 'utf8');
        } catch {
          throw new ResultError(
            `${join(directory, copy)}: expected the copy of ${file}, found no readable file`,
          );
        }
        if (createHash('sha256').update(text).digest('hex') !== sha256)
          throw new ResultError(
            `${join(directory, copy)}: expected the copy of ${file} with hash ${sha256}, found a changed one`,
          );
        return [file, text];
      }),
    );
  }

  read(file: string): string | undefined {
    return this.texts.get(file);
  }

  names(): string[] {
    return [...this.texts.keys()];
  }
}

/** A file that is there as a whole or not at all. */
function writeWhole(file: string, content: string | Uint8Array): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}
