import type { Chart } from '../charts/chart.ts';
import { FONT, MODES, PAPER, theme } from '../charts/theme.ts';
import { escapeHtml, scriptJson, scriptText } from './escape.ts';
import { pageLibraries } from './page-libraries.ts';

/** A page without any need of a network: the charts' data and the libraries that draw them are in it. */
export function chartPage(title: string, footer: string, charts: readonly Chart[]): string {
  const scripts = pageLibraries().map((library) => `<script>${scriptText(library)}</script>`);
  const figures = charts.map(
    ({ name, title: what, caption }) =>
      `<figure><div id="${escapeHtml(name)}" role="img" aria-label="${escapeHtml(`${what}. ${caption}`)}"></div><figcaption>${escapeHtml(caption)}</figcaption></figure>`,
  );
  const specs = charts.map(({ name, spec }) => ({ name, spec }));
  const themes = Object.fromEntries(MODES.map((mode) => [mode, theme(mode)]));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
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
<footer>${escapeHtml(footer)}</footer>
${scripts.join('\n')}
<script>
const charts = ${scriptJson(specs)};
const themes = ${scriptJson(themes)};
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
