import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readQuestion, type LocatedQuestion } from '../../sweeps/questions/question-file.ts';
import { PACKAGE } from '../../api/disk-library.ts';
import { expectOneOf } from '../expect-one-of.ts';
import { UsageError } from '../output.ts';
import { readText } from '../../api/read-text.ts';

const DIRECTORY = 'sweeps/questions';
const EXTENSION = '.yaml';

/** The shipped questions. */
export function questionNames(): string[] {
  return readdirSync(join(PACKAGE, DIRECTORY))
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();
}

/** A shipped question by name, or a user's own by its file. @throws SpecError, UsageError */
export function readQuestionFile(reference: string): LocatedQuestion {
  const own = /\.ya?ml$/.test(reference);
  if (!own) expectOneOf(reference, questionNames(), 'what-if: expected a question', ' or a YAML file');
  const file = own ? reference : `${DIRECTORY}/${reference}${EXTENSION}`;
  try {
    return readQuestion({ file, text: readText(own ? file : join(PACKAGE, file)) });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(`what-if: expected a readable question file, found ${JSON.stringify(reference)}`);
  }
}
