import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chart } from '../../reports/charts/chart.ts';
import { drawPng, drawSvg } from '../../reports/render/draw.ts';
import { pageLibraries } from '../../reports/render/page-libraries.ts';
import type { Report } from '../../reports/report/blocks.ts';
import { htmlReport } from '../../reports/report/html-report.ts';
import { markdownReport, PROVENANCE_FILE } from '../../reports/report/markdown-report.ts';
import { provenanceText } from '../../reports/report/provenance-file.ts';
import { makeDirectory } from '../../results/make-directory.ts';
import { PACKAGE } from '../../api/disk-library.ts';
import { refusalOf } from './output-directory.ts';

const PAGE = 'index.html';
const CHARTS = 'charts';

/**
 * Writes a report: `index.html`, `report.md`, the sources of all numbers, and each chart as specification, drawing and picture below
 * `charts/`. The page comes last.
 *
 * @param option the command's option for the directory, for the message when it can't be written to
 * @param isOwn whether a chart's name is one of this kind of report: such charts of an earlier one go away
 * @returns the path of the page
 */
export async function writeReportFiles(
  option: string,
  directory: string,
  report: Report,
  isOwn: (chart: string) => boolean,
): Promise<string> {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const charts = blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []));
  const put = (name: string, content: string | Uint8Array): void => {
    writeFileSync(join(directory, name), content);
  };
  try {
    makeDirectory(join(directory, CHARTS));
    for (const file of readdirSync(join(directory, CHARTS))) {
      const [, name] = KIND.exec(file) ?? [];
      if (name !== undefined && isOwn(name)) rmSync(join(directory, CHARTS, file));
    }
    for (const chart of charts) await putChart(chart, put);
    const entries = blocks.flatMap((block) => (block.kind === 'provenance' ? block.entries : []));
    put(PROVENANCE_FILE, provenanceText(entries));
    put('report.md', markdownReport(report));
    put(PAGE, htmlReport(report, pageParts()));
  } catch (error) {
    throw refusalOf(option, directory, error);
  }
  return join(directory, PAGE);
}

const KINDS = ['vl.json', 'svg', 'png'] as const;
const KIND = /^(.*?)\.(?:vl\.json|svg|png)$/;

async function putChart(
  { name, caption, spec }: Chart,
  put: (name: string, content: string | Uint8Array) => void,
): Promise<void> {
  const described = { ...spec, description: caption };
  const drawing = await drawSvg(described);
  const [specification, svg, png] = KINDS.map((kind) => `${CHARTS}/${name}.${kind}`);
  put(specification, `${JSON.stringify(described, null, 2)}\n`);
  put(svg, drawing);
  put(png, drawPng(drawing));
}

function pageParts(): { libraries: string[]; style: string; script: string } {
  const part = (name: string): string => readFileSync(join(PACKAGE, 'reports', 'page', name), 'utf8');
  return { libraries: pageLibraries(), style: part('look.css') + part('page.css'), script: part('page.js') };
}
