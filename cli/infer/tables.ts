import { sizeText } from '../../calibration/inference/candidate.ts';
import type { Inferred, Verdict } from '../../calibration/inference/infer.ts';
import type { Errors } from '../../calibration/inference/judge.ts';
import { figure, formatTable, text } from '../terminal/table.ts';

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

/** By how much a candidate lowers an error. */
const gain = (before: number, after: number): string => {
  const share = before === 0 ? 0 : 1 - after / before;
  return `${share < 0 ? '-' : '+'}${percent(Math.abs(share))}`;
};

/** An inference as tables: candidates and what became of them, errors, and the rows that moved. */
export function inferTables(inferred: Inferred): string[] {
  const { none, together, choice, folds } = inferred;
  const moved = inferred.rows.filter((row) => Math.abs(row.with - row.without) >= SHOWN);
  const both = ({ leftOutTest, leftOutSystem }: Errors): string[] =>
    [leftOutTest, leftOutSystem].map(percent);
  return [
    verdictTable(inferred),
    `\nGain: by how much the error of the rows that it moves falls when they are left out, one test or one system after the other. Alone: against no inference. Beside: with the chosen against the chosen without it. Chosen in: of ${folds.tests} choices made without a test, and ${folds.systems} without a system.`,
    `\n${formatTable(
      [text('root mean square error of all rows'), figure('test left out'), figure('system left out')],
      [
        ['sourced mechanisms alone', ...both(none)],
        ['with the chosen', ...both(together)],
        ['choice made without the rows, too', ...both(choice)],
      ],
    )}`,
    ...(moved.length > 0 ? [`\n${rowTable(moved)}`] : []),
  ];
}

function verdictTable({ verdicts }: Inferred): string {
  const ordered = [...verdicts].sort((left, right) => Number(right.chosen) - Number(left.chosen));
  return formatTable(
    [
      ...['candidate', 'of', 'what', 'size'].map((title) => text(title)),
      ...['rows', 'alone, test', 'system', 'beside, test', 'system', 'chosen in'].map((title) =>
        figure(title),
      ),
      text(''),
    ],
    ordered.map((verdict) => {
      const { candidate, sizes, alone, among, inTests, inSystems } = verdict;
      return [
        candidate.name,
        candidate.family,
        candidate.title,
        candidate.sizes
          .map((size, index) => sizeText(size, Number(sizes[index].toPrecision(DIGITS))))
          .join(', '),
        String(alone.rows),
        ...[alone, among].flatMap((comparison) => [
          gain(comparison.without.leftOutTest, comparison.with.leftOutTest),
          gain(comparison.without.leftOutSystem, comparison.with.leftOutSystem),
        ]),
        `${inTests}, ${inSystems}`,
        verdictOf(verdict),
      ];
    }),
  );
}
const DIGITS = 3;

function verdictOf({ candidate: { shipped }, chosen, alone }: Verdict): string {
  if (chosen) return shipped ? 'stays' : 'chosen';
  if (alone.rows === 0) return 'moves no row';
  return shipped ? 'goes' : '';
}

/** Rows that the chosen candidates move by a hundredth or more are shown. */
const SHOWN = 0.01;

function rowTable(moved: Inferred['rows']): string {
  const relative = (error: number): string => `${Math.round(Math.expm1(error) * 100)} %`;
  return formatTable(
    [text('row'), figure('published'), figure('error without'), figure('error with')],
    moved.map(({ target, without, with: after }) => [
      `${target.experiment}/${target.test}/${target.system}`,
      `${String(target.published)} ${target.unit}`,
      relative(without),
      relative(after),
    ]),
  );
}
