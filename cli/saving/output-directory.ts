import { makeDirectory } from '../../results/make-directory.ts';
import { writeWhole } from '../../results/write-whole.ts';
import { UsageError } from '../output.ts';

/** Makes the directory of an option, before the work whose result goes there. @throws UsageError */
export function makeOutputDirectory(option: string, directory: string): void {
  writingTo(option, directory, () => {
    makeDirectory(directory);
  });
}

/** Does something to a directory; the system's refusal becomes a message. @throws UsageError */
export function writingTo<Result>(option: string, directory: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw refusalOf(option, directory, error);
  }
}

/** The message for what the system refused; another error as it is. */
export function refusalOf(option: string, directory: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new UsageError(
    `${option} ${directory}: expected a directory that can be written to, found ${error.message}`,
  );
}

/** Writes a file of an option as a whole. @throws UsageError when there is no place for it */
export function writeOutputFile(option: string, file: string, content: string | Uint8Array): void {
  try {
    writeWhole(file, content);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UsageError(`${option} ${file}: expected a file that can be written, found ${error.message}`);
  }
}
