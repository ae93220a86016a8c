import { foundName } from '../model/document/suggestion.ts';
import { UsageError } from './output.ts';

/**
 * Refuses a word of the command line that is none of some names.
 * @param what the names are, with the command before it @param or what else would do
 * @throws UsageError with the names, and the one that was probably meant
 */
export function expectOneOf(name: string, names: readonly string[], what: string, or = ''): void {
  if (!names.includes(name))
    throw new UsageError(`${what} (${names.join(', ')})${or}, found ${foundName(name, names)}`);
}
