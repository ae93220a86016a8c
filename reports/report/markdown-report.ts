import { tableText } from '../markdown.ts';
import type { Entry } from '../provenance.ts';
import type { Table } from '../table.ts';
import type { Block, Report } from './blocks.ts';

/** A report as Markdown; charts and the table of sources are files beside it. */
export function markdownReport({ title, sections }: Report): string {
  return [
    `# ${title}`,
    ...sections.flatMap(({ id, title: name, blocks }) => [
      `## <a id="${id}"></a>${name}`,
      ...blocks.map(markdownOf),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.markdown;
    case 'heading':
      return `### <a id="${block.id}"></a>${block.text}`;
    case 'table':
      return `**${block.title}**\n\n${tableText(block.table)}`;
    case 'chart': {
      const { name, title, caption } = block.chart;
      const path = `charts/${name}`;
      return `![${title}](${path}.svg)\n\n${caption} ([PNG](${path}.png), [Vega-Lite](${path}.vl.json))`;
    }
    case 'provenance':
      return provenanceOf(block.entries);
  }
}

/** The name of the file with all sources. */
export const PROVENANCE_FILE = 'provenance.csv';

function provenanceOf(entries: readonly Entry[]): string {
  const count = new Map<string, number>();
  for (const { status } of entries) count.set(status, (count.get(status) ?? 0) + 1);
  const rows = [...count].sort(([, left], [, right]) => right - left);
  const summary: Table = {
    head: ['status', 'values'],
    rows: rows.map(([status, values]) => [
      status === '' ? 'form or count of the model itself' : status,
      String(values),
    ]),
    labels: 1,
  };
  return `${tableText(summary)}\n\nAll of them: [${PROVENANCE_FILE}](${PROVENANCE_FILE}).`;
}
