import { marked } from 'marked';
import { hasColour, systemScale } from '../charts/theme.ts';
import { OUTSIDE } from '../experiment-tables.ts';
import type { Table } from '../table.ts';
import { escapeHtml } from '../render/escape.ts';

/** A table with its title, in a box that scrolls when it is too wide. */
export function tableHtml(title: string, { head, rows, labels, groups = [] }: Table): string {
  const span = (head.length - labels) / groups.length;
  const cell = (content: string, index: number): string => {
    const classes = [
      ...(index < labels ? [] : ['figure']),
      ...(groups.length > 0 && index >= labels && (index - labels) % span === 0 ? ['first'] : []),
      ...(content.endsWith(OUTSIDE) ? ['unexpected'] : []),
    ];
    const attribute = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
    return index === 0
      ? `<th scope="row"${attribute}>${inline(content)}</th>`
      : `<td${attribute}>${inline(content)}</td>`;
  };
  const columns = head.map((name, index) => {
    const first = (index - labels) % span === 0;
    const shown = index >= labels && first ? OWN : name;
    const classes = index < labels ? '' : ` class="figure${first ? ' first' : ''}"`;
    return `<th scope="col"${classes}>${swatch(shown)}${inline(shown)}</th>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><table>
<caption>${escapeHtml(title)}</caption>
<thead>${groups.length > 0 ? `<tr class="groups"><td colspan="${labels}"></td>${groups.map((group) => groupHtml(group, span)).join('')}</tr>` : ''}<tr>${columns.join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}
</tbody></table></div>`;
}

/** Heads the first column of a group. */
const OWN = 'model';

const groupHtml = (group: string, span: number): string =>
  `<th scope="colgroup" colspan="${span}">${swatch(group)}${escapeHtml(group)}</th>`;

/** Cells may have links; what else they hold is text. */
const inline = (content: string): string =>
  content.startsWith('[') ? marked.parseInline(content, { async: false }) : escapeHtml(content);

/** The colour that a system has in the charts. */
function swatch(name: string): string {
  const [system] = name.split(' ');
  if (!hasColour(system)) return '';
  return `<span class="swatch" style="background:${systemScale([system]).range[0]}"></span>`;
}
