import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from './project-directory.ts';
import { cellsOf, COLUMNS, machineOf, textOf, type BenchRow } from './report.ts';

const PAGE = join(projectDirectory(), 'docs', 'explanation', 'speed.md');

/** Writes rows into the page about speed, each group between its marks, with the machine and the day. @throws Error for a group without marks */
export function writeRows(rows: readonly BenchRow[]): void {
  const day = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  let page = readFileSync(PAGE, 'utf8');
  for (const group of new Set(rows.map((row) => row.group))) {
    const own = rows.filter((row) => row.group === group);
    const marks = new RegExp(`(<!-- bench: ${group} -->\\n)[^]*?(<!-- /bench -->)`);
    if (!marks.test(page)) throw new Error(`${PAGE}: expected marks of ${group}, found none`);
    page = page.replace(marks, (_, start: string, end: string) =>
      [start, tableOf(own), `\n${textOf(machineOf())}; ${day}\n`, end].join(''),
    );
  }
  writeFileSync(PAGE, page);
}

/** Without columns in which nothing stands, nor the group's. */
function tableOf(rows: readonly BenchRow[]): string {
  const lines = [COLUMNS, ...rows.map(cellsOf)];
  const kept = COLUMNS.map((_, column) => column).filter(
    (column) => column > 0 && lines.slice(1).some((line) => line[column] !== ''),
  );
  const [head, ...body] = lines.map((line) => `| ${kept.map((column) => line[column]).join(' | ')} |\n`);
  return [head, `|${kept.map(() => ' --- |').join('')}\n`, ...body].join('');
}
