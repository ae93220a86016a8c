import { CHART_NAMES } from '../../reports/charts/all.ts';
import type { Reported } from '../../reports/report/reported.ts';
import { leadOf, sectionsOf, TITLE } from '../../reports/report/sections.ts';
import { writeReportFiles } from '../saving/report-files.ts';

/** Writes the report of a reproduction into a directory, in place of an earlier one. @returns the path of the page */
export function writeReport(directory: string, reported: Reported): Promise<string> {
  const report = { title: TITLE, lead: leadOf(reported), sections: sectionsOf(reported) };
  return writeReportFiles('--report', directory, report, (chart) => CHART_NAMES.includes(chart));
}
