import { accuracyOf, type Accuracy } from '../../calibration/experiments/accuracy.ts';
import type { Reproduction } from '../../calibration/experiments/reproduce.ts';
import type { Library, Override } from '../../model/index.ts';
import { INFERENCES, NO_INFERENCE } from '../../model/inference.ts';
import { percentText, wholePenalties, type WholePenalty } from '../../reports/whole-workloads.ts';
import { figure, formatTable, text } from '../terminal/table.ts';

/** The paper's rows with some of the model's inferences. */
export interface Removed {
  /** The inference that is taken away; `none` when all are there, `all` when none is. */
  removed: string;
  /** Of calibration rows. */
  calibration: Accuracy;
  penalties: WholePenalty[];
}

type Reproduce = (overrides: readonly Override[]) => Promise<Reproduction>;

/** Reproduces the paper with all inferences of the model, without each of them, and without any. */
export async function removeEach(library: Library, reproduce: Reproduce): Promise<Removed[]> {
  const names = library.names('inference');
  const some = names.map((name): [string, string[]] => [name, names.filter((other) => other !== name)]);
  const cases: [string, string[]][] = [['none', names], ...(names.length > 1 ? some : []), ['all', []]];
  const found: Removed[] = [];
  for (const [removed, left] of cases) {
    const value = left.length > 0 ? left.join(',') : NO_INFERENCE;
    const { rows } = await reproduce([{ path: INFERENCES, value }]);
    found.push({
      removed,
      calibration: accuracyOf(rows.filter(({ role }) => role === 'calibration')),
      penalties: wholePenalties(rows),
    });
  }
  return found;
}

/** What becomes of the results as inferences are taken away: a column for each. */
export function removedTable(all: readonly Removed[]): string {
  const [first] = all;
  const penalties = first.penalties.map(({ experiment, test, system, published }, row) => [
    `${experiment}/${test}/${system}`,
    ...all.map((one) => percentText(one.penalties[row].model)),
    published === undefined ? '' : percentText(published),
  ]);
  return formatTable(
    [text('removed'), ...all.map(({ removed }) => figure(removed)), figure('published')],
    [
      [
        'calibration rows, median error',
        ...all.map((one) => percentText(one.calibration.medianAbsoluteError)),
        '',
      ],
      ['calibration rows, 90th', ...all.map((one) => percentText(one.calibration.ninetiethPercentile)), ''],
      ...penalties,
    ],
  );
}
