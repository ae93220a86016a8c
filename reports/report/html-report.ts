import { createHash } from 'node:crypto';
import { marked } from 'marked';
import { MODES, theme } from '../charts/theme.ts';
import type { Block, Report, Section } from './blocks.ts';
import { escapeHtml, scriptJson, scriptText } from '../render/escape.ts';
import { figureHtml } from './html-figure.ts';
import { tableHtml } from './html-table.ts';
import { sourcesData, sourcesHtml } from './html-sources.ts';

/** What a page is made of beside its content. */
export interface PageParts {
  /** Scripts that draw charts. */
  libraries: readonly string[];
  style: string;
  script: string;
}

/** A report as one page that needs nothing else. */
export function htmlReport({ title, lead, sections }: Report, parts: PageParts): string {
  const blocks = sections.flatMap((section) => section.blocks);
  const charts = blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
  const entries = blocks.flatMap((block) => (block.kind === 'provenance' ? block.entries : []));
  const data = {
    charts: Object.fromEntries(
      charts.map(({ name, caption, spec }) => [name, { ...spec, description: caption }]),
    ),
    themes: Object.fromEntries(MODES.map((mode) => [mode, theme(mode)])),
    ...sourcesData(entries),
  };
  const scripts = [...parts.libraries, parts.script].map(scriptText);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>
${parts.style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(lead)}</p>
</header>
<nav aria-label="Sections"><ul>${sections
    .map(({ id, title: name }) => `<li><a href="#${id}">${escapeHtml(name)}</a></li>`)
    .join('')}</ul></nav>
<main id="content">
<noscript><p>The charts of this page are drawn by scripts. Without them, their pictures are in charts/, and report.md shows them.</p></noscript>
${sections.map(sectionHtml).join('\n')}
</main>
<footer>Made by ukperf. This page asks nothing of the network.</footer>
<script type="application/json" id="data">${scriptJson(data)}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`;
}

/** Only the page's own scripts run, and nothing is fetched. Vega makes functions from the expressions of charts. */
function policy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')} 'unsafe-eval'`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function sectionHtml({ id, title, blocks }: Section): string {
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(title)}</h2>
${blocks.map(blockHtml).join('\n')}
</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return marked.parse(block.markdown, { async: false });
    case 'heading':
      return `<h3 id="${block.id}">${escapeHtml(block.text)}</h3>`;
    case 'table':
      return tableHtml(block.title, block.table);
    case 'chart':
      return figureHtml(block.chart);
    case 'provenance':
      return sourcesHtml(block.entries.length);
  }
}
