import type { Case } from './case.ts';

/**
 * What failed, as commands that GitHub Actions turns into annotations of the file: a line each.
 * @param title stands before the name of each case
 */
export function annotations(title: string, cases: readonly Case[]): string[] {
  return cases.flatMap(({ group, name, failure, file, line }) => {
    if (failure === undefined) return [];
    const properties = Object.entries({ file, line, title: `${title}: ${group} ${name}` }).flatMap(
      ([key, value]) => (value === undefined ? [] : [`${key}=${property(String(value))}`]),
    );
    return [`::error ${properties.join(',')}::${data(failure.message)}`];
  });
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
