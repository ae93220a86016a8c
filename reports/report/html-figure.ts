import type { Chart } from '../charts/chart.ts';
import { escapeHtml } from '../render/escape.ts';

/** The place of a chart; a script draws it, for the screen and, where that is dark, for paper. */
export function figureHtml({ name, title, caption }: Chart): string {
  return `<figure id="${name}" data-chart="${name}">
<div class="chart scroll" tabindex="0" role="group" aria-label="${escapeHtml(title)}"><div class="on-screen"></div><div class="on-paper" aria-hidden="true"></div></div>
<figcaption>${escapeHtml(caption)}</figcaption>
</figure>`;
}
