import { makeDirectory } from '../results/make-directory.ts';
import { UsageError } from './output.ts';

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
