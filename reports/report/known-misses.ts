import type { Row } from '../../calibration/experiments/row.ts';
import { matches } from '../row-pattern.ts';

/** A miss that the documentation explains. */
export interface KnownMiss {
  number: number;
  title: string;
  /** Markdown, without the title's number; with markers for figures of a run. */
  text: string;
  /** The rows that it is about: `experiment/test/system`, in which `*` stands for anything. */
  patterns: readonly string[];
}

const SECTION = /^## Known misses\n([\s\S]*?)(?=^## |$(?![\s\S]))/m;
const ITEM = /^(\d+)\. ([\s\S]*?)(?=^\d+\. |$(?![\s\S]))/gm;
const TITLE = /^\*\*(.+?)\*\*/;
const PATTERNS = /<!-- (.*?) -->/;

/** The known misses of a page of documentation: a numbered list whose entries name their rows in a comment after the title. */
export function knownMisses(page: string): KnownMiss[] {
  const [, section = ''] = SECTION.exec(page) ?? [];
  return [...section.matchAll(ITEM)].map(([, number, item]) => ({
    number: Number(number),
    title: TITLE.exec(item)?.[1] ?? '',
    text: unindented(item.replace(PATTERNS, '')).trim(),
    patterns: PATTERNS.exec(item)?.[1].split(' ') ?? [],
  }));
}

/** Lines that continue an entry of the list are indented below its text. */
const unindented = (item: string): string => item.replace(/^ {2,4}/gm, '');

/** The miss that explains a row, if there is one. */
export function missOf(
  { experiment, test, system }: Pick<Row, 'experiment' | 'test' | 'system'>,
  misses: readonly KnownMiss[],
): KnownMiss | undefined {
  return misses.find(({ patterns }) =>
    patterns.some((pattern) => matches(pattern, { experiment, test, system })),
  );
}
