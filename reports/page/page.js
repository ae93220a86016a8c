// Draws the charts of a report and its table of sources. Everything is in the page: it asks for nothing.
const { charts, themes, columns, sources, entries } = JSON.parse(document.getElementById('data').textContent);
const darkness = matchMedia('(prefers-color-scheme: dark)');

/** Charts are drawn anew when the reader changes between light and dark; only the latest drawing counts. */
let drawing = 0;

/** What the menu of a chart offers; nothing of it needs a network. */
const MENU = { export: true, source: false, compiled: false, editor: false };

async function draw(place, spec, mode, actions = MENU) {
  const options = { mode: 'vega-lite', renderer: 'svg', actions, tooltip: { theme: mode } };
  try {
    await vegaEmbed(place, { ...spec, config: themes[mode] }, options);
  } catch (error) {
    place.textContent = `This chart could not be drawn (${error.message}); its picture lies in charts/ beside this page.`;
  }
}

async function drawAll() {
  const own = ++drawing;
  const mode = darkness.matches ? 'dark' : 'light';
  document.documentElement.dataset.charts = 'drawing';
  for (const figure of document.querySelectorAll('figure[data-chart]')) {
    const spec = charts[figure.dataset.chart];
    await draw(figure.querySelector('.on-screen'), spec, mode);
    if (own !== drawing) return;
  }
  document.documentElement.dataset.charts = mode;
  // Paper is white.
  for (const figure of document.querySelectorAll('figure[data-chart]')) {
    const paper = figure.querySelector('.on-paper');
    if (mode === 'dark') await draw(paper, charts[figure.dataset.chart], 'light', false);
    else paper.replaceChildren();
    if (own !== drawing) return;
  }
  document.documentElement.classList.toggle('has-paper', mode === 'dark');
}

darkness.addEventListener('change', drawAll);
drawAll();

/** The table of sources is long, so it is made when it is first opened. */
const details = document.getElementById('values');
details?.addEventListener('toggle', fillSources, { once: true });

function fillSources() {
  const body = details.querySelector('tbody');
  const rows = entries.map((cells) => {
    const row = document.createElement('tr');
    cells.forEach((cell, index) => {
      const content = document.createElement(index === 0 ? 'th' : 'td');
      if (index === 0) content.scope = 'row';
      content.className = columns[index];
      content.textContent = typeof cell === 'number' ? sources[cell] : cell;
      row.append(content);
    });
    return row;
  });
  body.append(...rows);
  const search = document.getElementById('search');
  const count = document.getElementById('count');
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      if (!row.hidden) shown += 1;
    });
    count.textContent = `${shown} of ${rows.length} values`;
  };
  search.addEventListener('input', filter);
  filter();
}
