import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../api/disk-library.ts';
import { readShippedCalibration } from '../cli/shipped.ts';
import { chartsOf } from '../reports/charts/all.ts';
import { compactSvg } from '../reports/render/compact.ts';
import { drawSvg } from '../reports/render/draw.ts';
import { reproducePaper } from './shipped-reproduction.ts';
import { sweepCharts } from './sweep-charts.ts';

/**
 * Draws the charts of the shipped model into docs/gallery, and writes docs/gallery.md; with `--check` it only says whether they are those of
 * the present model (exit status 1 when they are not).
 */
const DOCS = join(PACKAGE, 'docs');
const IMAGES = 'gallery';
const INTRODUCTION = `# Gallery

The charts of \`ukperf reproduce\`, drawn from the shipped model by \`npm run gallery\`. The report in \`out/reproduction/index.html\` has
them with tooltips and legends to click on, beside all tables and sources. The last ones are the main charts of [shipped sweeps](sweeps/README.md).`;

const { rows, operations } = await reproducePaper([]);
const { figures, accuracy, cycles, fit } = chartsOf({
  rows,
  operations,
  calibration: readShippedCalibration(),
});
const charts = [...figures, ...accuracy, ...cycles, ...fit, ...(await sweepCharts())];
const fresh = new Map<string, string>();
for (const { name, spec } of charts) fresh.set(`${IMAGES}/${name}.svg`, compactSvg(await drawSvg(spec)));
const entries = charts.map(
  ({ name, title, caption }) => `## ${title}\n\n![${title}](${IMAGES}/${name}.svg)\n\n${caption}`,
);
fresh.set('gallery.md', `${[INTRODUCTION, ...entries].join('\n\n')}\n`);

const old = oldImages();
if (process.argv.includes('--check')) {
  const stale = [
    ...[...fresh].filter(([file, text]) => read(file) !== text).map(([file]) => file),
    ...old.filter((file) => !fresh.has(file)),
  ];
  if (stale.length > 0) {
    console.error(`docs/: not those of the present model: ${stale.join(', ')}; run npm run gallery`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(join(DOCS, IMAGES), { recursive: true });
  for (const file of old) if (!fresh.has(file)) rmSync(join(DOCS, file));
  for (const [file, text] of fresh) writeFileSync(join(DOCS, file), text);
}

function oldImages(): string[] {
  try {
    return readdirSync(join(DOCS, IMAGES)).map((file) => `${IMAGES}/${file}`);
  } catch {
    return [];
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(join(DOCS, file), 'utf8');
  } catch {
    return undefined;
  }
}
