import { EngineError } from '../engine-error.ts';

/** A word, or the part of one, as a shell reads it: in single quotes, in double quotes, or bare with backslashes. */
const PART = /'([^']*)'|"((?:[^"\\]|\\.)*)"|((?:[^\s'"\\]|\\.)+)/y;

/** The words of a line, as a shell splits them; nothing is expanded. @throws EngineError for a quote without an end */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  let at = 0;
  let word: string | undefined;
  while (at < line.length) {
    if (/\s/.test(line[at])) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    PART.lastIndex = at;
    const match = PART.exec(line);
    if (match === null)
      throw new EngineError(
        `--slurm-options: expected words as in a shell, found a quote without an end: ${line.slice(at)}`,
      );
    const [whole, single, double, bare] = match;
    word = (word ?? '') + (single ?? (double ?? bare).replace(/\\(.)/g, '$1'));
    at += whole.length;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A word that a shell reads as it is. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
