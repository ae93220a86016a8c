import stringWidth from 'string-width';

/** Where a text may be broken: after blanks, and before a word of a name or path. Numbers stay whole. */
const BREAKS = /(?<=\s)(?=\S)|(?<=[/._-])(?=[A-Za-z])/;

const parts = (text: string): string[] => text.split(BREAKS);

/** Columns of a terminal that a text takes. */
export const widthOf = (text: string): number =>
  Math.max(...text.split('\n').map((line) => stringWidth(line)));

/** The width below which a text would be broken within a word. */
export const longestPart = (text: string): number =>
  Math.max(0, ...parts(text).map((part) => widthOf(part.trimEnd())));

/** A text as lines of a width, broken between its parts where it can be. */
export function wrapped(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const part of parts(text).flatMap((each) => chunks(each, width))) {
    if (line !== '' && widthOf((line + part).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else line += part;
  }
  return [...lines, line.trimEnd()].filter((each) => each !== '');
}

/** Sentences as lines of a width, broken at blanks only: names, commands and addresses stay whole. Shorter lines stay as they are. */
export function sentences(text: string, width: number): string {
  const broken = (line: string): string =>
    widthOf(line) <= width
      ? line
      : line
          .split(' ')
          .reduce<string[]>((lines, word) => {
            const last = lines.at(-1);
            if (last !== undefined && widthOf(`${last} ${word}`) <= width)
              lines[lines.length - 1] = `${last} ${word}`;
            else lines.push(word);
            return lines;
          }, [])
          .join('\n');
  return text.split('\n').map(broken).join('\n');
}

/** A word in pieces that are not too long. */
function chunks(word: string, width: number): string[] {
  const found: string[] = [];
  let chunk = '';
  for (const letter of word) {
    if (widthOf(chunk + letter) > width && chunk !== '') {
      found.push(chunk);
      chunk = '';
    }
    chunk += letter;
  }
  return [...found, chunk];
}

/** A text in one line of at most a width; a sign says that there was more. */
export function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let start = '';
  for (const letter of text) {
    if (widthOf(start + letter) >= width) break;
    start += letter;
  }
  return `${start}…`;
}
