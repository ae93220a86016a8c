import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { printable } from '../model/document/problem.ts';
import { makeDirectory } from './make-directory.ts';
import { RecordedLibrary } from './recorded-library.ts';
import { ResultError } from './result-error.ts';
import { writeWhole } from './write-whole.ts';

export { ResultError };

const INPUTS = 'inputs';

/** Characters of the name of a file. */
const MOST_NAME = 1000;

/** A text that a result depends on: its name, its hash, and where its copy lies in the directory. */
export const inputFile = z.object({
  file: z.string().max(MOST_NAME),
  sha256: z.string(),
  copy: z
    .string()
    .max(MOST_NAME)
    .regex(new RegExp(`^${INPUTS}/[^/\\\\\0]+$`), `a file in ${INPUTS}`),
});
export type InputFile = z.output<typeof inputFile>;

const NUMBER_DIGITS = 3;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What {@link writeInputs} writes. */
export function inputFiles(texts: ReadonlyMap<string, string>): InputFile[] {
  return [...texts].map(([file, text], index) => {
    const copy = `${INPUTS}/${String(index + 1).padStart(NUMBER_DIGITS, '0')}-${basename(file)}`;
    return { file, sha256: sha256(text), copy };
  });
}

/** Copies the texts that a result depends on into its directory. */
export function writeInputs(directory: string, texts: ReadonlyMap<string, string>): InputFile[] {
  makeDirectory(join(directory, INPUTS));
  const files = inputFiles(texts);
  for (const { file, copy } of files) writeWhole(join(directory, copy), texts.get(file) as string);
  return files;
}

/** The texts that a result was made from, as a library. */
export class StoredLibrary extends RecordedLibrary {
  /** @throws ResultError for a copy that is missing or was changed */
  constructor(directory: string, { files }: { files: readonly InputFile[] }) {
    super(
      new Map(
        files.map(({ file, sha256: hash, copy }) => {
          const [place, name] = [join(directory, copy), file].map((text) => printable(text, MOST_NAME));
          let text: string;
          try {
            text = readFileSync(join(directory, copy), 'utf8');
          } catch {
            throw new ResultError(`${place}: expected the copy of ${name}, found no readable file`);
          }
          if (sha256(text) !== hash)
            throw new ResultError(
              `${place}: expected the copy of ${name} with hash ${printable(hash)}, found a changed one`,
            );
          return [file, text];
        }),
      ),
    );
  }
}
