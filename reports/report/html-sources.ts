import type { Entry } from '../provenance.ts';
import { cellsOf, COLUMNS } from './provenance-file.ts';

/** Where the table of sources comes; a script fills it when it is opened. */
export function sourcesHtml(count: number): string {
  return `<details id="values">
<summary>All ${count} values</summary>
<p><label for="search">Search </label><input id="search" type="search" placeholder="l2 estimated"> <span id="count" role="status"></span></p>
<div class="scroll" tabindex="0" role="region" aria-label="Values and their sources"><table>
<thead><tr>${COLUMNS.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody></tbody></table></div>
</details>`;
}

/** The table's content: texts that come again and again stand once, their number in their place. */
export function sourcesData(entries: readonly Entry[]): object {
  const sources: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    let number = numbers.get(text);
    if (number === undefined) numbers.set(text, (number = sources.push(text) - 1));
    return number;
  };
  return {
    columns: COLUMNS,
    entries: entries.map((entry) =>
      cellsOf(entry).map((cell, index) => (SHARED.includes(COLUMNS[index]) ? numberOf(cell) : cell)),
    ),
    sources,
  };
}

const SHARED: readonly string[] = ['status', 'source', 'file'];
