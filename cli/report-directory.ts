import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chart } from '../reports/charts/chart.ts';
import { drawPng, drawSvg } from '../reports/render/draw.ts';
import { htmlReport } from '../reports/report/html-report.ts';
import { markdownReport, PROVENANCE_FILE } from '../reports/report/markdown-report.ts';
import { pageLibraries } from '../reports/render/page-libraries.ts';
import { provenanceText } from '../reports/report/provenance-file.ts';
import type { Reported } from '../reports/report/reported.ts';
import { leadOf, sectionsOf } from '../reports/report/sections.ts';
import { CHART_NAMES } from '../reports/charts/all.ts';
import { makeDirectory } from '../results/make-directory.ts';
import { PACKAGE } from './disk-library.ts';
import { refusalOf } from './output-directory.ts';

const PAGE = 'index.html';

/**
 * Writes a report: `index.html`, `report.md`, the sources of all numbers, and each chart as specification, drawing and picture below
 * `charts/`. Charts of an earlier report that this one does not have go away; the page comes last.
 *
 * @returns the path of the page
 */
export async function writeReport(directory: string, reported: Reported): Promise<string> {
  const sections = sectionsOf(reported);
  const charts = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : [])),
  );
  const put = (name: string, content: string | Uint8Array): void => {
    writeFileSync(join(directory, name), content);
  };
  try {
    makeDirectory(join(directory, 'charts'));
    for (const name of CHART_NAMES)
      if (!charts.some((chart) => chart.name === name))
        for (const file of filesOf(name)) rmSync(join(directory, file), { force: true });
    for (const chart of charts) await putChart(chart, put);
    put(PROVENANCE_FILE, provenanceText(reported.provenance));
    put('report.md', markdownReport(sections));
    put(PAGE, htmlReport(sections, leadOf(reported), pageParts()));
  } catch (error) {
    throw refusalOf('--report', directory, error);
  }
  return join(directory, PAGE);
}

const KINDS = ['vl.json', 'svg', 'png'] as const;
const filesOf = (name: string): string[] => KINDS.map((kind) => `charts/${name}.${kind}`);

async function putChart(
  { name, caption, spec }: Chart,
  put: (name: string, content: string | Uint8Array) => void,
): Promise<void> {
  const described = { ...spec, description: caption };
  const drawing = await drawSvg(described);
  const [specification, svg, png] = filesOf(name);
  put(specification, `${JSON.stringify(described, null, 2)}\n`);
  put(svg, drawing);
  put(png, drawPng(drawing));
}

function pageParts(): { libraries: string[]; style: string; script: string } {
  const part = (name: string): string => readFileSync(join(PACKAGE, 'reports', 'page', name), 'utf8');
  return { libraries: pageLibraries(), style: part('look.css') + part('page.css'), script: part('page.js') };
}
