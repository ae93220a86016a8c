import { chartsOf, type Charts } from '../charts/all.ts';
import { accuracySection } from './accuracy-section.ts';
import { charts, text, type Section } from './blocks.ts';
import { fitSection } from './fit-section.ts';
import { missesSection } from './misses-section.ts';
import { rowsOf, type Reported } from './reported.ts';
import { runSection } from './run-section.ts';
import { summarise } from '../summary.ts';
import { tablesSection } from './tables-section.ts';
import { wholeSection } from './whole-section.ts';

export const TITLE = 'The performance of µ-kernel-based systems, from first costs';

/** What the report is about, in a sentence or two. */
export function leadOf({ lists, rows, run }: Reported): string {
  const [summary = ''] = summarise(rowsOf(rows, lists[0]));
  return `ukperf ${run.version} on ${run.machine}, seed ${run.seed}.${summary === '' ? '' : ` ${summary}.`}`;
}

/** A report: what it says and shows, in order. */
export function sectionsOf(reported: Reported): Section[] {
  const { lists, rows, operations, calibration } = reported;
  const drawn: Charts = chartsOf({
    rows: rowsOf(rows, lists[0]),
    operations,
    ...(calibration ? { calibration } : {}),
  });
  const sections: (Section | undefined)[] = [
    wholeSection(reported),
    drawn.figures.length > 0
      ? { id: 'figures', title: "The paper's figures", blocks: charts(drawn.figures) }
      : undefined,
    drawn.accuracy.length > 0 ? accuracySection(reported, drawn) : undefined,
    drawn.cycles.length > 0
      ? {
          id: 'cycles',
          title: 'Where the cycles go',
          blocks: [
            text(
              'Every cycle of the model is charged to a place and a cause, and the charges add up to the time exactly.',
            ),
            ...charts(drawn.cycles),
          ],
        }
      : undefined,
    tablesSection(reported),
    missesSection(reported),
    calibration && fitSection(calibration, drawn),
    runSection(reported),
  ];
  return sections.filter((section) => section !== undefined);
}
