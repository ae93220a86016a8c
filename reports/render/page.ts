import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Chart } from '../charts/chart.ts';
import { FONT, MODES, PAPER, theme } from '../charts/theme.ts';

const require = createRequire(import.meta.url);

/** A page without any need of a network: the charts' data and the libraries that draw them are in it. */
export function chartPage(title: string, footer: string, charts: readonly Chart[]): string {
  const scripts = ['vega', 'vega-lite', 'vega-embed'].map(
    (name) => `<script>${scriptText(readFileSync(bundleOf(name), 'utf8'))}</script>`,
  );
  const figures = charts.map(
    ({ name, title: what, caption }) =>
      `<figure><div id="${escape(name)}" role="img" aria-label="${escape(`${what}. ${caption}`)}"></div><figcaption>${escape(caption)}</figcaption></figure>`,
  );
  const specs = charts.map(({ name, spec }) => ({ name, spec }));
  const themes = Object.fromEntries(MODES.map((mode) => [mode, theme(mode)]));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
:root { color-scheme: light dark; font-family: '${FONT}', Verdana, sans-serif; }
body { margin: 1rem; background: ${PAPER.light}; color: #222; }
figure { margin: 0; overflow-x: auto; }
figcaption, footer { max-width: 60rem; line-height: 1.5; font-size: 0.85rem; margin-top: 0.5rem; }
@media (prefers-color-scheme: dark) { body { background: ${PAPER.dark}; color: #e6e6e6; } }
</style>
</head>
<body>
${figures.join('\n')}
<footer>${escape(footer)}</footer>
${scripts.join('\n')}
<script>
const charts = ${json(specs)};
const themes = ${json(themes)};
const dark = matchMedia('(prefers-color-scheme: dark)');
const draw = () => Promise.all(charts.map(({ name, spec }) => vegaEmbed(document.getElementById(name), spec, {
  config: themes[dark.matches ? 'dark' : 'light'],
  theme: undefined,
  tooltip: { theme: dark.matches ? 'dark' : 'light' },
  actions: false,
  renderer: 'svg',
}))).then(() => { document.body.dataset.drawn = 'yes'; });
dark.addEventListener('change', draw);
draw();
</script>
</body>
</html>
`;
}

/** The file of a library that a page without modules can take. */
function bundleOf(name: string): string {
  let directory = dirname(require.resolve(name));
  while (!directory.endsWith(`node_modules/${name}`)) directory = dirname(directory);
  return join(directory, 'build', `${name}.min.js`);
}

/** A script must not contain its own end. */
const scriptText = (text: string): string => text.replaceAll('</script', '<\\/script');

const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
