import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';
import { blocksOf } from './markdown.ts';

/** A program that the documentation shows. */
export interface Example {
  /** A name for its file, such as `simulate` or `use-as-a-library-2`. */
  name: string;
  code: string;
}

/** The examples in the comments of the library's files. */
export function commentedExamples(): Example[] {
  return readdirSync(join(PACKAGE, 'api'))
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(PACKAGE, 'api', file), 'utf8').replaceAll(/^ {0,2} \* ?/gm, '');
      return [...text.matchAll(/^@example\n```ts\n(.*?)^```$/gms)].map(([, code], index) => ({
        name: `${file.replace(/\.ts$/, '')}-${index + 1}`,
        code,
      }));
    });
}

/** The programs of a page: its blocks of TypeScript that import the library. */
export function shownExamples(page: string): Example[] {
  const name = page.replace(/^.*\/|\.md$/g, '');
  return blocksOf(page)
    .filter(({ language, text }) => language === 'ts' && text.includes("from 'ukperf"))
    .map(({ text }, index) => ({ name: `${name}-${index + 1}`, code: text }));
}
